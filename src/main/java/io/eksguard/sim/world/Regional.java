package io.eksguard.sim.world;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/// What one account has in one region.
///
/// @param detector the detector; empty = GuardDuty was never enabled there
/// @param membership the `relationshipStatus` towards the administrator of the region; empty = not
///   a member
/// @param clusters the EKS clusters by name
public record Regional(
    Optional<Detector> detector, Optional<String> membership, SortedMap<String, Cluster> clusters) {

  /// The status of a member whose GuardDuty is on.
  public static final String ENABLED = "Enabled";

  /// A region in which nothing is.
  public static final Regional NOTHING =
      new Regional(Optional.empty(), Optional.empty(), Sorted.map(Map.of()));

  /// What cannot change later.
  public Regional {
    clusters = Sorted.map(clusters);
  }

  /// The membership that an account has unless the world says otherwise: accounts of the
  /// organization are members, except the administrator itself.
  static Optional<String> membershipOf(
      Optional<Organization> organization, String id, Optional<String> parent, String region) {
    var administrator = organization.flatMap(o -> o.administrator(region));
    return parent.isPresent() && administrator.filter(a -> !a.equals(id)).isPresent()
        ? Optional.of(ENABLED)
        : Optional.empty();
  }

  /// Whether the account is a member whose settings the administrator decides.
  public boolean activeMember() {
    return membership.filter(ENABLED::equalsIgnoreCase).isPresent();
  }

  /// The same with another detector.
  public Regional withDetector(Detector changed) {
    return new Regional(Optional.of(changed), membership, clusters);
  }

  /// The same with the detector changed, if there is one.
  public Regional mapDetector(UnaryOperator<Detector> change) {
    return new Regional(detector.map(change), membership, clusters);
  }

  /// The same with another membership.
  public Regional withMembership(Optional<String> changed) {
    return new Regional(detector, changed, clusters);
  }

  /// The same with one cluster added or replaced.
  public Regional withCluster(Cluster cluster) {
    return new Regional(detector, membership, Sorted.with(clusters, cluster.name(), cluster));
  }

  /// The same without one cluster.
  public Regional withoutCluster(String name) {
    return new Regional(detector, membership, Sorted.without(clusters, List.of(name)));
  }
}
