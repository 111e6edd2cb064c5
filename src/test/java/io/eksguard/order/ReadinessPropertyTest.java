package io.eksguard.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Positions;
import io.eksguard.diff.Differ;
import io.eksguard.diff.Difference;
import io.eksguard.diff.IfUnready;
import io.eksguard.live.LiveState;
import io.eksguard.plan.Bases;
import io.eksguard.plan.Guard;
import io.eksguard.plan.Law;
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
import org.junit.jupiter.api.Test;

/// Whatever is done about clusters that are not ready for the agent, both laws hold; and where they
/// are to be kept out, they are, in every state on the way.
class ReadinessPropertyTest {

  @Property(tries = 1000)
  void theLawsHoldAndNoUnreadyClusterIsManaged(@ForAll long seed, @ForAll IfUnready ifUnready) {
    var random = new Random(seed);
    RandomWorld world = RandomWorld.any(random);
    LiveState live = world.live();

    Difference difference = Differ.diff(world.desired(), live, ifUnready);
    Plan plan = Planner.plan(difference, Positions.none());

    assertThat(OrderChecker.check(plan, Bases.of(difference, live)))
        .isInstanceOf(OrderChecker.Verdict.Holds.class);
    var promise =
        switch (ifUnready) {
          case WARN -> world.promise(difference.blocked());
          case HOLD, EXCLUDE -> world.promiseToKeepOutTheUnready(difference.blocked());
        };
    RandomWorldTest.execute(world, plan, random, 15, promise);
  }

  /// Between the plan and each write clusters cease to be ready, and unready ones appear.
  @Property(tries = 1000)
  void noWriteGivesTheAgentToWhatBecameUnreadyMeanwhile(@ForAll long seed) {
    var random = new Random(seed);
    RandomWorld world = RandomWorld.any(random);
    var ifUnready = random.nextBoolean() ? IfUnready.HOLD : IfUnready.EXCLUDE;
    LiveState live = world.live();
    Plan plan = Planner.plan(Differ.diff(world.desired(), live, ifUnready), Positions.none());

    Set<StepId> done = new HashSet<>();
    List<Step> waiting = new ArrayList<>(plan.steps());
    while (!waiting.isEmpty()) {
      List<Step> ready =
          waiting.stream().filter(step -> done.containsAll(step.dependsOn())).toList();
      if (ready.isEmpty()) {
        break;
      }
      Step step = ready.get(random.nextInt(ready.size()));
      waiting.remove(step);
      world.spoil(random);
      if (step.guards().stream().allMatch(world::holds)) {
        RandomWorld.Promise promise = world.promiseToKeepOutWhatIsUnreadyNow();
        world.take(step.change());
        world.settle();
        promise.check();
        done.add(step.id());
      }
    }
  }

  @Test
  void aPlanWithoutAGuardOfReadinessIsRefused() {
    int refused = 0;
    for (long seed = 0; seed < 300; seed++) {
      RandomWorld world = RandomWorld.any(new Random(seed));
      LiveState live = world.live();
      Difference difference = Differ.diff(world.desired(), live, IfUnready.HOLD);
      Bases bases = Bases.of(difference, live);
      Plan plan = Planner.plan(difference, Positions.none());
      for (Step step : plan.steps()) {
        for (Guard guard : step.guards()) {
          if (guard instanceof Guard.AgentsFit || guard instanceof Guard.AgentFits) {
            var less = new ArrayList<>(step.guards());
            less.remove(guard);
            var steps = new ArrayList<>(plan.steps());
            steps.set(steps.indexOf(step), with(step, less));
            assertThat(OrderChecker.check(Plan.of(steps), bases))
                .as("%s without %s", step.id(), guard)
                .isInstanceOfSatisfying(
                    OrderChecker.Verdict.Broken.class,
                    broken -> assertThat(broken.law()).isEqualTo(Law.GUARDED));
            refused++;
          }
        }
      }
    }

    assertThat(refused).isGreaterThan(300);
  }

  private static Step with(Step step, List<Guard> guards) {
    return new Step(
        step.id(),
        step.action(),
        step.change(),
        step.dependsOn(),
        step.comesAfter(),
        guards,
        step.source());
  }

  @Property(tries = 500)
  void excludingComesToRest(@ForAll long seed) {
    var random = new Random(seed);
    RandomWorld world = RandomWorld.any(random);
    for (int run = 0; run < 4; run++) {
      LiveState live = world.live();
      Difference difference = Differ.diff(world.desired(), live, IfUnready.EXCLUDE);
      RandomWorldTest.execute(
          world,
          Planner.plan(difference, Positions.none()),
          random,
          0,
          world.promiseToKeepOutTheUnready(difference.blocked()));
      world.settle();
    }

    Difference rest = Differ.diff(world.desired(), world.live(), IfUnready.EXCLUDE);

    assertThat(rest.changes()).isEmpty();
  }
}
