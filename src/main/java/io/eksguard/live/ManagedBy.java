package io.eksguard.live;

/// By whom the agent on a cluster is managed, in GuardDuty's own words: `managementType`.
///
/// It lags behind the tag: "it may take some time for the tags to sync".
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CoverageEksClusterDetails.html">
///   AWS API reference, CoverageEksClusterDetails, read 2026-11-24</a>
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html">
///   Amazon GuardDuty User Guide, coverage of EKS clusters, read 2026-11-24</a>
public sealed interface ManagedBy {
  /// GuardDuty installs it and keeps it up to date: `AUTO_MANAGED`.
  record GuardDuty() implements ManagedBy {}

  /// Whoever owns the cluster: `MANUAL`.
  record Manual() implements ManagedBy {}

  /// Nobody: `DISABLED`. The reference says that it does not apply to EKS.
  record Disabled() implements ManagedBy {}

  /// A word that this version does not know.
  ///
  /// @param text the word as AWS gave it; empty if there was none
  record Other(String text) implements ManagedBy {}

  /// Reads AWS's word.
  static ManagedBy of(String text) {
    return switch (text) {
      case "AUTO_MANAGED" -> new GuardDuty();
      case "MANUAL" -> new Manual();
      case "DISABLED" -> new Disabled();
      default -> new Other(text);
    };
  }

  /// AWS's word.
  default String text() {
    return switch (this) {
      case GuardDuty _ -> "AUTO_MANAGED";
      case Manual _ -> "MANUAL";
      case Disabled _ -> "DISABLED";
      case Other(String text) -> text;
    };
  }
}
