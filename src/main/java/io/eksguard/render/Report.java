package io.eksguard.render;

import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.Outcome;
import io.eksguard.plan.Plan;
import io.eksguard.plan.StepId;
import io.eksguard.plan.Summary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a command found, planned and did: the one document that every format shows.
///
/// @param verdict how it ended
/// @param summary the counts; none where it did not come to a plan
/// @param plan the plan; empty where it did not come to one
/// @param outcomes how each step ended, once the plan was applied
/// @param diagnostics errors, warnings and notes, in the order to show
/// @param notPlanned how many accounts, region by region, could not be planned for
/// @param aside what was noticed beside the plan
/// @param landscape the accounts and regions it is about; none where they are not known
public record Report(
    Verdict verdict,
    Optional<Summary> summary,
    Plan plan,
    Map<StepId, Outcome> outcomes,
    List<Diagnostic> diagnostics,
    int notPlanned,
    Aside aside,
    Optional<Landscape> landscape) {
  public Report {
    outcomes = new TreeMap<>(outcomes);
    diagnostics = List.copyOf(diagnostics);
  }

  /// A report with nothing beside the plan.
  public Report(
      Verdict verdict,
      Optional<Summary> summary,
      Plan plan,
      Map<StepId, Outcome> outcomes,
      List<Diagnostic> diagnostics,
      int notPlanned) {
    this(verdict, summary, plan, outcomes, diagnostics, notPlanned, Aside.NONE, Optional.empty());
  }

  /// The same, with this beside the plan.
  public Report with(Aside other) {
    return new Report(verdict, summary, plan, outcomes, diagnostics, notPlanned, other, landscape);
  }

  /// The same, about these accounts and regions.
  public Report over(Landscape other) {
    return new Report(
        verdict, summary, plan, outcomes, diagnostics, notPlanned, aside, Optional.of(other));
  }

  /// A report of a command that did not come to a plan.
  public static Report failed(List<Diagnostic> diagnostics) {
    return new Report(
        Verdict.FAILED, Optional.empty(), new Plan(List.of()), Map.of(), diagnostics, 0);
  }
}
