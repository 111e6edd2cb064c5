package io.eksguard.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.journal.Outcome;
import io.eksguard.plan.StepId;
import org.junit.jupiter.api.Test;

class PlanTextTest {
  /// A saved plan may come from elsewhere, and its steps may have any name.
  @Test
  void namesOfStepsCannotSteerTheTerminal() {
    var text = new PlanText(false, false);
    var id = new StepId("a\u001b[2Jb");

    assertThat(text.ended(new Outcome.Done(id))).isEqualTo("done      a\\u001b[2Jb");
    assertThat(text.ended(new Outcome.Skipped(new StepId("c"), id)))
        .isEqualTo("skipped   c  (it waits for a\\u001b[2Jb)");
  }
}
