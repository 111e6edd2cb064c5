package io.eksguard.diff;

import io.eksguard.live.Cluster;
import io.eksguard.live.NodeCount;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What was asked, beside the clusters and their VPCs, to know whether agents could do their work.
///
/// @param silenced the accounts and regions in which a policy keeps agents from sending anything
/// @param offered by region, the Kubernetes versions that AWS offers a version of the agent for; no
///   row where nobody asked or there was no answer
/// @param nodes the nodes of clusters that would get the agent, where they were counted
public record Outlook(
    SortedSet<Place> silenced,
    SortedMap<Region, SortedSet<String>> offered,
    SortedMap<Place, SortedMap<ClusterName, NodeCount>> nodes) {
  /// Where nobody asked.
  public static final Outlook NONE = new Outlook(new TreeSet<>(), new TreeMap<>(), new TreeMap<>());

  public Outlook {
    silenced = new TreeSet<>(silenced);
    offered = new TreeMap<>(offered);
    nodes = new TreeMap<>(nodes);
  }

  /// The same without the policies, which as a warning are told of a whole account.
  public Outlook withoutPolicies() {
    return new Outlook(new TreeSet<>(), offered, nodes);
  }

  /// What stands in the way on a cluster.
  SortedSet<Obstacle> obstacles(Place place, Cluster cluster) {
    SortedSet<Obstacle> found = new TreeSet<>();
    if (silenced.contains(place)) {
      found.add(Obstacle.TELEMETRY_DENIED);
    }
    Optional<SortedSet<String>> versions = Optional.ofNullable(offered.get(place.region()));
    if (versions.isPresent()
        && cluster.kubernetes().filter(one -> !versions.get().contains(one)).isPresent()) {
      found.add(Obstacle.NO_AGENT_VERSION);
    }
    nodes(place, cluster.name())
        .filter(count -> count.unfit() > 0)
        .ifPresent(count ->
            found.add(count.nodes() == 0 ? Obstacle.NO_NODE_FITS : Obstacle.SOME_NODES_DO_NOT_FIT));
    return found;
  }

  /// The nodes of a cluster, if they were counted.
  private Optional<NodeCount> nodes(Place place, ClusterName cluster) {
    return Optional.ofNullable(nodes.get(place))
        .flatMap(here -> Optional.ofNullable(here.get(cluster)));
  }

  /// Whether a cluster has nodes on EC2, of whomever, for certain.
  public boolean hasNodes(Place place, ClusterName cluster) {
    return nodes(place, cluster).filter(count -> count.nodes() + count.unfit() > 0).isPresent();
  }
}
