package io.eksguard.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Positions;
import io.eksguard.diff.Differ;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.plan.Bases;
import io.eksguard.plan.Planner;
import io.eksguard.plan.Reaction;
import io.eksguard.sim.world.Agent;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/// What is said to follow from a plan is what the sandbox does when the plan is carried out.
class ReactionPropertyTest {

  /// What there is in one account and region.
  private record Spot(Map<ClusterName, Agent.Installer> agents, SortedSet<String> endpoints) {}

  private static SortedMap<Place, Spot> spots(RandomWorld world, SandboxWorld sandbox) {
    SortedMap<Place, Spot> spots = new TreeMap<>();
    for (Place place : world.places()) {
      spots.put(place, new Spot(sandbox.agents(place), sandbox.endpoints(place)));
    }
    return spots;
  }

  @Property(tries = 1000)
  void whatIsForetoldIsWhatTheSandboxDoes(@ForAll long seed) {
    var random = new Random(seed);
    RandomWorld world = RandomWorld.any(random);
    var sandbox = new SandboxWorld(world, random);
    var live = world.live();
    var difference = Differ.diff(world.desired(), live);
    var plan = Planner.plan(difference, Positions.none());
    SortedMap<Place, Spot> before = spots(world, sandbox);

    Reaction reaction =
        Reaction.of(plan, Bases.of(difference, live), false)
            .seeing((place, cluster) -> sandbox.agents(place).containsKey(cluster))
            .where(sandbox::noEndpoint);
    plan.steps().forEach(step -> sandbox.take(step.change()));

    SortedMap<Place, Spot> foretold = foretold(before, reaction);
    SortedMap<Place, Spot> after = spots(world, sandbox);
    unread(reaction)
        .forEach(place -> {
          foretold.remove(place);
          after.remove(place);
        });
    assertThat(foretold).isEqualTo(after);
    after.forEach((place, spot) ->
        assertThat(covered(reaction, place))
            .as("the clusters whose nodes will cost in %s", place)
            .isEqualTo(gotOrKept(at(before, place), spot, reaction, place)));
    reaction.agents().forEach(one -> Statistics.collect(one.agent()));
    reaction.endpoints().forEach(one -> Statistics.label("endpoints").collect(one.endpoint()));
  }

  private static Set<ClusterName> covered(Reaction reaction, Place place) {
    return reaction.covered().clusters().getOrDefault(place, new TreeMap<>()).keySet();
  }

  /// Those that have an agent and had none, and those that have the one that they had from now on
  /// of GuardDuty, or get one once they are active.
  private static Set<ClusterName> gotOrKept(Spot was, Spot is, Reaction reaction, Place place) {
    Set<ClusterName> all = new TreeSet<>(is.agents().keySet());
    all.removeAll(was.agents().keySet());
    reaction.agents().stream()
        .filter(one -> one.place().equals(place))
        .filter(
            one -> one.agent() == Reaction.Agent.TAKEN_OVER || one.agent() == Reaction.Agent.WAITS)
        .forEach(one -> all.add(one.cluster()));
    return all;
  }

  private static Set<Place> unread(Reaction reaction) {
    Set<Place> unread = new TreeSet<>();
    reaction
        .wholes()
        .forEach((place, whole) -> {
          if (whole == Reaction.Whole.UNREAD) {
            unread.add(place);
          }
        });
    return unread;
  }

  /// What there was, changed as the reaction says.
  private static SortedMap<Place, Spot> foretold(SortedMap<Place, Spot> before, Reaction reaction) {
    SortedMap<Place, Spot> spots = new TreeMap<>();
    before.forEach((place, spot) ->
        spots.put(place, new Spot(new TreeMap<>(spot.agents()), new TreeSet<>(spot.endpoints()))));
    reaction
        .wholes()
        .forEach((place, whole) -> {
          if (whole == Reaction.Whole.CLEARED) {
            at(spots, place).agents().clear();
            at(spots, place).endpoints().clear();
          }
        });
    for (Reaction.OnCluster one : reaction.agents()) {
      Map<ClusterName, Agent.Installer> agents = at(spots, one.place()).agents();
      boolean had = at(before, one.place()).agents().containsKey(one.cluster());
      switch (one.agent()) {
        case INSTALLED -> {
          assertThat(had).as("has an agent already: %s", one).isFalse();
          agents.put(one.cluster(), Agent.Installer.GUARDDUTY);
        }
        case TAKEN_OVER, STAYS -> assertThat(had).as("has an agent: %s", one).isTrue();
        case WAITS, IMPOSSIBLE -> assertThat(had).as("has an agent: %s", one).isFalse();
        case REMOVED -> agents.remove(one.cluster());
      }
    }
    for (Reaction.OnVpc one : reaction.endpoints()) {
      SortedSet<String> endpoints = at(spots, one.place()).endpoints();
      boolean had = at(before, one.place()).endpoints().contains(one.vpc());
      switch (one.endpoint()) {
        case CREATED, IMPOSSIBLE -> assertThat(had).as("%s", one).isFalse();
        case LEFT, REMOVED -> assertThat(had).as("%s", one).isTrue();
      }
      switch (one.endpoint()) {
        case CREATED -> endpoints.add(one.vpc());
        case IMPOSSIBLE -> assertThat(one.why()).isPresent();
        case LEFT -> assertThat(endpoints).contains(one.vpc());
        case REMOVED -> endpoints.remove(one.vpc());
      }
    }
    return spots;
  }

  private static Spot at(SortedMap<Place, Spot> spots, Place place) {
    return spots.getOrDefault(place, new Spot(Map.of(), new TreeSet<>()));
  }
}
