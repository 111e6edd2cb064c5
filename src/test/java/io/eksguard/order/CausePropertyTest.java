package io.eksguard.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Positions;
import io.eksguard.diff.Base;
import io.eksguard.diff.Cause;
import io.eksguard.diff.CauseFinder;
import io.eksguard.diff.Differ;
import io.eksguard.diff.Difference;
import io.eksguard.live.LiveState;
import io.eksguard.model.Desired;
import io.eksguard.plan.Bases;
import io.eksguard.plan.Causes;
import io.eksguard.plan.OrderChecker;
import io.eksguard.plan.Part;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Planner;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Causes in worlds of any shape.
class CausePropertyTest {
  private static Causes causes(Desired file, LiveState live, Base base) {
    Difference difference = Differ.diff(file, live);
    return Causes.of(
        Planner.plan(difference, Positions.none()),
        new CauseFinder(file, difference, base, Optional.empty()));
  }

  @Property(tries = 1000)
  void aFileThatDidNotChangeCausesNothing(@ForAll long seed) {
    RandomWorld world = RandomWorld.any(new Random(seed));
    Desired file = world.desired();
    LiveState live = world.live();

    Causes causes = causes(file, live, Base.of(file, file, live, live.units()));

    assertThat(causes.causes().values()).doesNotContain(Cause.THIS_CHANGE, Cause.UNKNOWN);
    assertThat(causes.already()).isEmpty();
  }

  @Property(tries = 1000)
  void withoutAFileBeforeEverythingIsByTheChange(@ForAll long seed) {
    RandomWorld world = RandomWorld.any(new Random(seed));

    Causes causes = causes(world.desired(), world.live(), Base.NOTHING);

    assertThat(causes.causes().values())
        .containsOnly(causes.causes().isEmpty() ? new Cause[0] : new Cause[] {Cause.THIS_CHANGE});
  }

  /// Leaving out the steps of some causes, whichever they are, breaks neither law.
  @Property(tries = 1000)
  void anyPartByCauseKeepsTheLaws(@ForAll long seed, @ForAll Set<Cause> wanted) {
    RandomWorld world = RandomWorld.any(new Random(seed));
    Desired file = world.desired();
    Desired old = RandomWorld.any(new Random(seed + 1)).desired();
    LiveState live = world.live();
    Difference difference = Differ.diff(file, live);
    Plan plan = Planner.plan(difference, Positions.none());
    Causes causes = causes(file, live, Base.of(old, file, live, live.units()));

    Part part = causes.only(plan, wanted);

    assertThat(OrderChecker.check(part.plan(), Bases.of(difference, live)))
        .isInstanceOf(OrderChecker.Verdict.Holds.class);
    Causes left = causes.in(part);
    part.plan()
        .steps()
        .forEach(step ->
            assertThat(wanted.contains(left.of(step.id()).orElseThrow()))
                .isNotEqualTo(left.neededBy().containsKey(step.id())));
    assertThat(left.leftOut().keySet()).isSubsetOf(EnumSet.complementOf(enumSet(wanted)));
  }

  private static EnumSet<Cause> enumSet(Set<Cause> wanted) {
    EnumSet<Cause> set = EnumSet.noneOf(Cause.class);
    set.addAll(wanted);
    return set;
  }
}
