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
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The nodes of the clusters that a plan gives the agent to, counted in each account.
///
/// @param counts what was counted
/// @param problems what could not be counted
record CostReading(
    SortedMap<Place, SortedMap<ClusterName, NodeCount>> counts, List<Diagnostic> problems) {
  CostReading {
    problems = List.copyOf(problems);
  }

  /// Counts them; accounts at the same time.
  static CostReading of(NewlyCovered covered, LiveState live, LiveReader reader) {
    SortedMap<Place, Future<Reading<SortedMap<ClusterName, NodeCount>>>> asked = new TreeMap<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      covered
          .clusters()
          .forEach((place, clusters) -> {
            LivePlace found = live.places().get(place);
            if (found != null) {
              Standing standing = found.assignment().standing();
              asked.put(
                  place, threads.submit(() -> reader.nodes(place, standing, clusters.keySet())));
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
    return new CostReading(counts, List.copyOf(problems));
  }

  /// The nodes of one cluster, if they were counted.
  Optional<NodeCount> nodes(Place place, ClusterName cluster) {
    return Optional.ofNullable(counts.get(place))
        .flatMap(here -> Optional.ofNullable(here.get(cluster)));
  }
}
