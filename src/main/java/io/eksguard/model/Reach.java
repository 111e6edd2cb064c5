package io.eksguard.model;

import java.util.Optional;

/// By what way accounts are reached: all that is needed to enter them, and nothing of what is
/// wanted there.
///
/// @param administrator the delegated administrator's account, if an organization is managed
/// @param access the roles
/// @param home the region whose STS endpoint is asked for credentials
public record Reach(Optional<AccountId> administrator, Access access, Region home) {
  /// The way that the file describes.
  public static Reach of(Desired desired) {
    return new Reach(
        desired.organization().map(Organization::administrator),
        desired.access(),
        desired.regions().first());
  }
}
