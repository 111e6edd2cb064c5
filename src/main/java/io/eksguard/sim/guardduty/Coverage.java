package io.eksguard.sim.guardduty;

import io.eksguard.sim.world.Agent;
import io.eksguard.sim.world.Cluster;
import io.eksguard.sim.world.Detector;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What GuardDuty says of one cluster.
record Coverage(
    String account,
    String detectorId,
    String clusterArn,
    Cluster cluster,
    boolean managed,
    Instant updatedAt) {

  static Coverage of(
      String account, Detector detector, String arn, Cluster cluster, boolean managed) {
    return new Coverage(account, detector.id(), arn, cluster, managed, detector.updatedAt());
  }

  boolean healthy() {
    return cluster.agent().filter(Agent::runs).isPresent();
  }

  String status() {
    return healthy() ? "HEALTHY" : "UNHEALTHY";
  }

  Optional<String> issue() {
    return cluster.agent().flatMap(Agent::issue);
  }

  Optional<String> addonVersion() {
    return cluster.agent().map(Agent::version);
  }

  /// The state of the add-on, as EKS says it.
  String addonStatus() {
    return cluster.agent().map(Agent::status).orElse("");
  }

  String managementType() {
    return managed ? "AUTO_MANAGED" : "MANUAL";
  }

  /// The value of a filter criterion; empty for a criterion that no EKS cluster has.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CoverageFilterCriterion.html">
  ///   AWS API reference, CoverageFilterCriterion, read 2026-11-24</a>
  Optional<String> value(String criterion) {
    return switch (criterion) {
      case "ACCOUNT_ID" -> Optional.of(account);
      case "RESOURCE_TYPE" -> Optional.of("EKS");
      case "COVERAGE_STATUS" -> Optional.of(status());
      case "ADDON_VERSION" -> addonVersion();
      case "CLUSTER_NAME", "EKS_CLUSTER_NAME" -> Optional.of(cluster.name());
      case "MANAGEMENT_TYPE" -> Optional.of(managementType());
      case "CLUSTER_ARN" -> Optional.of(clusterArn);
      case "ISSUE" -> issue();
      case "UPDATED_AT" -> Optional.of(updatedAt.toString());
      case "ECS_CLUSTER_NAME", "AGENT_VERSION", "INSTANCE_ID" -> Optional.empty();
      default -> throw Refusals.invalid();
    };
  }

  String id() {
    return "eks-%08x".formatted(clusterArn.hashCode()).toLowerCase(Locale.ROOT);
  }
}
