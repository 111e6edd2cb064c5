package io.eksguard.cli;

import io.eksguard.config.Loaded;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.Outcome;
import java.util.List;

/// What AWS looks like after an apply.
///
/// @param remaining how many steps a fresh plan has
/// @param unplanned how many accounts, region by region, could not be planned for
/// @param diagnostics what to tell the user about it
record Verification(int remaining, int unplanned, List<Diagnostic> diagnostics) {
  /// Reads everything again and plans afresh.
  static Verification after(Loaded loaded, Cloud.Connection connection, List<Outcome> outcomes) {
    Assessment again = Assessment.make(loaded, connection.reader());
    int remaining = again.plan().steps().size();
    boolean surprising = remaining > 0 && Outcomes.allDone(outcomes);
    List<Diagnostic> diagnostics =
        surprising
            ? List.of(
                Diagnostic.warning(
                        Code.NOT_CONVERGED,
                        "Every step was done, and live still differs in %d.".formatted(remaining))
                    .hint("Run `eksguard plan` in a minute; AWS may not show it yet."))
            : List.of();
    return new Verification(remaining, again.notPlanned(), diagnostics);
  }

  /// Whether live is as the file says, as far as it could be read.
  boolean matches() {
    return remaining == 0;
  }

  List<ExitCode> exitCodes() {
    return matches() ? List.of() : List.of(ExitCode.INCOMPLETE);
  }

  String line() {
    String rest =
        unplanned == 0 ? "" : " " + unplanned + " account-regions could not be planned for.";
    if (matches()) {
      return "Read again: live matches the file." + rest;
    }
    return "Read again: %d %s."
            .formatted(remaining, remaining == 1 ? "change remains" : "changes remain")
        + rest;
  }
}
