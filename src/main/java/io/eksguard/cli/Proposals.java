package io.eksguard.cli;

import io.eksguard.config.Loaded;
import io.eksguard.render.Report;
import java.util.List;

/// Makes proposals.
final class Proposals {
  private Proposals() {}

  /// What an assessment proposes, with a word about a run that was cut off.
  static Proposal of(
      Assessment assessment, Loaded loaded, Ports ports, Target target, boolean strict) {
    Report report = Reports.ofPlan(assessment);
    var cutOff = LastRun.leftOpen(RunFiles.runs(ports, target));
    return new Proposal(
        assessment.document(loaded, target.kind(), ports.clock().instant(), ports.version()),
        cutOff
            .map(warning -> Reports.with(report, report.verdict(), List.of(warning)))
            .orElse(report),
        loaded.positions(),
        assessment.exitCodes(strict));
  }
}
