package io.eksguard.render;

import io.eksguard.live.CoverageIssue;

/// What to do about the issues that GuardDuty gives a cluster.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html#eks-runtime-monitoring-coverage-issues-troubleshoot">
///   Amazon GuardDuty User Guide, troubleshooting EKS coverage, read 2026-11-24</a>
public final class CoverageIssueText {
  /// AWS's page on all of them.
  public static final String PAGE =
      "https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html";

  private static final String OFF_AND_ON =
      "then turn runtime monitoring off and on again for the account: only that makes GuardDuty try"
          + " again. Turning it off deletes the agents meanwhile.";

  private CoverageIssueText() {}

  /// What to do, as a sentence.
  public static String cure(CoverageIssue issue) {
    return switch (issue) {
      case PROVISIONING -> "Wait: GuardDuty is still setting it up. It is no error.";
      case PERMISSION_NOT_GRANTED -> "Give what the text says is missing; " + OFF_AND_ON;
      case AUTHORIZATION_FAILURE -> "Look for what denies it, such as a policy; " + OFF_AND_ON;
      case LOCAL_CLUSTER ->
          "Nothing can be done: local clusters on Outposts take no add-ons. Leave it out in the"
              + " file.";
      case SHARED_ENDPOINT_STAYS ->
          "The account that owns the VPC must turn off runtime monitoring or its add-on"
              + " management; no other can delete the endpoint.";
      case VPC_OWNER_NOT_ENABLED ->
          "Turn on runtime monitoring with add-on management in the account that owns the shared"
              + " VPC.";
      case VPC_SHARED ->
          "Let the shared VPC and its owner meet AWS's prerequisites for shared VPCs.";
      case VPC_PRIVATE_DNS ->
          "Set both `enableDnsSupport` and `enableDnsHostnames` of the VPC to true.";
      case VPC_ENDPOINT -> "Correct in the VPC what the text says.";
      case AGENT_CRASHES ->
          "Read the pods' logs in the namespace `amazon-guardduty`. Is runtime monitoring on, the"
              + " node's system supported, does the endpoint's private name resolve, and does no"
              + " endpoint policy or service control policy deny"
              + " `guardduty:SendSecurityTelemetry`?";
      case AGENT_HAS_NO_ROOM ->
          "Give the agent a PriorityClass that preempts lower ones, or the cluster larger or more"
              + " nodes.";
      case TOO_FEW_AGENTS ->
          "Look at the pods in the namespace `amazon-guardduty` (`kubectl describe`), then at the"
              + " VPC endpoint.";
      case ADMISSION_DENIED, GATEKEEPER ->
          "Let the cluster's admission controller (Kyverno, Gatekeeper) admit the namespace"
              + " `amazon-guardduty` and the agent's image.";
      case CONFIGURATION_CONFLICT ->
          "Update the add-on with `--resolve-conflicts OVERWRITE`, or remove it and install it"
              + " again.";
      case ADDON_MANAGER_DENIED ->
          "Bind the cluster role `cluster-admin` to the user `eks:addon-manager` by the"
              + " ClusterRoleBinding `eks:addon-cluster-admin`.";
      case INCOMPATIBLE_VERSION ->
          "Update the cluster's Kubernetes, or take a version of the agent that supports it.";
      case ADDON_NOT_CREATED, ADDON_NOT_UPDATED, ADDON_UNHEALTHY ->
          "Look up the add-on's issue: `aws eks describe-addon --addon-name"
              + " aws-guardduty-agent`.";
      case OTHER -> "This version does not know it; see " + PAGE;
    };
  }
}
