package io.eksguard.sim.world;

import java.util.List;

/// The names GuardDuty uses for its features, which other tools match verbatim.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DetectorFeatureConfigurationResult.html">
///   AWS API reference, DetectorFeatureConfigurationResult, read 2026-11-24</a>
public final class FeatureNames {
  private FeatureNames() {}

  /// Foundational data sources: always on, listed by GetDetector, not writable.
  public static final List<String> FOUNDATIONAL = List.of("CLOUD_TRAIL", "DNS_LOGS", "FLOW_LOGS");

  /// The protection plans that can be turned on and off.
  public static final List<String> WRITABLE =
      List.of(
          "S3_DATA_EVENTS",
          "EKS_AUDIT_LOGS",
          "EBS_MALWARE_PROTECTION",
          "RDS_LOGIN_EVENTS",
          Feature.EKS_RUNTIME_MONITORING,
          "LAMBDA_NETWORK_LOGS",
          Feature.RUNTIME_MONITORING);

  /// Real detectors list names that the published API model lacks; a client must bear that.
  public static final List<String> UNPUBLISHED = List.of("AI_PROTECTION");

  /// The additional configurations a feature can have, in the order that detectors list them.
  public static List<String> additionalOf(String feature) {
    return switch (feature) {
      case Feature.EKS_RUNTIME_MONITORING -> List.of(Feature.EKS_ADDON_MANAGEMENT);
      case Feature.RUNTIME_MONITORING ->
          List.of(
              Feature.EKS_ADDON_MANAGEMENT, "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT");
      default -> List.of();
    };
  }
}
