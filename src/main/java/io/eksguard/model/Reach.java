package io.eksguard.model;

import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/// By what way accounts are reached: all that is needed to enter them, and nothing of what is
/// wanted there.
///
/// @param administrator the delegated administrator's account, if an organization is managed
/// @param access the roles
/// @param home the region whose STS endpoint is asked for credentials
public record Reach(Optional<AccountId> administrator, Access access, Region home) {
  /// Regions that every account has, without opting in.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html">AWS
  ///   Account Management, read 2026-11-24</a>
  private static final Set<String> ENABLED_BY_DEFAULT =
      Set.of(
          "ap-northeast-1",
          "ap-northeast-2",
          "ap-northeast-3",
          "ap-south-1",
          "ap-southeast-1",
          "ap-southeast-2",
          "ca-central-1",
          "eu-central-1",
          "eu-north-1",
          "eu-west-1",
          "eu-west-2",
          "eu-west-3",
          "sa-east-1",
          "us-east-1",
          "us-east-2",
          "us-west-1",
          "us-west-2");

  /// A region that need not be opted in to, if there is one: else one that is not enabled would
  /// keep every account from being reached.
  private static Region home(SortedSet<Region> regions) {
    return regions.stream()
        .filter(region -> ENABLED_BY_DEFAULT.contains(region.name()))
        .findFirst()
        .orElseGet(() -> regions.first());
  }

  /// The way that the file describes.
  public static Reach of(Desired desired) {
    return of(
        desired.organization().map(Organization::administrator),
        desired.access(),
        desired.regions());
  }

  /// The way to these accounts, from somewhere in these regions.
  ///
  /// @param regions at least one
  public static Reach of(
      Optional<AccountId> administrator, Access access, SortedSet<Region> regions) {
    return new Reach(administrator, access, home(regions));
  }
}
