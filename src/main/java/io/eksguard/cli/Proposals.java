package io.eksguard.cli;

import io.eksguard.config.Loaded;
import io.eksguard.plan.PlanDocument;
import io.eksguard.render.Report;
import java.util.List;

/// Makes proposals.
final class Proposals {
  private Proposals() {}

  /// What an assessment proposes, with a word about a run that was cut off.
  static Proposal of(
      Assessment assessment, Loaded loaded, Ports ports, Target target, boolean strict) {
    return new Proposal(
        assessment.document(loaded, target.kind(), ports.clock().instant(), ports.version()),
        withLastRun(
            Reports.in(Reports.ofPlan(assessment), assessment.rings(loaded.desired())),
            ports,
            target),
        loaded.positions(),
        assessment.exitCodes(strict));
  }

  /// What an assessment of a snapshot proposes. No run has to do with it.
  static Proposal ofSnapshot(Assessment assessment, Loaded loaded, Ports ports, boolean strict) {
    return new Proposal(
        assessment.document(
            loaded, PlanDocument.Target.SNAPSHOT, ports.clock().instant(), ports.version()),
        Reports.in(Reports.ofPlan(assessment), assessment.rings(loaded.desired())),
        loaded.positions(),
        assessment.exitCodes(strict));
  }

  /// The report, with a word about a run that was cut off.
  static Report withLastRun(Report report, Ports ports, Target target) {
    return LastRun.leftOpen(RunFiles.runs(ports, target))
        .map(warning -> Reports.with(report, report.verdict(), List.of(warning)))
        .orElse(report);
  }
}
