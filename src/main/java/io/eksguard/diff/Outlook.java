package io.eksguard.diff;

import io.eksguard.live.Cluster;
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
public record Outlook(SortedSet<Place> silenced, SortedMap<Region, SortedSet<String>> offered) {
  /// Where nobody asked.
  public static final Outlook NONE = new Outlook(new TreeSet<>(), new TreeMap<>());

  public Outlook {
    silenced = new TreeSet<>(silenced);
    offered = new TreeMap<>(offered);
  }

  /// The same without the policies, which as a warning are told of a whole account.
  public Outlook withoutPolicies() {
    return new Outlook(new TreeSet<>(), offered);
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
    return found;
  }
}
