package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveReader;
import io.eksguard.live.LiveState;
import io.eksguard.live.NodeCount;
import io.eksguard.live.Reading;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.model.Standing;
import io.eksguard.plan.NewlyCovered;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The nodes of clusters that would get the agent, counted in each account.
///
/// @param counts what was counted
/// @param problems what could not be counted
record NodeCounts(
    SortedMap<Place, SortedMap<ClusterName, NodeCount>> counts, List<Diagnostic> problems) {
  NodeCounts {
    problems = List.copyOf(problems);
  }

  /// Counts them; accounts at the same time.
  static NodeCounts of(NewlyCovered covered, LiveState live, LiveReader reader) {
    SortedMap<Place, SortedSet<ClusterName>> wanted = new TreeMap<>();
    covered
        .clusters()
        .forEach((place, clusters) -> wanted.put(place, new TreeSet<>(clusters.keySet())));
    return of(wanted, live, reader);
  }

  /// Counts those of these clusters; accounts at the same time.
  static NodeCounts of(
      SortedMap<Place, SortedSet<ClusterName>> wanted, LiveState live, LiveReader reader) {
    SortedMap<Place, Future<Reading<SortedMap<ClusterName, NodeCount>>>> asked = new TreeMap<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      wanted.forEach((place, clusters) -> {
        LivePlace found = live.places().get(place);
        if (found != null) {
          Standing standing = found.assignment().standing();
          asked.put(place, threads.submit(() -> reader.nodes(place, standing, clusters)));
        }
      });
    }
    SortedMap<Place, SortedMap<ClusterName, NodeCount>> counts = new TreeMap<>();
    Set<Diagnostic> problems = new LinkedHashSet<>();
    asked.forEach((place, answer) -> {
      Reading<SortedMap<ClusterName, NodeCount>> read = answer.resultNow();
      read.problem().ifPresent(problems::add);
      read.asOptional().ifPresent(found -> counts.put(place, found));
    });
    return new NodeCounts(counts, List.copyOf(problems));
  }

  /// The nodes of one cluster, if they were counted.
  Optional<NodeCount> nodes(Place place, ClusterName cluster) {
    return Optional.ofNullable(counts.get(place))
        .flatMap(here -> Optional.ofNullable(here.get(cluster)));
  }
}
