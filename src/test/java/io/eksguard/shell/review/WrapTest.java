package io.eksguard.shell.review;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrapTest {
  @Test
  void breaksBetweenWords() {
    assertThat(Wrap.lines("one two three", 7)).containsExactly("one two", "three");
  }

  @Test
  void breaksAWordThatFitsNowhere() {
    assertThat(Wrap.lines("at arn:aws:eks end", 5))
        .containsExactly("at", "arn:a", "ws:ek", "s end");
  }

  @Test
  void countsTheColumnsOfWideCharacters() {
    assertThat(Wrap.lines("\u4e2d\u6587\u4e2d\u6587", 5))
        .containsExactly("\u4e2d\u6587", "\u4e2d\u6587");
  }

  @Test
  void keepsTheBlanksOfATextThatFits() {
    assertThat(Wrap.lines("-   \"Statement\" : [ ]", 40))
        .containsExactly("-   \"Statement\" : [ ]");
    assertThat(Wrap.lines("", 40)).containsExactly("");
  }
}
