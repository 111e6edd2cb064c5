package io.eksguard.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanFormTest {
  @ParameterizedTest
  @CsvSource({
    "1.0,   1.0,  TAKEN",
    "1.0,   1.3,  TAKEN",
    "1.9,   1.10, TAKEN",
    "1.4,   1.3,  NEWER",
    "1.10,  1.9,  NEWER",
    "2.0,   1.9,  NEWER",
    "1.9,   2.0,  OTHER",
    "0.9,   1.0,  OTHER",
    "'',    1.0,  OTHER",
    "1,     1.0,  OTHER",
    "1.x,   1.0,  OTHER",
    "1.-1,  1.0,  OTHER",
    "1.0.0, 1.0,  OTHER",
  })
  void takesItsOwnFormAndTheEarlierOnesOfTheSameNumber(
      String file, String program, PlanForm.Verdict verdict) {
    assertThat(PlanForm.of(file).comparedWith(PlanForm.of(program))).isEqualTo(verdict);
  }
}
