package io.eksguard.model;

/// The EKS cluster tag by which a cluster is kept out of, or taken into, GuardDuty's management.
///
/// Key and values are compared exactly: EKS tags are case sensitive.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-eks.html">
///   Amazon GuardDuty User Guide, read 2026-11-24</a>
public final class Tag {
  /// The tag's key.
  public static final String KEY = "GuardDutyManaged";

  /// Keeps a cluster out while add-on management is ENABLED.
  public static final String EXCLUDED = "false";

  /// Takes a cluster in while add-on management is DISABLED.
  public static final String INCLUDED = "true";

  private Tag() {}

  /// Whether GuardDuty gives the value a meaning.
  public static boolean isKnown(String value) {
    return value.equals(EXCLUDED) || value.equals(INCLUDED);
  }
}
