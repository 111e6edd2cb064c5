package io.eksguard.diff;

import io.eksguard.live.Cluster;
import io.eksguard.live.ClusterBuild;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveState;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The clusters that would get the agent by what a difference changes. More is asked about them
/// than about others, where readiness is asked about.
public final class GettingAgent {
  private GettingAgent() {}

  /// The accounts and regions with such clusters.
  public static SortedSet<Place> places(Difference difference) {
    SortedSet<Place> places = new TreeSet<>();
    for (Ground ground : difference.grounds().values()) {
      if (ground.clusters().values().stream().anyMatch(cluster -> wouldGetIt(ground, cluster))) {
        places.add(ground.place());
      }
    }
    return places;
  }

  /// Those of such clusters whose nodes matter, where something can be planned: one of Auto Mode
  /// has nodes that take the agent.
  public static SortedMap<Place, SortedSet<ClusterName>> withOwnNodes(Difference difference) {
    SortedMap<Place, SortedSet<ClusterName>> places = new TreeMap<>();
    for (Ground ground : difference.grounds().values()) {
      SortedSet<ClusterName> clusters = new TreeSet<>();
      for (Cluster cluster : ground.clusters().values()) {
        if (wouldGetIt(ground, cluster) && !cluster.build().is(ClusterBuild.Trait.AUTO_MODE)) {
          clusters.add(cluster.name());
        }
      }
      if (!clusters.isEmpty() && !difference.blocked().contains(ground.place())) {
        places.put(ground.place(), clusters);
      }
    }
    return places;
  }

  private static boolean wouldGetIt(Ground ground, Cluster cluster) {
    return ground.shallManage(cluster.name()) && !ground.managesNow(cluster);
  }

  /// What was found, with these clusters as ones that seem to have Fargate only.
  public static LiveState withFargateOnly(
      LiveState live, SortedMap<Place, SortedSet<ClusterName>> fargateOnly) {
    SortedMap<Place, LivePlace> places = new TreeMap<>(live.places());
    fargateOnly.forEach((place, names) ->
        places.computeIfPresent(
            place,
            (_, found) ->
                found.withClusters(found.clusters().map(clusters -> joined(clusters, names)))));
    return new LiveState(
        live.regions(),
        places,
        live.units(),
        live.protection(),
        live.unmanaged(),
        live.undecided());
  }

  private static SortedMap<ClusterName, Cluster> joined(
      SortedMap<ClusterName, Cluster> clusters, SortedSet<ClusterName> names) {
    SortedMap<ClusterName, Cluster> joined = new TreeMap<>(clusters);
    names.forEach(name ->
        joined.computeIfPresent(
            name,
            (_, cluster) -> cluster.with(cluster.build().and(ClusterBuild.Trait.FARGATE_ONLY))));
    return joined;
  }
}
