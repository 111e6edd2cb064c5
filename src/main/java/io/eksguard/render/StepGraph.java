package io.eksguard.render;

import io.eksguard.diff.Change;
import io.eksguard.model.AccountId;
import io.eksguard.plan.Action;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The order of steps as a graph in layers: a step stands one layer behind the last of those that
/// it waits for. Steps of one kind in one layer can be one node, so that it stays small.
///
/// @param nodes layer by layer
/// @param edges between nodes, by their number
record StepGraph(List<Node> nodes, List<Edge> edges) {
  /// From how many steps on those of a kind are one node.
  private static final int MANY = 12;

  StepGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /// One or more steps.
  ///
  /// @param layer 0 waits for nothing
  /// @param row which one it is in its layer, counted from 0
  /// @param title what is done
  /// @param note how much, or to what
  /// @param action what it is counted as
  /// @param elsewhere whether it belongs to another place than the graph
  record Node(int layer, int row, String title, String note, Action action, boolean elsewhere) {}

  /// That one waits for another.
  ///
  /// @param loose whether it only waits for the other to end, done or not
  record Edge(int from, int to, boolean loose) {}

  /// What is one node.
  ///
  /// @param own the name of the step; empty where steps are taken together
  private record Key(int layer, boolean elsewhere, Action action, String title, String own)
      implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byLayer = Integer.compare(layer, other.layer);
      int byElsewhere = byLayer != 0 ? byLayer : Boolean.compare(elsewhere, other.elsewhere);
      int byTitle = byElsewhere != 0 ? byElsewhere : title.compareTo(other.title);
      return byTitle != 0 ? byTitle : own.compareTo(other.own);
    }
  }

  /// The whole plan, steps of a kind taken together.
  static StepGraph overview(Collection<Step> steps) {
    return of(steps, _ -> true, steps.size() < MANY);
  }

  /// The steps of a plan, with who waits for whom, so that many parts of it can be drawn.
  static final class Surroundings {
    private final List<Step> steps;
    private final Map<StepId, Integer> positions = new HashMap<>();
    private final Map<StepId, List<StepId>> waiting = new HashMap<>();

    /// @param steps in the order of the plan
    Surroundings(List<Step> steps) {
      this.steps = List.copyOf(steps);
      for (Step step : steps) {
        positions.put(step.id(), positions.size());
        waitsFor(step)
            .forEach(id -> waiting.computeIfAbsent(id, _ -> new ArrayList<>()).add(step.id()));
      }
    }

    /// Some steps, with those elsewhere that they wait for or that wait for them. Takes time by how
    /// many those are, and not by how many steps there are.
    StepGraph around(Set<StepId> inside) {
      Set<Integer> near = new TreeSet<>();
      for (StepId id : inside) {
        place(near, id);
        waiting.getOrDefault(id, List.of()).forEach(other -> place(near, other));
        Optional.ofNullable(positions.get(id))
            .ifPresent(at -> waitsFor(steps.get(at)).forEach(other -> place(near, other)));
      }
      return of(
          near.stream().map(steps::get).toList(),
          step -> inside.contains(step.id()),
          inside.size() < MANY);
    }

    private void place(Set<Integer> near, StepId id) {
      Optional.ofNullable(positions.get(id)).ifPresent(near::add);
    }
  }

  private static Stream<StepId> waitsFor(Step step) {
    return Stream.concat(step.dependsOn().stream(), step.comesAfter().stream());
  }

  /// @param steps in the order of the plan
  private static StepGraph of(Collection<Step> steps, Predicate<Step> own, boolean one) {
    Map<StepId, Integer> layers = new HashMap<>();
    Map<Key, List<Step>> members = new LinkedHashMap<>();
    Map<StepId, Key> keys = new HashMap<>();
    for (Step step : steps) {
      int layer = waitsFor(step).mapToInt(id -> layers.getOrDefault(id, -1) + 1).max().orElse(0);
      layers.put(step.id(), layer);
      boolean elsewhere = !own.test(step);
      String name = one && !elsewhere ? step.id().value() : "";
      var key = new Key(layer, elsewhere, step.action(), title(step), name);
      keys.put(step.id(), key);
      members.computeIfAbsent(key, _ -> new ArrayList<>()).add(step);
    }
    List<Key> sorted = members.keySet().stream().sorted().toList();
    Map<Key, Integer> numbers = new HashMap<>();
    Map<Integer, Integer> rows = new HashMap<>();
    List<Node> nodes = new ArrayList<>();
    for (Key key : sorted) {
      numbers.put(key, nodes.size());
      int row = rows.merge(key.layer(), 1, Integer::sum) - 1;
      List<Step> some = members.getOrDefault(key, List.of());
      nodes.add(
          new Node(key.layer(), row, key.title(), note(key, some), key.action(), key.elsewhere()));
    }
    return new StepGraph(nodes, edges(steps, keys, numbers));
  }

  private static List<Edge> edges(
      Collection<Step> steps, Map<StepId, Key> keys, Map<Key, Integer> numbers) {
    SortedSet<Long> hard = new TreeSet<>();
    SortedSet<Long> loose = new TreeSet<>();
    for (Step step : steps) {
      int to = numbers.getOrDefault(keys.get(step.id()), 0);
      step.dependsOn().stream()
          .filter(keys::containsKey)
          .forEach(id -> hard.add(pair(numbers.getOrDefault(keys.get(id), 0), to)));
      step.comesAfter().stream()
          .filter(keys::containsKey)
          .forEach(id -> loose.add(pair(numbers.getOrDefault(keys.get(id), 0), to)));
    }
    loose.removeAll(hard);
    List<Edge> edges = new ArrayList<>();
    hard.forEach(pair -> edges.add(new Edge((int) (pair >> 32), pair.intValue(), false)));
    loose.forEach(pair -> edges.add(new Edge((int) (pair >> 32), pair.intValue(), true)));
    return edges;
  }

  private static long pair(int from, int to) {
    return ((long) from << 32) | to;
  }

  private static String title(Step step) {
    return switch (step.change()) {
      case Change.ClusterTag tag -> tag.after().isPresent() ? "Tag clusters" : "Untag clusters";
      case Change.ClusterAgent agent ->
          agent.after().isPresent() ? "Agents by hand" : "Agents away";
      case Change.VpcEndpoint endpoint ->
          endpoint.after().isPresent() ? "Endpoints" : "Endpoints away";
      case Change.AccountFeature feature ->
          feature.feature() + (feature.after().enabled() ? " on" : " off");
      case Change.OrganizationFeature _ -> "New accounts";
      case Change.PolicyText _ -> "Policy: text";
      case Change.PolicyTarget target -> target.attached() ? "Policy: attach" : "Policy: detach";
    };
  }

  private static String note(Key key, List<Step> steps) {
    if (!key.own().isEmpty()) {
      return where(steps.getFirst());
    }
    SortedSet<AccountId> accounts = new TreeSet<>();
    SortedSet<String> regions = new TreeSet<>();
    for (Step step : steps) {
      regions.add(Owner.heading(step.change()));
      switch (step.change()) {
        case Change.ClusterTag tag -> accounts.add(tag.place().account());
        case Change.ClusterAgent agent -> accounts.add(agent.place().account());
        case Change.VpcEndpoint endpoint -> accounts.add(endpoint.place().account());
        case Change.AccountFeature feature -> accounts.add(feature.place().account());
        case Change.OrganizationFeature _, Change.OfPolicy _ -> {
          // These belong to no account of their own.
        }
      }
    }
    return Plurals.of(steps.size(), "step")
        + (accounts.isEmpty() ? "" : ", " + Plurals.of(accounts.size(), "account"))
        + (regions.size() > 1 ? ", " + Plurals.of(regions.size(), "region") : "");
  }

  private static String where(Step step) {
    return switch (step.change()) {
      case Change.ClusterTag tag -> tag.cluster() + ", " + tag.region();
      case Change.ClusterAgent agent -> agent.cluster() + ", " + agent.region();
      case Change.VpcEndpoint endpoint -> endpoint.vpc() + ", " + endpoint.region();
      case Change.AccountFeature feature -> feature.place().account() + ", " + feature.region();
      case Change.OrganizationFeature feature -> feature.region().name();
      case Change.PolicyText policy -> policy.policy();
      case Change.PolicyTarget target -> target.target();
    };
  }
}
