package io.eksguard.model;

/// For which accounts GuardDuty turns something on by itself. Names are the wire's.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_OrganizationFeatureConfiguration.html">
///   AWS API reference, read 2026-11-24</a>
public enum AutoEnable {
  /// For none; each account is set by itself. Lowering to it changes no existing account.
  NONE,
  /// For accounts that join later.
  NEW,
  /// For every account, existing ones too, within 24 hours and again whenever one differs.
  ALL
}
