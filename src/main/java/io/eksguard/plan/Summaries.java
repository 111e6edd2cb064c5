package io.eksguard.plan;

import io.eksguard.diff.Difference;
import io.eksguard.diff.Ground;
import io.eksguard.live.LiveState;
import java.util.stream.Stream;

/// Counts what a plan does and what it was made over.
public final class Summaries {
  private Summaries() {}

  /// The counts.
  public static Summary of(Plan plan, Difference difference, LiveState live) {
    return new Summary(
        count(plan, Action.TAG),
        count(plan, Action.UNTAG),
        count(plan, Action.ENABLE),
        count(plan, Action.DISABLE),
        count(plan, Action.UPDATE),
        count(plan, Action.INSTALL),
        count(plan, Action.UNINSTALL),
        count(plan, Action.PROTECT) + count(plan, Action.DETACH),
        live.unmanaged().size(),
        (int) compared(difference).map(g -> g.place().account()).distinct().count(),
        compared(difference).mapToInt(Ground::knownClusters).sum());
  }

  private static Stream<Ground> compared(Difference difference) {
    return difference.grounds().values().stream()
        .filter(ground -> !difference.blocked().contains(ground.place()));
  }

  /// The counts of a part of the plan, made over the same.
  public static Summary with(Plan plan, Summary whole) {
    return new Summary(
        count(plan, Action.TAG),
        count(plan, Action.UNTAG),
        count(plan, Action.ENABLE),
        count(plan, Action.DISABLE),
        count(plan, Action.UPDATE),
        count(plan, Action.INSTALL),
        count(plan, Action.UNINSTALL),
        count(plan, Action.PROTECT) + count(plan, Action.DETACH),
        whole.unmanagedAccounts(),
        whole.accounts(),
        whole.clusters());
  }

  private static int count(Plan plan, Action action) {
    return (int) plan.steps().stream().filter(step -> step.action() == action).count();
  }
}
