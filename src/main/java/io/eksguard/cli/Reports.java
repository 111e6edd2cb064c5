package io.eksguard.cli;

import io.eksguard.config.Result;
import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.Outcome;
import io.eksguard.plan.Plan;
import io.eksguard.plan.StepId;
import io.eksguard.render.Report;
import io.eksguard.render.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Makes reports of what commands found and did.
final class Reports {
  private Reports() {}

  /// A file that was only looked at.
  static Report ofFile(Result result) {
    return new Report(
        result.loaded().isPresent() ? Verdict.NO_CHANGES : Verdict.FAILED,
        Optional.empty(),
        new Plan(List.of()),
        Map.of(),
        result.diagnostics(),
        0);
  }

  /// A plan.
  static Report ofPlan(Assessment assessment) {
    return new Report(
        assessment.plan().isEmpty() ? Verdict.NO_CHANGES : Verdict.CHANGES,
        Optional.of(assessment.summary()),
        assessment.plan(),
        Map.of(),
        assessment.diagnostics(),
        assessment.notPlanned());
  }

  /// The same plan with another verdict, and more to tell.
  static Report with(Assessment assessment, Verdict verdict, List<Diagnostic> more) {
    List<Diagnostic> all = new ArrayList<>(assessment.diagnostics());
    all.addAll(more);
    return new Report(
        verdict,
        Optional.of(assessment.summary()),
        assessment.plan(),
        Map.of(),
        all,
        assessment.notPlanned());
  }

  /// A plan that was applied.
  static Report ofApply(
      Assessment assessment, Verdict verdict, List<Outcome> outcomes, List<Diagnostic> after) {
    Map<StepId, Outcome> byStep = new TreeMap<>();
    List<Diagnostic> all = new ArrayList<>(assessment.diagnostics());
    for (Outcome outcome : outcomes) {
      byStep.put(outcome.step(), outcome);
      why(outcome).ifPresent(all::add);
    }
    all.addAll(after);
    return new Report(
        verdict,
        Optional.of(assessment.summary()),
        assessment.plan(),
        byStep,
        all,
        assessment.notPlanned());
  }

  /// Why a step was not done, if there is more to say than that another was not.
  static Optional<Diagnostic> why(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Failed(var _, Diagnostic why) -> Optional.of(why);
      case Outcome.Held(var _, Diagnostic why) -> Optional.of(why);
      case Outcome.Stale(var _, Diagnostic why) -> Optional.of(why);
      case Outcome.Done _, Outcome.DoneByOther _, Outcome.Skipped _, Outcome.NotStarted _ ->
          Optional.empty();
    };
  }
}
