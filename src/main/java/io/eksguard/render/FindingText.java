package io.eksguard.render;

import static java.util.stream.Collectors.joining;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Positions;
import io.eksguard.diag.Severity;
import io.eksguard.diff.Finding;
import io.eksguard.diff.Obstacle;
import io.eksguard.model.AgentVersion;
import io.eksguard.model.ApproachName;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Tag;
import java.util.Arrays;
import java.util.Optional;

/// Findings in words.
public final class FindingText {
  private FindingText() {}

  /// The finding as a diagnostic, at the line of the file that it is about.
  public static Diagnostic diagnostic(Finding finding, Positions positions) {
    var told = told(finding);
    return positions.of(finding.path()).map(told::at).orElse(told);
  }

  private static Diagnostic told(Finding finding) {
    String where = "account " + finding.account() + " in `" + finding.region() + "`";
    String cluster = finding.cluster().map(ClusterName::value).orElse("");
    String detail = finding.detail();
    return switch (finding.kind()) {
      case NO_DETECTOR ->
          Diagnostic.error(
                  Code.NO_DETECTOR, "There is no GuardDuty detector for %s.".formatted(where))
              .hint("Enable GuardDuty there first, or take it out of the file.");
      case FEATURE_NOT_OFFERED ->
          Diagnostic.error(
                  Code.FEATURE_NOT_OFFERED,
                  "GuardDuty does not offer `%s` for %s.".formatted(detail, where))
              .hint("Take the region out, or choose the other `feature`.");
      case BLOCKED_BY_ALL ->
          Diagnostic.error(
                  Code.BLOCKED_BY_ALL,
                  "The organization turns `%s` on for ALL accounts, so GuardDuty would refuse or overwrite what the file wants for %s."
                      .formatted(detail, where))
              .hint("Say `newAccounts` in the file, with `autoEnable: NEW` or `NONE`.");
      case WOULD_END_OTHER_MONITORING ->
          Diagnostic.error(
                  Code.WOULD_END_OTHER_MONITORING,
                  "Going back to `EKS_RUNTIME_MONITORING` would end what `RUNTIME_MONITORING` does with %s for %s."
                      .formatted(detail, where))
              .hint("Say `feature: RUNTIME_MONITORING`, or turn those off first.");
      case ENDS_OTHER_MONITORING ->
          Diagnostic.warning(
                  Code.ENDS_OTHER_MONITORING,
                  "Turning runtime monitoring off ends %s too, for %s.".formatted(detail, where))
              .hint("Choose `manual` to keep the feature on without agents on EKS.");
      case ODD_TAG_VALUE ->
          Diagnostic.warning(
                  Code.ODD_TAG_VALUE,
                  "Cluster `%s` of %s carries `%s` with the value `%s`, which means nothing to GuardDuty."
                      .formatted(cluster, where, Tag.KEY, detail))
              .hint("Only `true` and `false`, in small letters, have a meaning.");
      case CLUSTERS_NOT_READ ->
          new Diagnostic(
              detail.equals(ApproachName.MANUAL.word()) ? Severity.WARNING : Severity.NOTE,
              Code.CLUSTERS_NOT_READABLE,
              detail.equals(ApproachName.MANUAL.word())
                  ? "The clusters of %s were not read: one that carries `%s` = `true` would get the agent."
                      .formatted(where, Tag.KEY)
                  : "The clusters of %s were not read, so a stray tag there would not be seen."
                      .formatted(where),
              Optional.empty(),
              Optional.empty(),
              Optional.of("Say `access.members` to have them read."));
      case SEEN_NOT_MANAGED -> doesNotAddUp(finding, where, "shall be managed by GuardDuty");
      case SEEN_MANAGED -> doesNotAddUp(finding, where, "shall not be managed by GuardDuty");
      case RULE_MATCHES_NOTHING ->
          Diagnostic.warning(
                  Code.RULE_MATCHES_NOTHING, "No cluster matches `%s`.".formatted(detail))
              .hint("Check the spelling; names are compared with their case.");
      case UNREADY ->
          Diagnostic.warning(
                  Code.CLUSTER_NOT_READY,
                  "Cluster `%s` of %s would get the agent and is not ready for it: %s."
                      .formatted(cluster, where, obstacles(detail)))
              .hint("Clear that up first, or plan with `--unready hold` or `--unready exclude`.");
      case MAYBE_UNREADY ->
          Diagnostic.warning(
                  Code.CLUSTER_NOT_READY,
                  "Cluster `%s` of %s would get the agent and may not be ready for it: %s."
                      .formatted(cluster, where, obstacles(detail)))
              .hint(maybe(detail));
      case UNREADY_HELD ->
          Diagnostic.warning(
                  Code.HELD_FOR_UNREADY,
                  "Nothing is done for %s: cluster `%s` would get the agent and is not ready for it: %s."
                      .formatted(where, cluster, obstacles(detail)))
              .hint(
                  "Clear that up, exclude the cluster in the file, or plan with `--unready exclude`.");
      case UNREADY_EXCLUDED ->
          Diagnostic.warning(
                  Code.UNREADY_EXCLUDED,
                  "Cluster `%s` of %s is taken as excluded, though the file does not say so, since it is not ready for the agent: %s."
                      .formatted(cluster, where, obstacles(detail)))
              .hint("Exclude it in the file, until it is ready.");
      case ALL_NOT_SAFE ->
          Diagnostic.error(
                  Code.BLOCKED_BY_ALL,
                  "ALL is not set in `%s`: it would reach `%s`, which the file does not cover there or which could not be planned for."
                      .formatted(finding.region(), detail))
              .hint(
                  "Cover it with an entry or `defaults`, clear up what is said about it, or say `autoEnable: NEW`.");
    };
  }

