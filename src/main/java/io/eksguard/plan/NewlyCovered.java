package io.eksguard.plan;

import io.eksguard.diff.Change;
import io.eksguard.live.NodeCount;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/// The clusters that get the agent by a plan, of GuardDuty or as a step of it, so that their nodes
/// cost from then on.
///
/// @param clusters each cluster, with its nodes where they were counted
/// @param unread the accounts and regions whose clusters were not read, so that there may be more
/// @param asked whether EC2 was asked for the nodes, so that no more is to be known of them
public record NewlyCovered(
    SortedMap<Place, SortedMap<ClusterName, Optional<NodeCount>>> clusters,
    SortedSet<Place> unread,
    boolean asked) {
  /// None.
  public static final NewlyCovered NONE = new NewlyCovered(new TreeMap<>(), new TreeSet<>(), false);

  public NewlyCovered {
    clusters = new TreeMap<>(clusters);
    clusters.replaceAll((_, names) -> new TreeMap<>(names));
    unread = new TreeSet<>(unread);
  }

  /// Those of a plan.
  ///
  /// @param agents what happens to agents without a step
  static NewlyCovered of(
      Plan plan, List<Reaction.OnCluster> agents, SortedMap<Place, Reaction.Whole> wholes) {
    SortedMap<Place, SortedMap<ClusterName, Optional<NodeCount>>> clusters = new TreeMap<>();
    agents.stream()
        .filter(one ->
            switch (one.agent()) {
              case INSTALLED, TAKEN_OVER, WAITS -> true;
              case IMPOSSIBLE, STAYS, REMOVED -> false;
            })
        .forEach(one -> add(clusters, one.place(), one.cluster()));
    for (Step step : plan.steps()) {
      if (step.change() instanceof Change.ClusterAgent agent && agent.before().isEmpty()) {
        add(clusters, agent.place(), agent.cluster());
      }
    }
    SortedSet<Place> unread = new TreeSet<>();
    wholes.forEach((place, whole) -> {
      if (whole == Reaction.Whole.UNREAD) {
        unread.add(place);
      }
    });
    return new NewlyCovered(clusters, unread, false);
  }

  private static void add(
      SortedMap<Place, SortedMap<ClusterName, Optional<NodeCount>>> clusters,
      Place place,
      ClusterName cluster) {
    clusters.computeIfAbsent(place, _ -> new TreeMap<>()).put(cluster, Optional.empty());
  }

  /// The same with the nodes of those whose nodes are known; what was counted before stays for
  /// others.
  public NewlyCovered counting(BiFunction<Place, ClusterName, Optional<NodeCount>> nodes) {
    SortedMap<Place, SortedMap<ClusterName, Optional<NodeCount>>> counted = new TreeMap<>();
    clusters.forEach((place, names) -> {
      SortedMap<ClusterName, Optional<NodeCount>> here = new TreeMap<>();
      names.forEach((name, before) -> here.put(name, nodes.apply(place, name).or(() -> before)));
      counted.put(place, here);
    });
    return new NewlyCovered(counted, unread, asked);
  }

  /// The same, where EC2 was asked.
  NewlyCovered whenAsked() {
    return new NewlyCovered(clusters, unread, true);
  }

  /// Those of one account in one region.
  public NewlyCovered at(Place place) {
    SortedMap<Place, SortedMap<ClusterName, Optional<NodeCount>>> here = new TreeMap<>();
    if (clusters.containsKey(place)) {
      here.put(place, clusters.get(place));
    }
    SortedSet<Place> unreadHere = new TreeSet<>(unread);
    unreadHere.removeIf(one -> !one.equals(place));
    return new NewlyCovered(here, unreadHere, asked);
  }

  /// Whether there are none, as far as is known.
  public boolean isEmpty() {
    return clusters.isEmpty() && unread.isEmpty();
  }

  /// What they come to in each region.
  public SortedMap<Region, Sum> sums() {
    SortedMap<Region, Sum> sums = new TreeMap<>();
    clusters.forEach((place, names) ->
        names
            .values()
            .forEach(nodes ->
                sums.merge(
                    place.region(),
                    new Sum(1, nodes.isPresent() ? 1 : 0, false, nodes.orElse(NodeCount.NONE)),
                    Sum::plus)));
    unread.forEach(
        place -> sums.merge(place.region(), new Sum(0, 0, true, NodeCount.NONE), Sum::plus));
    return sums;
  }

  /// What some of them come to.
  ///
  /// @param clusters how many they are
  /// @param counted of how many the nodes were counted
  /// @param mayBeMore whether there may be others, whose account was not read
  /// @param nodes the nodes that were counted
  public record Sum(int clusters, int counted, boolean mayBeMore, NodeCount nodes) {
    /// Nothing.
    public static final Sum NONE = new Sum(0, 0, false, NodeCount.NONE);

    /// Both together.
    public Sum plus(Sum other) {
      return new Sum(
          clusters + other.clusters,
          counted + other.counted,
          mayBeMore || other.mayBeMore,
          nodes.plus(other.nodes));
    }

    /// Whether the size of their nodes is known, as far as they were counted.
    public boolean isSized() {
      return counted > 0 && nodes.isSized();
    }

    /// Whether that is all of them and of their nodes.
    public boolean isWhole() {
      return counted == clusters && !mayBeMore && nodes.unsized() == 0;
    }
  }
}
