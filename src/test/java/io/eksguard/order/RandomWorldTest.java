package io.eksguard.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Positions;
import io.eksguard.diff.Change;
import io.eksguard.diff.Differ;
import io.eksguard.model.Desired;
import io.eksguard.plan.Bases;
import io.eksguard.plan.OrderChecker;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Planner;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Larger worlds than can be searched whole: many accounts and clusters, two regions, rules with
/// globs and regions, every standing at once. A plan runs in a random order; steps fail, or have
/// their effect and yet count as failed; GuardDuty acts on ALL whenever it likes; then it is
/// planned afresh from what is there, until nothing is left to do.
class RandomWorldTest {
  private static final int RUNS = 8;

  @Property(tries = 1000)
  void theLawsHoldAndTheGoalIsReached(@ForAll long seed) {
    var random = new Random(seed);
    RandomWorld world = RandomWorld.any(random);
    Desired desired = world.desired();
    for (int run = 0; run < RUNS; run++) {
      boolean last = run >= RUNS - 2;
      var live = world.live();
      var difference = Differ.diff(desired, live);
      Plan plan = Planner.plan(difference, Positions.none());
      assertThat(OrderChecker.check(plan, Bases.of(difference, live)))
          .isInstanceOf(OrderChecker.Verdict.Holds.class);
      var promise = world.promise(difference.blocked());
      execute(world, plan, random, last ? 0 : 15, promise);
      if (last) {
        world.settle();
      }
    }

    var live = world.live();
    var difference = Differ.diff(desired, live);
    assertThat(Planner.plan(difference, Positions.none()).steps()).isEmpty();
    assertThat(world.clustersThatAreNotAsWanted(difference.blocked())).isEmpty();
  }

  /// Runs the steps in a random order that their dependencies allow.
  ///
  /// @param failing how many of a hundred steps fail
  static void execute(
      RandomWorld world, Plan plan, Random random, int failing, RandomWorld.Promise promise) {
    List<Step> waiting = new ArrayList<>(plan.steps());
    Set<StepId> done = new HashSet<>();
    while (true) {
      List<Step> ready =
          waiting.stream().filter(step -> done.containsAll(step.dependsOn())).toList();
      if (ready.isEmpty()) {
        return;
      }
      Step step = ready.get(random.nextInt(ready.size()));
      waiting.remove(step);
      if (random.nextInt(4) == 0) {
        world.actOnAll(random);
        promise.check();
      }
      boolean fails = random.nextInt(100) < failing;
      boolean takesEffect = !fails || random.nextBoolean();
      if (takesEffect) {
        Change change = step.change();
        assertThat(world.refuses(change)).as("refused: %s", step).isFalse();
        world.take(change);
        promise.check();
      }
      if (!fails) {
        done.add(step.id());
      }
    }
  }
}
