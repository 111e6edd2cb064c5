package io.eksguard.cli;

import io.eksguard.config.Result;
import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.Outcome;
import io.eksguard.plan.Plan;
import io.eksguard.plan.PlanDocument;
import io.eksguard.plan.Reaction;
import io.eksguard.plan.Rings;
import io.eksguard.plan.StepId;
import io.eksguard.plan.Summary;
import io.eksguard.render.Aside;
import io.eksguard.render.Landscape;
import io.eksguard.render.Report;
import io.eksguard.render.RolloutView;
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
    Verdict nothing = assessment.nothingPlanned() ? Verdict.FAILED : Verdict.NO_CHANGES;
    return new Report(
        assessment.plan().isEmpty() ? nothing : Verdict.CHANGES,
        Optional.of(assessment.summary()),
        assessment.plan(),
        Map.of(),
        assessment.diagnostics(),
        assessment.notPlanned(),
        new Aside(
                List.copyOf(assessment.live().unmanaged()),
                assessment.inactive(),
                Optional.empty(),
                assessment.causes())
            .with(
                Reaction.of(
                        assessment.plan(),
                        assessment.bases(),
                        !assessment.live().unmanaged().isEmpty() || assessment.notPlanned() > 0)
                    .where((place, vpc) ->
                        Optional.ofNullable(assessment.difference().grounds().get(place))
                            .flatMap(ground -> ground.noEndpoint(vpc)))),
        Optional.of(Landscape.of(assessment.bases(), assessment.difference())));
  }

  /// A saved plan.
  static Report ofSaved(PlanDocument document) {
    return new Report(
            document.plan().isEmpty() ? Verdict.NO_CHANGES : Verdict.CHANGES,
            Optional.of(document.summary()),
            document.plan(),
            Map.of(),
            List.of(),
            0)
        .with(beside(document))
        .over(Landscape.of(document.bases()));
  }

  /// What AWS will do by itself, as far as a saved plan knows.
  static Aside beside(PlanDocument document) {
    Aside aside =
        Aside.NONE.with(
            Reaction.of(
                document.plan(), document.bases(), document.summary().unmanagedAccounts() > 0));
    return document
        .rings()
        .map(rings -> aside.with(new RolloutView(rings, List.of())))
        .orElse(aside);
  }

  /// The way back from a run.
  static Report ofUndo(Plan plan, Summary summary, List<Diagnostic> diagnostics) {
    return new Report(
        plan.isEmpty() ? Verdict.NO_CHANGES : Verdict.CHANGES,
        plan.isEmpty() ? Optional.empty() : Optional.of(summary),
        plan,
        Map.of(),
        diagnostics,
        0);
  }

  /// The same, run in these rings.
  static Report in(Report report, Optional<Rings> rings) {
    return rings
        .map(all -> report.with(report.aside().with(new RolloutView(all, List.of()))))
        .orElse(report);
  }

  /// The same, with what came of its rings.
  static Report with(Report report, List<RingResult> rings) {
    return report
        .aside()
        .rollout()
        .map(view ->
            report.with(report.aside().with(new RolloutView(view.rings(), Outcomes.ends(rings)))))
        .orElse(report);
  }

  /// The same, with another verdict and more to tell.
  static Report with(Report report, Verdict verdict, List<Diagnostic> more) {
    List<Diagnostic> all = new ArrayList<>(report.diagnostics());
    all.addAll(more);
    return new Report(
        verdict,
        report.summary(),
        report.plan(),
        report.outcomes(),
        all,
        report.notPlanned(),
        report.aside(),
        report.landscape());
  }

  /// The same, once the plan was applied.
  static Report applied(
      Report report, Verdict verdict, List<Outcome> outcomes, List<Diagnostic> more) {
    Map<StepId, Outcome> byStep = new TreeMap<>();
    outcomes.forEach(outcome -> byStep.put(outcome.step(), outcome));
    List<Diagnostic> all = new ArrayList<>(report.diagnostics());
    all.addAll(more);
    return new Report(
        verdict,
        report.summary(),
        report.plan(),
        byStep,
        all,
        report.notPlanned(),
        report.aside(),
        report.landscape());
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
