package io.eksguard.render;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Positions;
import io.eksguard.diff.EndpointFinding;
import io.eksguard.diff.EndpointFinding.What;
import io.eksguard.live.Maker;
import io.eksguard.model.ClusterName;
import java.util.stream.Collectors;

/// What was noticed about the endpoints that agents need, in words.
public final class EndpointFindingText {
  private EndpointFindingText() {}

  /// The finding as a diagnostic, at the line of the file that it is about.
  public static Diagnostic diagnostic(EndpointFinding finding, Positions positions) {
    var told = told(finding);
    return positions.of(finding.path()).map(told::at).orElse(told);
  }

  private static Diagnostic told(EndpointFinding finding) {
    String vpc =
        "VPC `%s` of account %s in `%s`"
            .formatted(
                TerminalText.safe(finding.vpc()),
                finding.place().account(),
                finding.place().region());
    return switch (finding.what()) {
      case What.Missing _ ->
          noWay(finding, "%s has no endpoint of GuardDuty".formatted(vpc))
              .hint(
                  "Make one (type Interface, service `com.amazonaws.%s.guardduty-data`, private DNS on, port 443 open from the VPC), or say `endpoint: managed`."
                      .formatted(finding.place().region()));
      case What.NoVpc _ ->
          noWay(finding, "%s is not there, or may not be seen".formatted(vpc))
              .hint("Look whether the role may call `ec2:DescribeVpcs` there.");
      case What.Unread _ ->
          noWay(finding, "the endpoints in %s could not be read".formatted(vpc))
              .hint("Allow what is said to be denied, or say `endpoint: ignored`.");
      case What.NoDns(boolean support, boolean hostnames) ->
          noWay(
                  finding,
                  "%s does not resolve private names: `%s` is off"
                      .formatted(vpc, support ? "enableDnsHostnames" : "enableDnsSupport"))
              .hint(
                  support || hostnames
                      ? "Turn the attribute of the VPC on."
                      : "Turn `enableDnsSupport` and `enableDnsHostnames` of the VPC on.");
      case What.PrivateDnsOff _ ->
          noWay(finding, "private DNS is off at the endpoint in %s".formatted(vpc))
              .hint("Turn it on: agents know the service by its usual name only.");
      case What.NoAddress _ ->
          noWay(
                  finding,
                  "no subnet of the clusters in %s has a free address, so no endpoint can be made"
                      .formatted(vpc))
              .hint("Free one, or make the endpoint in other subnets.");
      case What.NotAvailable(String state) ->
          noWay(finding, "the endpoint in %s is `%s`".formatted(vpc, TerminalText.safe(state)))
              .hint("Plan again when it is `available`.");
      case What.Closed _ ->
          noWay(
                  finding,
                  "the security group of the endpoint in %s lets nothing in to port 443"
                      .formatted(vpc))
              .hint("Let in port 443 from the ranges of the VPC.");
      case What.PartlyClosed(String range) ->
          Diagnostic.warning(
                  Code.ENDPOINT_NARROW,
                  "The security group of the endpoint in %s does not let in port 443 from all of `%s`."
                      .formatted(vpc, TerminalText.safe(range)))
              .hint("Look whether the nodes of the clusters are let in.");
      case What.Denied _ ->
          Diagnostic.warning(
                  Code.ENDPOINT_NARROW,
                  "The policy of the endpoint in %s does not let agents through.".formatted(vpc))
              .hint("Allow `guardduty:SendSecurityTelemetry` to the account's own principals.");
      case What.Shared(var owner) ->
          Diagnostic.warning(
                  Code.SHARED_VPC,
                  "%s belongs to account %s, who alone can make and see an endpoint in it."
                      .formatted(vpc, owner))
              .hint(
                  "Make it there, with a policy for the organization (`aws:PrincipalOrgID`); AWS"
                      + " advises that GuardDuty manages agents in shared VPCs.");
      case What.Leftover(Maker maker) ->
          Diagnostic.warning(
                  Code.LEFTOVER_ENDPOINT,
                  "An endpoint, or its security group, that %s made stays in %s, and nothing needs it. It keeps the VPC from being deleted."
                      .formatted(maker == Maker.GUARDDUTY ? "GuardDuty" : "eksguard", vpc))
              .hint(
                  maker == Maker.GUARDDUTY
                      ? "Say `leftoverAgents: remove`, or delete both."
                      : "Say `endpoint: managed`, or delete both.");
      case What.InUse(ClusterName cluster) ->
          Diagnostic.warning(
                  Code.LEFTOVER_ENDPOINT,
                  "No line needs the endpoint in %s any more; it stays, since an agent may be on cluster `%s`."
                      .formatted(vpc, cluster))
              .hint("Remove that agent first.");
      case What.UsedBesidesEks _ ->
          Diagnostic.warning(
                  Code.LEFTOVER_ENDPOINT,
                  "No line needs the endpoint in %s any more; it stays, since GuardDuty's agents on EC2 or ECS may use it."
                      .formatted(vpc))
              .hint("If none does, delete it and its security group.");
    };
  }

  private static Diagnostic noWay(EndpointFinding finding, String what) {
    String waiting =
        finding.waiting().isEmpty()
            ? "Agents there have no way to GuardDuty."
            : "No agent is installed on "
                + finding.waiting().stream()
                    .map(cluster -> "`" + cluster + "`")
                    .collect(Collectors.joining(", "))
                + (finding.what() instanceof What.Unread
                    ? "."
                    : ", where it would have no way to GuardDuty.");
    return Diagnostic.error(
        Code.NO_ENDPOINT,
        Character.toUpperCase(what.charAt(0)) + what.substring(1) + ". " + waiting);
  }
}
