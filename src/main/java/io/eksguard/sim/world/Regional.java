package io.eksguard.sim.world;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// What one account has in one region.
///
/// @param detector the detector; empty = GuardDuty was never enabled there
/// @param membership the `relationshipStatus` towards the administrator of the region; empty = not
///   a member
/// @param clusters the EKS clusters by name
/// @param endpoints the VPCs in which GuardDuty made its interface endpoint and security group
/// @param said the VPCs of which the world says something, by id
public record Regional(
    Optional<Detector> detector,
    Optional<String> membership,
    SortedMap<String, Cluster> clusters,
    SortedSet<String> endpoints,
    SortedMap<String, Vpc> said) {
  /// One of whose VPCs nothing is said.
  public Regional(
      Optional<Detector> detector,
      Optional<String> membership,
      SortedMap<String, Cluster> clusters,
      SortedSet<String> endpoints) {
    this(detector, membership, clusters, endpoints, Sorted.map(Map.of()));
  }

  /// The status of a member whose GuardDuty is on.
  public static final String ENABLED = "Enabled";

  /// A region in which nothing is.
  public static final Regional NOTHING =
      new Regional(Optional.empty(), Optional.empty(), Sorted.map(Map.of()), Sorted.set(Set.of()));

  /// What cannot change later.
  public Regional {
    clusters = Sorted.map(clusters);
    endpoints = Sorted.set(endpoints);
    said = Sorted.map(said);
  }

  /// The VPC of a cluster. An account has one in a region, unless a cluster says another.
  public static String vpcOf(String account, String region, Cluster cluster) {
    return cluster.vpc().orElseGet(() -> "vpc-%08x".formatted((account + "/" + region).hashCode()));
  }

  /// The endpoints that there are unless the world says otherwise: where GuardDuty put an agent.
  static SortedSet<String> endpointsOf(
      String account, String region, SortedMap<String, Cluster> clusters) {
    return Sorted.set(
        clusters.values().stream()
            .filter(
                c -> c.agent().filter(a -> a.installer() == Agent.Installer.GUARDDUTY).isPresent())
            .map(c -> vpcOf(account, region, c))
            .toList());
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
    return new Regional(Optional.of(changed), membership, clusters, endpoints, said);
  }

  /// The same with the detector changed, if there is one.
  public Regional mapDetector(UnaryOperator<Detector> change) {
    return new Regional(detector.map(change), membership, clusters, endpoints, said);
  }

  /// The same with another membership.
  public Regional withMembership(Optional<String> changed) {
    return new Regional(detector, changed, clusters, endpoints, said);
  }

  /// The same with one cluster added or replaced.
  public Regional withCluster(Cluster cluster) {
    return new Regional(
        detector, membership, Sorted.with(clusters, cluster.name(), cluster), endpoints, said);
  }

  /// The same without one cluster.
  public Regional withoutCluster(String name) {
    return new Regional(
        detector, membership, Sorted.without(clusters, List.of(name)), endpoints, said);
  }

  /// The same with GuardDuty's endpoints in these VPCs.
  public Regional withEndpoints(Collection<String> changed) {
    return new Regional(detector, membership, clusters, Sorted.set(changed), said);
  }

  /// The same with one VPC said otherwise.
  public Regional withVpc(Vpc vpc) {
    return new Regional(
        detector, membership, clusters, endpoints, Sorted.with(said, vpc.id(), vpc));
  }

  /// The VPCs of the region with all that is in them, also those of which nothing is said: each one
  /// in which there is a cluster or GuardDuty's endpoint.
  public SortedMap<String, Vpc> vpcs(String account, String region) {
    var all = new TreeMap<String, Vpc>(said);
    var ids = new TreeSet<String>(endpoints);
    clusters.values().forEach(cluster -> ids.add(vpcOf(account, region, cluster)));
    ids.forEach(id -> all.computeIfAbsent(id, _ -> unsaid(id)));
    endpoints.forEach(id ->
        all.computeIfPresent(
            id, (_, vpc) -> vpc.with(vpc.ofGuardDuty()).with(vpc.groupOfGuardDuty())));
    return all;
  }

  /// A VPC without what GuardDuty made in it.
  ///
  /// GuardDuty would not have made its endpoint beside another one.
  public Vpc unsaid(String id) {
    var vpc = Vpc.unsaid(id);
    return endpoints.contains(id) ? vpc.with(List.of(), List.of()) : vpc;
  }
}
