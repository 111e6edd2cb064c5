package io.eksguard.model;

/// The two GuardDuty features that monitor EKS clusters at run time. Names are the wire's.
///
/// `RUNTIME_MONITORING` includes everything `EKS_RUNTIME_MONITORING` does; GuardDuty refuses one
/// request that names both, and an account may have both on. `EKS_RUNTIME_MONITORING` that is left
/// on goes on causing usage cost when `RUNTIME_MONITORING` is turned off.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_UpdateDetector.html">AWS
///   API reference, read 2026-11-24</a>
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-resource-clean-up.html">
///   Amazon GuardDuty User Guide, read 2026-11-24</a>
public enum Feature {
  EKS_RUNTIME_MONITORING,
  RUNTIME_MONITORING;

  /// The other one of the two.
  public Feature other() {
    return switch (this) {
      case EKS_RUNTIME_MONITORING -> RUNTIME_MONITORING;
      case RUNTIME_MONITORING -> EKS_RUNTIME_MONITORING;
    };
  }
}
