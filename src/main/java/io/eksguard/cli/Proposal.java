package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Positions;
import io.eksguard.live.LiveCoverage;
import io.eksguard.live.NodeCount;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.plan.PlanDocument;
import io.eksguard.render.Ending;
import io.eksguard.render.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/// A plan that could be applied, with all that speaks for and against it.
///
/// @param document the plan; none if its order does not hold
/// @param report the plan as it is shown
/// @param positions where the file says what, for errors about it
/// @param codes what is known of the exit code already
record Proposal(
    Optional<PlanDocument> document, Report report, Positions positions, List<ExitCode> codes) {

  /// The same, with the exceptions that end soon.
  Proposal with(Optional<Ending> soon) {
    return new Proposal(document, report.with(report.aside().with(soon)), positions, codes);
  }

  /// The same, with what GuardDuty itself says of the clusters.
  Proposal with(LiveCoverage seen, boolean strict) {
    List<Diagnostic> more = new ArrayList<>(seen.problems());
    more.removeAll(report.diagnostics());
    List<ExitCode> all = new ArrayList<>(codes);
    if (strict && !seen.problems().isEmpty()) {
      all.add(ExitCode.UNREADABLE);
    }
    Report asked = Reports.with(report, report.verdict(), more);
    Report told =
        asked.with(
            asked
                .aside()
                .with(asked.aside().reaction().seeing(hasAgent(seen)).counting(nodes(seen))));
    return new Proposal(
        document,
        told.landscape().map(land -> told.over(land.with(seen))).orElse(told),
        positions,
        all);
  }

  /// The same, with the nodes of the clusters that get the agent.
  Proposal with(NodeCounts counted, boolean strict) {
    List<Diagnostic> more = new ArrayList<>(counted.problems());
    more.removeAll(report.diagnostics());
    List<ExitCode> all = new ArrayList<>(codes);
    if (strict && !counted.problems().isEmpty()) {
      all.add(ExitCode.UNREADABLE);
    }
    Report asked = Reports.with(report, report.verdict(), more);
    return new Proposal(
        document,
        asked.with(asked.aside().with(asked.aside().reaction().counted(counted::nodes))),
        positions,
        all);
  }

  /// The limits that it goes past.
  List<Diagnostic> breaches(AllowOption allow) {
    return document
        .map(plan -> allow.breaches(plan.plan(), plan.bases(), plan.limits(), positions))
        .orElse(List.of());
  }

  /// Whether there is nothing to do.
  boolean isEmpty() {
    return report.plan().isEmpty();
  }

  private static BiFunction<Place, ClusterName, Optional<NodeCount>> nodes(LiveCoverage seen) {
    return (place, cluster) ->
        seen.of(place)
            .asOptional()
            .map(found -> found.get(cluster))
            .map(one -> NodeCount.ofUnknownSize(one.compatibleNodes()));
  }

  private static BiPredicate<Place, ClusterName> hasAgent(LiveCoverage seen) {
    return (place, cluster) ->
        seen.of(place)
            .asOptional()
            .map(found -> found.get(cluster))
            .filter(one -> one.addonVersion().isPresent())
            .isPresent();
  }
}