  private static String maybe(String detail) {
    return detail.contains(Obstacle.FARGATE_ONLY.name())
        ? "Nodes that come later, as Karpenter's do, are not seen, so nothing is held for it. If it has"
            + " none, exclude the cluster in the file."
        : "Those nodes go without it, and the others get it, so nothing is held for it.";
  }

  private static String obstacles(String detail) {
    return Arrays.stream(detail.split(", ")).map(FindingText::obstacle).collect(joining("; "));
  }

  private static String obstacle(String text) {
    String[] parts = text.split(" ", 2);
    String value = parts.length == 2 ? parts[1] : "";
    return switch (Obstacle.valueOf(parts[0])) {
      case NOT_ACTIVE -> "its status is `%s`".formatted(value);
      case LOCAL -> "it is on an Outpost, where EKS has no add-ons";
      case HYBRID_NODES -> "it lets in hybrid nodes, on which the agent is not supported";
      case NO_NODE_FITS ->
          "all its nodes are of Windows or of processors of A1, on which the agent does not run";
      case SOME_NODES_DO_NOT_FIT ->
          "some of its nodes are of Windows or of processors of A1, on which the agent does not run";
      case FARGATE_ONLY ->
          "it has Fargate profiles, on which the agent does not run, and no node group";
      case NO_DNS ->
          "its VPC does not resolve private names, so GuardDuty can make no endpoint for it";
      case NO_ADDRESS ->
          "no subnet of its VPC has a free address, so GuardDuty can make no endpoint for it";
      case SHARED_VPC -> "its VPC belongs to another account, which alone can have the endpoint";
      case NO_AGENT_VERSION ->
          "AWS offers no version of the agent for its Kubernetes %s".formatted(value);
      case TELEMETRY_DENIED ->
          "a service control policy denies `guardduty:SendSecurityTelemetry` to its account";
      case OLD_KUBERNETES ->
          "its Kubernetes is %s, and the agent is for 1.%d and newer"
              .formatted(value, AgentVersion.oldest());
    };
  }

  private static Diagnostic doesNotAddUp(Finding finding, String where, String wanted) {
    return Diagnostic.warning(
            Code.COVERAGE_DOES_NOT_ADD_UP,
            "Cluster `%s` of %s %s, and %s. Its tag could not be read, so nothing is planned for it."
                .formatted(
                    finding.cluster().map(ClusterName::value).orElse(""),
                    where,
                    wanted,
                    finding.detail().isEmpty()
                        ? "GuardDuty lists no coverage of it"
                        : "GuardDuty's coverage has it as `%s`".formatted(finding.detail())))
        .hint("Say `access.members` to have its tag read, or wait: coverage lags behind a change.");
  }
}
