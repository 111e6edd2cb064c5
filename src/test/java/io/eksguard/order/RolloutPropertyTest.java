package io.eksguard.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Positions;
import io.eksguard.diff.Change;
import io.eksguard.diff.Differ;
import io.eksguard.diff.Difference;
import io.eksguard.live.Cluster;
import io.eksguard.live.LiveState;
import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.plan.Bases;
import io.eksguard.plan.OrderChecker;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Planner;
import io.eksguard.plan.PutBack;
import io.eksguard.plan.Rings;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import io.eksguard.plan.Waves;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Rollouts in worlds of any shape: no cluster is given to GuardDuty before the turn of its ring,
/// nothing waits for a ring that need not, and both laws hold throughout, wherever it halts.
class RolloutPropertyTest {
  private record Planned(
      RandomWorld world, Difference difference, Plan plan, Rings rings, Waves waves) {}

  private static Planned any(Random random) {
    RandomWorld world = RandomWorld.any(random);
    LiveState live = world.live();
    Difference difference = Differ.diff(world.desired(), live);
    Plan plan = Planner.plan(difference, Positions.none());
    Rings rings = rings(world, random);
    return new Planned(world, difference, plan, rings, Waves.of(plan, rings));
  }

  private static Rings rings(RandomWorld world, Random random) {
    List<AccountId> left = new ArrayList<>();
    world.places().stream().map(Place::account).distinct().forEach(left::add);
    List<Rings.Ring> rings = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      Set<AccountId> some = new HashSet<>(left);
      some.removeIf(_ -> random.nextInt(3) != 0);
      left.removeAll(some);
      rings.add(new Rings.Ring("ring-" + i, new TreeSet<>(some)));
    }
    return new Rings(rings, new TreeSet<>(), Duration.ofMinutes(1), 0, false);
  }

  /// A ring runs until each of its steps has been tried; any may fail, or take effect and yet count
  /// as failed; and after any ring the rollout may halt. Then it is planned afresh and goes on.
  @Property(tries = 1000)
  void noClusterIsHandedOverBeforeItsRingAndTheLawsHold(@ForAll long seed) {
    var random = new Random(seed);
    Planned planned = any(random);
    RandomWorld world = planned.world();
    Rings rings = planned.rings();
    for (int run = 0; run < 6; run++) {
      Difference difference = Differ.diff(world.desired(), world.live());
      Plan plan = Planner.plan(difference, Positions.none());
      Waves waves = Waves.of(plan, rings);
      assertThat(waves.plan().steps()).hasSameSizeAs(plan.steps());
      RandomWorld.Promise promise = world.promise(difference.blocked());
      int halt = run < 4 ? random.nextInt(rings.count() + 2) : Integer.MAX_VALUE;
      execute(world, waves, rings, random, run < 4 ? 15 : 0, halt, promise);
      if (run >= 4) {
        world.settle();
      }
    }

    Difference rest = Differ.diff(world.desired(), world.live());
    assertThat(rest.changes()).isEmpty();
    assertThat(world.clustersThatAreNotAsWanted(rest.blocked())).isEmpty();
  }

  private static void execute(
      RandomWorld world,
      Waves waves,
      Rings rings,
      Random random,
      int failing,
      int halt,
      RandomWorld.Promise promise) {
    Set<StepId> done = new HashSet<>();
    for (int ring = 0; ring <= rings.count() && ring <= halt; ring++) {
      List<Step> waiting = new ArrayList<>(waves.steps(ring));
      while (true) {
        List<Step> ready =
            waiting.stream().filter(step -> done.containsAll(step.dependsOn())).toList();
        if (ready.isEmpty()) {
          break;
        }
        Step step = ready.get(random.nextInt(ready.size()));
        waiting.remove(step);
        boolean fails = random.nextInt(100) < failing;
        if (!fails || random.nextBoolean()) {
          Set<Managed> before = managed(world);
          assertThat(world.refuses(step.change())).as("refused: %s", step).isFalse();
          world.take(step.change());
          promise.check();
          for (Managed now : managed(world)) {
            assertThat(before.contains(now) || rings.ringOf(now.place().account()) <= ring)
                .as("%s is handed over in ring %d by %s", now, ring, step)
                .isTrue();
          }
        }
        if (!fails) {
          done.add(step.id());
        }
      }
    }
  }

  private record Managed(Place place, ClusterName cluster) {}

  private static Set<Managed> managed(RandomWorld world) {
    Set<Managed> managed = new HashSet<>();
    for (Place place : world.places()) {
      for (ClusterName cluster : world.tags(place).keySet()) {
        if (world.manages(place, cluster)) {
          managed.add(new Managed(place, cluster));
        }
      }
    }
    return managed;
  }

  /// Raising to ALL has its effect later, in any account: it must find every ring done.
  @Property(tries = 1000)
  void whatReachesEveryAccountIsInTheLastRing(@ForAll long seed) {
    Planned planned = any(new Random(seed));

    for (Step step : planned.plan().steps()) {
      if (step.change() instanceof Change.OrganizationFeature change && Waves.handsOver(change)) {
        assertThat(planned.waves().ringOf(step.id())).isEqualTo(planned.rings().count());
      }
    }
  }

  @Property(tries = 1000)
  void everyStepIsInTheRingOfItsAccountOrWaitsForNothingOfALaterOne(@ForAll long seed) {
    Planned planned = any(new Random(seed));
    Waves waves = planned.waves();

    for (Step step : planned.plan().steps()) {
      int ring = waves.ringOf(step.id());
      int needed = step.dependsOn().stream().mapToInt(waves::ringOf).max().orElse(0);
      assertThat(ring).isGreaterThanOrEqualTo(needed);
      if (step.change() instanceof Change.ClusterTag tag && Waves.handsOver(tag)) {
        assertThat(ring).isEqualTo(planned.rings().ringOf(tag.place().account()));
      }
      if (!Waves.handsOver(step.change())
          && !(step.change() instanceof Change.OrganizationFeature)) {
        assertThat(ring).as("%s waits for no ring of its own", step).isEqualTo(needed);
      }
    }
  }

  /// Whatever is excluded again, its plan keeps the laws, takes just those clusters from GuardDuty
  /// and no other, and gives it none.
  @Property(tries = 1000)
  void excludingAgainTakesJustTheUnhealthyOnes(@ForAll long seed) {
    var random = new Random(seed);
    RandomWorld world = RandomWorld.any(random);
    LiveState live = world.live();
    Bases bases = Bases.of(Differ.diff(world.desired(), live), live);
    SortedMap<Place, List<Cluster>> unhealthy = new TreeMap<>();
    Set<Managed> expected = managed(world);
    for (Managed one : managed(world)) {
      if (bases.places().containsKey(one.place()) && random.nextBoolean()) {
        expected.remove(one);
        unhealthy
            .computeIfAbsent(one.place(), _ -> new ArrayList<>())
            .add(
                new Cluster(
                    one.cluster(),
                    "arn:" + one.cluster(),
                    world.tags(one.place()).getOrDefault(one.cluster(), Optional.empty()),
                    false));
      }
    }

    PutBack way = PutBack.of(bases, unhealthy);
    way.plan().steps().forEach(step -> world.take(step.change()));

    assertThat(OrderChecker.check(way.plan(), way.bases()))
        .isInstanceOf(OrderChecker.Verdict.Holds.class);
    assertThat(managed(world)).isEqualTo(expected);
  }
}
