package io.eksguard.model;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The desired state: all that the file says.
///
/// @param feature the runtime monitoring feature to use
/// @param regions the regions, at least one
/// @param organization the organization, if one is managed
/// @param standalone accounts that stand alone
/// @param access by which roles accounts are reached
/// @param limits past what a plan is refused
/// @param leftoverAgents what is done about agents that stay behind, and their endpoints
/// @param rollout in which order the accounts are changed; all at once if left out
public record Desired(
    Feature feature,
    SortedSet<Region> regions,
    Optional<Organization> organization,
    List<Entry> standalone,
    Access access,
    Limits limits,
    LeftoverCare leftoverAgents,
    Optional<Rollout> rollout) {
  /// One that changes all accounts at once.
  public Desired(
      Feature feature,
      SortedSet<Region> regions,
      Optional<Organization> organization,
      List<Entry> standalone,
      Access access,
      Limits limits,
      LeftoverCare leftoverAgents) {
    this(
        feature,
        regions,
        organization,
        standalone,
        access,
        limits,
        leftoverAgents,
        Optional.empty());
  }

  public Desired {
    regions = new TreeSet<>(regions);
    standalone = List.copyOf(standalone);
    if (regions.isEmpty()) {
      throw new IllegalArgumentException("no region");
    }
  }

  /// The organizational units that the file names, but those that the policy is attached to.
  public SortedSet<String> units() {
    SortedSet<String> units = organization.map(Organization::units).orElseGet(TreeSet::new);
    rollout.ifPresent(one -> units.addAll(one.units()));
    return units;
  }
}
