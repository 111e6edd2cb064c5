package io.eksguard.sim.world;

import java.util.Optional;

/// The GuardDuty security agent on one cluster: the EKS add-on `aws-guardduty-agent`.
///
/// @param installer who put it there
/// @param version the version of the add-on, such as `v1.12.1-eksbuild.4`
/// @param issue why it is not healthy, as coverage would say; empty = healthy
public record Agent(Installer installer, String version, Optional<String> issue) {

  /// Who put an agent on a cluster.
  public enum Installer {
    /// GuardDuty's automated agent management.
    GUARDDUTY,
    /// Somebody with `eks:CreateAddon`.
    MANUAL
  }

  /// The version GuardDuty installs here, and what a world file without a version means.
  public static final String CURRENT_VERSION = "v1.12.1-eksbuild.4";

  /// A healthy agent of the current version.
  public static Agent healthy(Installer installer) {
    return new Agent(installer, CURRENT_VERSION, Optional.empty());
  }
}
