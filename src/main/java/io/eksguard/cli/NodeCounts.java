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
import java.util.ArrayList;
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
/// @param unread the accounts and regions in which that did not work
/// @param problems why
record NodeCounts(
    SortedMap<Place, SortedMap<ClusterName, NodeCount>> counts,
    SortedSet<Place> unread,
    List<Diagnostic> problems) {
  /// Where nobody asked.
  static final NodeCounts NONE = new NodeCounts(new TreeMap<>(), new TreeSet<>(), List.of());

  NodeCounts {
    counts = new TreeMap<>(counts);
    unread = new TreeSet<>(unread);
    problems = List.copyOf(problems);
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
    SortedSet<Place> unread = new TreeSet<>();
    Set<Diagnostic> problems = new LinkedHashSet<>();
    asked.forEach((place, answer) -> {
      Reading<SortedMap<ClusterName, NodeCount>> read = answer.resultNow();
      read.problem()
          .ifPresent(why -> {
            unread.add(place);
            problems.add(why);
          });
      read.asOptional().ifPresent(found -> counts.put(place, found));
    });
    return new NodeCounts(counts, unread, List.copyOf(problems));
  }

  /// The same, with the nodes of these clusters too. What was counted is not counted again, and
  /// nobody is asked again who did not answer.
  NodeCounts and(NewlyCovered covered, LiveState live, LiveReader reader) {
    SortedMap<Place, SortedSet<ClusterName>> wanted = new TreeMap<>();
    covered
        .clusters()
        .forEach((place, clusters) -> {
          SortedSet<ClusterName> names = new TreeSet<>(clusters.keySet());
          names.removeIf(name -> nodes(place, name).isPresent());
          if (!names.isEmpty() && !unread.contains(place)) {
            wanted.put(place, names);
          }
        });
    NodeCounts more = of(wanted, live, reader);
    SortedMap<Place, SortedMap<ClusterName, NodeCount>> all = new TreeMap<>(counts);
    more.counts.forEach((place, found) -> {
      SortedMap<ClusterName, NodeCount> here =
          new TreeMap<>(all.getOrDefault(place, new TreeMap<>()));
      here.putAll(found);
      all.put(place, here);
    });
    SortedSet<Place> allUnread = new TreeSet<>(unread);
    allUnread.addAll(more.unread);
    List<Diagnostic> allProblems = new ArrayList<>(problems);
    allProblems.addAll(more.problems);
    return new NodeCounts(all, allUnread, allProblems);
  }

  /// The nodes of one cluster, if they were counted.
  Optional<NodeCount> nodes(Place place, ClusterName cluster) {
    return Optional.ofNullable(counts.get(place))
        .flatMap(here -> Optional.ofNullable(here.get(cluster)));
  }
}
