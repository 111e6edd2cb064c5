package io.eksguard.live;

/// What EKS says is wrong with an add-on.
///
/// @param code AWS's code, such as `ConfigurationConflict`
/// @param message AWS's words
/// @see <a href="https://docs.aws.amazon.com/eks/latest/APIReference/API_AddonIssue.html">AWS API
///   reference, AddonIssue, read 2026-11-24</a>
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html">
///   Amazon GuardDuty User Guide, coverage of EKS clusters, read 2026-11-24</a>
public record AgentIssue(String code, String message) {
  /// Whether it may pass by itself: nodes come, a cluster answers again.
  public boolean mayPass() {
    return switch (code) {
      case "InsufficientNumberOfReplicas",
          "ClusterUnreachable",
          "InternalFailure",
          "K8sResourceNotFound" ->
          true;
      default -> false;
    };
  }

  /// What to do about it.
  public String cure() {
    return switch (code) {
      case "InsufficientNumberOfReplicas" ->
          "Make room on the nodes, or give the agent a higher `priorityClassName`. If its pods start"
              + " and end: is runtime monitoring on, does the VPC endpoint resolve, and does no policy"
              + " deny `guardduty:SendSecurityTelemetry`?";
      case "ConfigurationConflict" ->
          "Others changed the agent's objects in the cluster. Say `resolveConflicts: overwrite`.";
      case "AdmissionRequestDenied" ->
          "An admission policy of the cluster refuses the agent. Let the namespace"
              + " `amazon-guardduty` pass.";
      case "AccessDenied" ->
          "EKS may not change the agent's objects: the cluster lacks the binding"
              + " `eks:addon-cluster-admin`, or an admission policy refuses it.";
      case "ClusterUnreachable" -> "EKS does not reach the cluster's API. Look at the cluster.";
      case "InternalFailure" -> "EKS itself failed. Run it again later.";
      case "K8sResourceNotFound" ->
          "An object of the agent is gone from the cluster. Say `resolveConflicts: overwrite`.";
      case "UnsupportedAddonModification" ->
          "The add-on does not take this change. Remove the agent, then install it again.";
      case "AddonSubscriptionNeeded", "AddonPermissionFailure" ->
          "The account may not use the add-on. Look at its message.";
      default -> "Look at the add-on with `aws eks describe-addon`.";
    };
  }

  @Override
  public String toString() {
    return message.isEmpty() ? code : code + ": " + message;
  }
}
