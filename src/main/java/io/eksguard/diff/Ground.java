package io.eksguard.diff;

import io.eksguard.live.Cluster;
import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.Detector;
import io.eksguard.live.Maker;
import io.eksguard.live.Vpc;
import io.eksguard.model.Assignment;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.EndpointCare;
import io.eksguard.model.Entry;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Selection;
import io.eksguard.model.Setting;
import io.eksguard.model.TagNeed;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// What a plan stands on in one account and region: what was seen there, and what is wanted.
///
/// @param assignment which entry of the file decides
/// @param feature the feature the file chose
/// @param detector the settings as seen
/// @param clusters the clusters as seen, those being deleted left out; none where they were not
///   read
/// @param clustersRead whether the clusters were read
/// @param throughAdministrator the clusters as GuardDuty has them, where nobody asked EKS
/// @param vpcs the VPCs whose endpoints are our business, as seen; none where they were not read
public record Ground(
    Assignment assignment,
    Feature feature,
    Detector detector,
    SortedMap<ClusterName, Cluster> clusters,
    boolean clustersRead,
    Optional<SortedMap<ClusterName, ClusterCoverage>> throughAdministrator,
    Optional<SortedMap<String, Vpc>> vpcs) {
  /// One of whose VPCs nothing is known.
  public Ground(
      Assignment assignment,
      Feature feature,
      Detector detector,
      SortedMap<ClusterName, Cluster> clusters,
      boolean clustersRead,
      Optional<SortedMap<ClusterName, ClusterCoverage>> throughAdministrator) {
    this(
        assignment,
        feature,
        detector,
        clusters,
        clustersRead,
        throughAdministrator,
        Optional.empty());
  }

  public Ground {
    clusters = new TreeMap<>(clusters);
    throughAdministrator = throughAdministrator.map(TreeMap::new);
    vpcs = vpcs.map(TreeMap::new);
  }

  /// The same, as if the file excluded these clusters.
  Ground without(Set<ClusterName> excluded) {
    return new Ground(
        Readiness.without(assignment, excluded, clusters.keySet()),
        feature,
        detector,
        clusters,
        clustersRead,
        throughAdministrator,
        vpcs);
  }

  /// The VPC of a cluster, if it was read.
  Optional<Vpc> vpc(Cluster cluster) {
    return cluster
        .build()
        .vpc()
        .flatMap(id -> vpcs.flatMap(all -> Optional.ofNullable(all.get(id))));
  }

  /// Why GuardDuty can make no endpoint in a VPC; nothing if it can, has, or nobody asked.
  public Optional<NoEndpoint> noEndpoint(String vpc) {
    return vpcs.flatMap(all -> Optional.ofNullable(all.get(vpc)))
        .filter(found -> !found.has(Maker.GUARDDUTY))
        .flatMap(found -> NoEndpoint.of(found, place().account()));
  }

  /// The VPCs in which an agent by hand is installed only behind an endpoint: those that were read
  /// and are the account's own. Also those of clusters that need none any more: on the way back
  /// they get their agents again.
  public SortedSet<String> guardedVpcs() {
    SortedSet<String> guarded = new TreeSet<>();
    if (assignment.entry().approach().endpointCare() == EndpointCare.IGNORED) {
      return guarded;
    }
    clusters.values().stream()
        .flatMap(cluster -> vpc(cluster).stream())
        .filter(vpc -> !vpc.isSharedWith(place().account()))
        .forEach(vpc -> guarded.add(vpc.id()));
    return guarded;
  }

  /// The clusters in a VPC.
  Stream<Cluster> in(String vpc) {
    return clusters.values().stream()
        .filter(cluster -> cluster.build().vpc().filter(vpc::equals).isPresent());
  }

  /// How many clusters are known of, by whomever.
  public int knownClusters() {
    return clusters.size() + throughAdministrator.map(all -> all.size()).orElse(0);
  }

  /// The account and region.
  public Place place() {
    return assignment.place();
  }

  /// How the chosen feature shall be set.
  public Setting wanted() {
    return assignment.setting();
  }

  /// Which clusters shall be managed.
  public Selection selection() {
    return assignment.selection();
  }

  /// Which part of the file decides about the cluster, as a path.
  public String path(ClusterName cluster) {
    Entry entry = assignment.entry();
    return entry
        .approach()
        .ruleFor(cluster, place().region())
        .map(ClusterRule::path)
        .orElse(entry.path());
  }

  /// What the cluster's tag must be; nothing where the feature is wanted off, since then no tag
  /// means anything.
  public Optional<TagNeed> tagNeed(ClusterName cluster) {
    return tagNeeds().apply(cluster);
  }

  /// The same for many clusters: what is asked of each is worked out once.
  public Function<ClusterName, Optional<TagNeed>> tagNeeds() {
    Setting wanted = wanted();
    if (!wanted.enabled()) {
      return _ -> Optional.empty();
    }
    Selection selection = selection();
    return cluster -> Optional.of(selection.tagNeed(cluster, wanted.addonManagement()));
  }

  /// Whether GuardDuty manages the cluster as things were seen.
  public boolean managesNow(Cluster cluster) {
    return cluster.isManagedUnder(detector);
  }

  /// Whether GuardDuty shall manage the cluster.
  public boolean shallManage(ClusterName cluster) {
    return wanted().enabled() && selection().manages(cluster);
  }
}
