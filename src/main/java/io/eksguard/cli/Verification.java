package io.eksguard.cli;

import io.eksguard.apply.Applier;
import io.eksguard.config.Loaded;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.Outcome;
import io.eksguard.plan.Plan;
import java.util.List;

/// What AWS looks like after an apply.
///
/// @param against what it is compared with, in words
/// @param remaining how many differences there are
/// @param unplanned how many accounts, region by region, could not be planned for
/// @param diagnostics what to tell the user about it
record Verification(String against, int remaining, int unplanned, List<Diagnostic> diagnostics) {
  /// Reads everything again and plans afresh.
  static Verification ofFile(Loaded loaded, Cloud.Connection connection, List<Outcome> outcomes) {
    Assessment again = Assessment.make(loaded, connection.reader());
    int remaining = again.plan().steps().size();
    return new Verification(
        "the file", remaining, again.notPlanned(), surprise(remaining, outcomes));
  }

  /// Reads the objects of the plan's done steps again.
  static Verification ofPlan(Applier applier, Plan plan, List<Outcome> outcomes) {
    int unsettled = applier.unsettled(plan, outcomes).size();
    int undone = (int) outcomes.stream().filter(outcome -> !outcome.isDone()).count();
    return new Verification("the plan", unsettled + undone, 0, surprise(unsettled, outcomes));
  }

  private static List<Diagnostic> surprise(int remaining, List<Outcome> outcomes) {
    return remaining > 0 && Outcomes.allDone(outcomes)
        ? List.of(
            Diagnostic.warning(
                    Code.NOT_CONVERGED,
                    "Every step was done, and live still differs in %d.".formatted(remaining))
                .hint("Run `eksguard plan` in a minute; AWS may not show it yet."))
        : List.of();
  }

  /// Whether live is as it should be, as far as it could be read.
  boolean matches() {
    return remaining == 0;
  }

  /// What it means for the exit code: nothing if the outcomes already say that something is left.
  List<ExitCode> exitCodes() {
    return diagnostics.isEmpty() ? List.of() : List.of(ExitCode.INCOMPLETE);
  }

  String line() {
    String rest =
        unplanned == 0 ? "" : " " + unplanned + " account-regions could not be planned for.";
    if (matches()) {
      return "Read again: live matches " + against + "." + rest;
    }
    return "Read again: %d %s."
            .formatted(remaining, remaining == 1 ? "change remains" : "changes remain")
        + rest;
  }
}
