package io.eksguard.sim.world;

/// Which accounts of an organization get something by themselves.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_OrganizationFeatureConfiguration.html">
///   AWS API reference, OrganizationFeatureConfiguration, read 2026-11-24</a>
public enum AutoEnable {
  /// Accounts that join later.
  NEW,
  /// Every account, now and later, whatever it was told one by one.
  ALL,
  /// None.
  NONE
}
