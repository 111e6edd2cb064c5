package io.eksguard.render;

import io.eksguard.diag.Code;
import io.eksguard.diag.Positions;
import io.eksguard.diff.AgentFinding;
import io.eksguard.diff.Difference;
import io.eksguard.diff.EndpointFinding;
import io.eksguard.diff.Finding;
import io.eksguard.model.Place;
import java.util.ArrayList;
import java.util.List;

/// What the file asks for and has no step though its account could be planned for, in words.
final class UnplannedText {
  private UnplannedText() {}

  /// A line for each cluster, VPC or setting, with the code of what stands in the way.
  static List<String> lines(Difference difference) {
    List<String> lines = new ArrayList<>();
    difference.agentFindings().stream()
        .filter(AgentFinding::isError)
        .forEach(finding ->
            lines.add(
                line(
                    finding.place(),
                    "/" + TerminalText.safe(finding.cluster().value()) + "  agent",
                    AgentFindingText.diagnostic(finding, Positions.none()).code())));
    difference.endpointFindings().stream()
        .filter(EndpointFinding::isError)
        .forEach(finding -> lines.addAll(lines(finding)));
    difference.findings().stream()
        .filter(finding -> finding.kind() == Finding.Kind.ALL_NOT_SAFE)
        .forEach(finding ->
            lines.add(
                "organization in %s  ALL for new accounts  (%s)"
                    .formatted(
                        finding.region(),
                        FindingText.diagnostic(finding, Positions.none()).code().id())));
    return lines;
  }

  /// The agents that wait for the endpoint; where none does, the endpoint itself.
  private static List<String> lines(EndpointFinding finding) {
    Code code = EndpointFindingText.diagnostic(finding, Positions.none()).code();
    String vpc = TerminalText.safe(finding.vpc());
    return finding.waiting().isEmpty()
        ? List.of(line(finding.place(), "  endpoint of " + vpc, code))
        : finding.waiting().stream()
            .map(cluster ->
                line(
                    finding.place(),
                    "/" + TerminalText.safe(cluster.value()) + "  agent, in " + vpc,
                    code))
            .toList();
  }

  private static String line(Place place, String what, Code code) {
    return "%s/%s%s  (%s)".formatted(place.account(), place.region(), what, code.id());
  }
}
