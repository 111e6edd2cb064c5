package io.eksguard.render;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Positions;
import io.eksguard.diff.AgentFinding;
import io.eksguard.diff.AgentFinding.What;
import io.eksguard.live.AgentIssue;
import java.util.stream.Collectors;

/// What was noticed about agents by hand, in words.
public final class AgentFindingText {
  private AgentFindingText() {}

  /// The finding as a diagnostic, at the line of the file that it is about.
  public static Diagnostic diagnostic(AgentFinding finding, Positions positions) {
    var told = told(finding);
    return positions.of(finding.path()).map(told::at).orElse(told);
  }

  private static Diagnostic told(AgentFinding finding) {
    String cluster =
        "cluster `%s` of account %s in `%s`"
            .formatted(finding.cluster(), finding.place().account(), finding.place().region());
    return switch (finding.what()) {
      case What.VersionDoesNotFit(var wish, var kubernetes, var fitting) ->
          Diagnostic.error(
                  Code.AGENT_VERSION,
                  "AWS does not offer the agent in version `%s` for Kubernetes `%s`, which %s has."
                      .formatted(wish, kubernetes, cluster))
              .hint(
                  fitting.isEmpty()
                      ? "There is no version for it. Look whether the Kubernetes version is too new or too old."
                      : "Those that fit: " + String.join(", ", fitting) + ".");
      case What.ConfigurationDoesNotFit(var version, var mistakes) ->
          Diagnostic.error(
                  Code.AGENT_CONFIGURATION,
                  "The `configurationValues` for %s do not fit version `%s`: %s."
                      .formatted(cluster, version, String.join("; ", mistakes)))
              .hint(
                  "`aws eks describe-addon-configuration --addon-name aws-guardduty-agent"
                      + " --addon-version %s` prints the schema.".formatted(version));
      case What.OfGuardDuty _ ->
          Diagnostic.warning(
                  Code.AGENT_OF_GUARDDUTY,
                  "GuardDuty installed the agent on %s, so it is left as it is.".formatted(cluster))
              .hint(
                  "To have one by hand, delete the add-on once GuardDuty does not manage the cluster"
                      + " any more; or take the line out.");
      case What.LeftBehind(var version, var nodes, var owner) ->
          Diagnostic.warning(
                  Code.LEFTOVER_AGENT,
                  "%s shall not be managed, and an agent%s%s stays there. AWS does not take it away, and it keeps costing: %s."
                      .formatted(
                          DriftWords.capital(cluster),
                          version.map(text -> " `" + text + "`").orElse(""),
                          owner.flatMap(LeftoverText::maker).orElse(""),
                          LeftoverText.cost(finding.place().region(), nodes)))
              .hint(LeftoverText.CURE);
      case What.Busy(var status) ->
          Diagnostic.warning(
                  Code.AGENT_NOT_WELL,
                  "EKS is at the agent on %s, `%s`, so nothing is planned for it."
                      .formatted(cluster, status))
              .hint("Plan again when EKS is done.");
      case What.NotWell(var status, var issues) ->
          Diagnostic.warning(
                  Code.AGENT_NOT_WELL,
                  "The agent on %s is as the file says, and EKS says `%s`%s."
                      .formatted(
                          cluster,
                          status,
                          issues.isEmpty()
                              ? ""
                              : ": "
                                  + issues.stream()
                                      .map(AgentIssue::toString)
                                      .collect(Collectors.joining("; "))))
              .hint(
                  issues.isEmpty()
                      ? "Look at the add-on with `aws eks describe-addon`."
                      : issues.stream()
                          .map(AgentIssue::cure)
                          .distinct()
                          .collect(Collectors.joining(" ")));
    };
  }
}
