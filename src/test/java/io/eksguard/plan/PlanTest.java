package io.eksguard.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static List<String> order(List<Step> steps) {
    return Plan.of(steps).steps().stream().map(s -> s.id().value()).toList();
  }

  @Test
  void putsAStepAfterAllItWaitsFor() {
    var steps =
        List.of(Plans.step("enable", "tag-a", "tag-b"), Plans.step("tag-b"), Plans.step("tag-a"));

    assertThat(order(steps)).containsExactly("tag-a", "tag-b", "enable");
  }

  @Test
  void isTheSameInWhateverOrderTheStepsCome() {
    List<Step> steps =
        new ArrayList<>(
            List.of(
                Plans.step("a", "e"),
                Plans.step("b"),
                Plans.step("c", "b"),
                Plans.step("d"),
                Plans.step("e", "d")));
    var first = order(steps);

    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(steps, new Random(seed));

      assertThat(order(steps)).isEqualTo(first);
    }
  }

  @Test
  void refusesACircle() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plan.of(List.of(Plans.step("a", "b"), Plans.step("b", "a"))))
        .withMessageContaining("circle");
  }

  @Test
  void refusesAStepThatWaitsForOneThatIsNotThere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plan.of(List.of(Plans.step("a", "gone"))))
        .withMessageContaining("missing");
  }

  @Test
  void refusesTwoStepsOfOneName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plan.of(List.of(Plans.step("a"), Plans.step("a"))))
        .withMessageContaining("two steps");
  }

  @Test
  void isEmptyWithoutSteps() {
    assertThat(Plan.of(List.of()).isEmpty()).isTrue();
    assertThat(Plan.of(List.of(Plans.step("a"))).isEmpty()).isFalse();
  }
}
