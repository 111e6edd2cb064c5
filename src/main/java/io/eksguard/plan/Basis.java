package io.eksguard.plan;

import io.eksguard.diff.Change;
import io.eksguard.diff.Ground;
import io.eksguard.live.Cluster;
import io.eksguard.live.ClusterBuild;
import io.eksguard.live.Detector;
import io.eksguard.live.FeatureState;
import io.eksguard.model.Approach;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Selection;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a plan stands on in one account and region: enough to check its order again, without the
/// file and without AWS.
///
/// @param place the account and region
/// @param standing what the account is to us
/// @param live how both features were set
/// @param wanted how both features shall be set
/// @param selection which clusters shall be managed, if any feature is wanted on
/// @param tags the tag of each cluster; empty where they were not read
/// @param clustersRead whether the clusters were read
/// @param builds how the clusters are built, as far as that is known
/// @param agents the clusters on which the file has an agent by hand that fits
/// @param guardedVpcs the VPCs in which an agent is installed only behind an endpoint
public record Basis(
    Place place,
    Standing standing,
    SortedMap<Feature, Setting> live,
    SortedMap<Feature, Setting> wanted,
    Selection selection,
    SortedMap<ClusterName, Optional<String>> tags,
    boolean clustersRead,
    SortedMap<ClusterName, ClusterBuild> builds,
    SortedSet<ClusterName> agents,
    SortedSet<String> guardedVpcs) {
  public Basis {
    live = new TreeMap<>(live);
    wanted = new TreeMap<>(wanted);
    tags = new TreeMap<>(tags);
    builds = new TreeMap<>(builds);
    agents = new TreeSet<>(agents);
    guardedVpcs = new TreeSet<>(guardedVpcs);
  }

  /// One without agents by hand, in which no VPC is guarded.
  public Basis(
      Place place,
      Standing standing,
      SortedMap<Feature, Setting> live,
      SortedMap<Feature, Setting> wanted,
      Selection selection,
      SortedMap<ClusterName, Optional<String>> tags,
      boolean clustersRead,
      SortedMap<ClusterName, ClusterBuild> builds) {
    this(
        place,
        standing,
        live,
        wanted,
        selection,
        tags,
        clustersRead,
        builds,
        new TreeSet<>(),
        new TreeSet<>());
  }

  /// One of which it is not known how the clusters are built.
  public Basis(
      Place place,
      Standing standing,
      SortedMap<Feature, Setting> live,
      SortedMap<Feature, Setting> wanted,
      Selection selection,
      SortedMap<ClusterName, Optional<String>> tags,
      boolean clustersRead) {
    this(place, standing, live, wanted, selection, tags, clustersRead, new TreeMap<>());
  }

  /// The basis for what the file wants of a place.
  ///
  /// @param unfit the clusters on which no agent can be as the file says
  static Basis of(Ground ground, Set<ClusterName> unfit) {
    SortedMap<Feature, Setting> live = new TreeMap<>();
    SortedMap<Feature, Setting> wanted = new TreeMap<>();
    for (Feature feature : Feature.values()) {
      live.put(feature, ground.detector().setting(feature));
      wanted.put(feature, feature == ground.feature() ? ground.wanted() : Setting.OFF);
    }
    SortedMap<ClusterName, Optional<String>> tags = new TreeMap<>();
    for (Cluster cluster : ground.clusters().values()) {
      tags.put(cluster.name(), cluster.tag());
    }
    return new Basis(
        ground.place(),
        ground.assignment().standing(),
        live,
        wanted,
        ground.selection(),
        tags,
        ground.clustersRead(),
        builds(ground.clusters().values()),
        agents(ground, unfit),
        ground.guardedVpcs());
  }

  private static SortedSet<ClusterName> agents(Ground ground, Set<ClusterName> unfit) {
    Approach approach = ground.assignment().entry().approach();
    return ground.clusters().keySet().stream()
        .filter(name -> approach.agentFor(name, ground.place().region()).isPresent())
        .filter(name -> !unfit.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The same place as it was read again.
  ///
  /// @param detector its settings now
  /// @param clusters its clusters now
  public Basis readAgain(Detector detector, Collection<Cluster> clusters) {
    SortedMap<Feature, Setting> nowLive = new TreeMap<>();
    for (Feature feature : Feature.values()) {
      nowLive.put(feature, detector.setting(feature));
    }
    SortedMap<ClusterName, Optional<String>> nowTags = new TreeMap<>();
    clusters.forEach(cluster -> nowTags.put(cluster.name(), cluster.tag()));
    return new Basis(
        place,
        standing,
        nowLive,
        wanted,
        selection,
        nowTags,
        clustersRead,
        builds(clusters),
        agents,
        guardedVpcs);
  }

  private static SortedMap<ClusterName, ClusterBuild> builds(Collection<Cluster> clusters) {
    SortedMap<ClusterName, ClusterBuild> builds = new TreeMap<>();
    clusters.stream()
        .filter(cluster -> !cluster.build().equals(ClusterBuild.UNKNOWN))
        .forEach(cluster -> builds.put(cluster.name(), cluster.build().withoutSubnets()));
    return builds;
  }

  /// How the cluster is built.
  ClusterBuild build(ClusterName cluster) {
    return builds.getOrDefault(cluster, ClusterBuild.UNKNOWN);
  }

  /// Whether GuardDuty shall manage the cluster.
  public boolean shallManage(ClusterName cluster) {
    return wanted.values().stream().anyMatch(Setting::enabled) && selection.manages(cluster);
  }

  /// Whether GuardDuty manages the cluster as things were seen.
  public boolean managesNow(ClusterName cluster) {
    SortedMap<Feature, FeatureState> features = new TreeMap<>();
    live.forEach((feature, setting) -> features.put(feature, FeatureState.of(setting)));
    return new Cluster(cluster, "", tags.getOrDefault(cluster, Optional.empty()), false)
        .isManagedUnder(new Detector(features));
  }

  /// How the feature was set.
  Setting liveSetting(Feature feature) {
    return live.getOrDefault(feature, Setting.OFF);
  }

  /// The basis once the change is done.
  Basis after(Change change) {
    return switch (change) {
      case Change.ClusterTag tag when tag.place().equals(place) -> {
        SortedMap<ClusterName, Optional<String>> now = new TreeMap<>(tags);
        now.put(tag.cluster(), tag.after());
        yield new Basis(
            place,
            standing,
            live,
            wanted,
            selection,
            now,
            clustersRead,
            builds,
            agents,
            guardedVpcs);
      }
      case Change.AccountFeature feature when feature.place().equals(place) -> {
        SortedMap<Feature, Setting> now = new TreeMap<>(live);
        now.put(feature.feature(), feature.after());
        yield new Basis(
            place,
            standing,
            now,
            wanted,
            selection,
            tags,
            clustersRead,
            builds,
            agents,
            guardedVpcs);
      }
      case Change.ClusterTag _,
          Change.ClusterAgent _,
          Change.VpcEndpoint _,
          Change.AccountFeature _,
          Change.OrganizationFeature _,
          Change.OfPolicy _ ->
          this;
    };
  }
}
