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

/// Which clusters are asked for their nodes, and what comes of it for those with Fargate. Each
/// costs a call or two, so only those are asked that would get the agent.
public final class FargateSurvey {
  private FargateSurvey() {}

  /// The clusters that would get the agent; one of Auto Mode has nodes that take it.
  public static SortedMap<Place, SortedSet<ClusterName>> toRead(Difference difference) {
    SortedMap<Place, SortedSet<ClusterName>> places = new TreeMap<>();
    for (Ground ground : difference.grounds().values()) {
      SortedSet<ClusterName> clusters = new TreeSet<>();
      for (Cluster cluster : ground.clusters().values()) {
        if (ground.shallManage(cluster.name())
            && !ground.managesNow(cluster)
            && !cluster.build().is(ClusterBuild.Trait.AUTO_MODE)) {
          clusters.add(cluster.name());
        }
      }
      if (!clusters.isEmpty() && !difference.blocked().contains(ground.place())) {
        places.put(ground.place(), clusters);
      }
    }
    return places;
  }

  /// What was found, with these clusters as ones that seem to have Fargate only.
  public static LiveState joined(
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
