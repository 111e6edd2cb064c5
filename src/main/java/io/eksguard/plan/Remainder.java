package io.eksguard.plan;

import io.eksguard.diff.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What is left of a plan of which a part was done.
public final class Remainder {
  private Remainder() {}

  /// The plan without the steps that are done; nothing waits for those any more.
  public static Plan plan(Plan plan, Set<StepId> done) {
    List<Step> left = new ArrayList<>();
    for (Step step : plan.steps()) {
      if (!done.contains(step.id())) {
        var dependsOn = new TreeSet<>(step.dependsOn());
        dependsOn.removeAll(done);
        var comesAfter = new TreeSet<>(step.comesAfter());
        comesAfter.removeAll(done);
        left.add(
            new Step(
                step.id(),
                step.action(),
                step.change(),
                dependsOn,
                comesAfter,
                step.guards(),
                step.source()));
      }
    }
    return new Plan(left);
  }

  /// What the rest of the plan stands on.
  public static Bases bases(Plan plan, Set<StepId> done, Bases bases) {
    List<Change> changes =
        plan.steps().stream().filter(step -> done.contains(step.id())).map(Step::change).toList();
    return bases.after(changes);
  }
}
