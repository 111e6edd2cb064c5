package io.eksguard.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Positions;
import io.eksguard.diff.Differ;
import io.eksguard.diff.Difference;
import io.eksguard.diff.IfUnready;
import io.eksguard.live.LiveState;
import io.eksguard.plan.Bases;
import io.eksguard.plan.OrderChecker;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Planner;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

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
