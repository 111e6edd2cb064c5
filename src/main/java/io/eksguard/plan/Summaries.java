package io.eksguard.plan;

import io.eksguard.diff.Difference;
import io.eksguard.live.LiveState;
import io.eksguard.model.Place;

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
        live.unmanaged().size(),
        (int) live.places().keySet().stream().map(Place::account).distinct().count(),
        difference.grounds().values().stream().mapToInt(g -> g.clusters().size()).sum());
  }

  /// The counts of a part of the plan, made over the same.
  public static Summary with(Plan plan, Summary whole) {
    return new Summary(
        count(plan, Action.TAG),
        count(plan, Action.UNTAG),
        count(plan, Action.ENABLE),
        count(plan, Action.DISABLE),
        count(plan, Action.UPDATE),
        whole.unmanagedAccounts(),
        whole.accounts(),
        whole.clusters());
  }

  private static int count(Plan plan, Action action) {
    return (int) plan.steps().stream().filter(step -> step.action() == action).count();
  }
}
