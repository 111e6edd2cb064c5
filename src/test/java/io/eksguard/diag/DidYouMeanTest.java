package io.eksguard.diag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DidYouMeanTest {
  private static final List<String> KNOWN = List.of("exclude", "include", "approach");

  @Test
  void findsASlip() {
    assertThat(DidYouMean.among(KNOWN, "exlude")).contains("exclude");
    assertThat(DidYouMean.among(KNOWN, "Approach")).contains("approach");
    assertThat(DidYouMean.among(KNOWN, "appraoch")).contains("approach");
  }

  @Test
  void findsNothingForAnotherWord() {
    assertThat(DidYouMean.among(KNOWN, "region")).isEmpty();
    assertThat(DidYouMean.among(KNOWN, "e".repeat(5_000_000))).isEmpty();
  }
}
