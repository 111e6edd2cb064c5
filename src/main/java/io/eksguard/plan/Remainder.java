package io.eksguard.plan;

import io.eksguard.diff.Change;
import io.eksguard.diff.Change.ClusterTag;
import io.eksguard.diff.Reason;
import io.eksguard.model.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /// The same, and the way in for clusters that were excluded again meanwhile: they were to be
  /// monitored, so that is left to do as well.
  ///
  /// @param bases what the plan without them stands on, with their tags as they are now
  /// @param excluded what was written to exclude them
  public static Plan withSecondTries(Plan left, Bases bases, List<ClusterTag> excluded) {
    if (excluded.isEmpty()) {
      return left;
    }
    List<Step> steps = new ArrayList<>();
    for (ClusterTag tag : excluded) {
      var id = new StepId(tag.place() + "/" + tag.cluster() + "/tag");
      if (left.steps().stream().noneMatch(step -> step.id().equals(id))) {
        steps.add(secondTry(id, tag, bases.keepsOutTheUnready()));
      }
    }
    steps.addAll(left.steps());
    return Plan.of(steps);
  }

  private static Step secondTry(StepId id, ClusterTag excluded, boolean ifReady) {
    Optional<String> after = excluded.before();
    boolean wasKeptOut = excluded.after().equals(Optional.of(Tag.EXCLUDED));
    return new Step(
        id,
        after.isPresent() ? Action.TAG : Action.UNTAG,
        new ClusterTag(
            excluded.place(),
            excluded.standing(),
            excluded.cluster(),
            excluded.arn(),
            excluded.after(),
            after,
            wasKeptOut ? Reason.EXCLUSION_TAG_IN_THE_WAY : Reason.NEEDS_INCLUSION_TAG,
            excluded.path()),
        new TreeSet<>(),
        ifReady
            ? List.of(
                new Guard.AgentFits(excluded.place(), excluded.standing(), excluded.cluster()))
            : List.of(),
        Optional.empty());
  }

  /// What the rest of the plan stands on.
  public static Bases bases(Plan plan, Set<StepId> done, Bases bases) {
    List<Change> changes =
        plan.steps().stream().filter(step -> done.contains(step.id())).map(Step::change).toList();
    return bases.after(changes);
  }
}
