package io.eksguard.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterPatternTest {
  private static boolean matches(String glob, String name) {
    return new ClusterPattern(glob).matches(new ClusterName(name));
  }

  @ParameterizedTest
  @CsvSource({
    "web,web",
    "web-*,web-1",
    "web-*,web-",
    "*,a",
    "w?b,wob",
    "*-prod,eu-prod",
    "*a*b,xxaxxbxb",
    "a**b,ab",
    "a*b*c,abbbcbc",
    "?*,x"
  })
  void matchesWhatIsMeant(String glob, String name) {
    assertThat(matches(glob, name)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "web,web1",
    "web,Web",
    "web-*,web",
    "w?b,wb",
    "w?b,woob",
    "*-prod,eu-prod-2",
    "a*b*c,abbb",
    "??*,x"
  })
  void matchesNothingElse(String glob, String name) {
    assertThat(matches(glob, name)).isFalse();
  }

  @Test
  void agreesWithARegularExpressionOnRandomTexts() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String glob = "a" + text(random, "ab*?", random.nextInt(8));
      String name = "a" + text(random, "ab", random.nextInt(10));
      var expression = Pattern.compile(glob.replace("*", ".*").replace("?", "."));

      assertThat(matches(glob, name))
          .as("%s on %s", glob, name)
          .isEqualTo(expression.matcher(name).matches());
    }
  }

  private static String text(Random random, String alphabet, int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  @Test
  void answersAHostilePatternAtOnce() {
    String glob = "*a".repeat(49) + "b";
    String name = "a".repeat(100);

    boolean answer = assertTimeoutPreemptively(Duration.ofSeconds(2), () -> matches(glob, name));

    assertThat(answer).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-web", "_web", "web.*", "we b", "web/1", "[ab]", "we\u0000b", "wéb"})
  void isNotMadeOfWhatNoClusterCouldBeCalled(String text) {
    assertThat(ClusterPattern.isValid(text)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new ClusterPattern(text));
  }

  @Test
  void isNoLongerThanANameCouldBe() {
    assertThat(ClusterPattern.isValid("a".repeat(100))).isTrue();
    assertThat(ClusterPattern.isValid("a".repeat(101))).isFalse();
  }

  @Test
  void isExactWithoutAWildcardOnly() {
    assertThat(new ClusterPattern("web").isExact()).isTrue();
    assertThat(new ClusterPattern("we?").isExact()).isFalse();
    assertThat(new ClusterPattern("we*").isExact()).isFalse();
  }
}
