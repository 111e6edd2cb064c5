package io.eksguard.plan;

import io.eksguard.diag.Positions;
import io.eksguard.diff.Change;
import io.eksguard.diff.Differ;
import io.eksguard.diff.Reason;
import io.eksguard.live.LiveState;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.Desireds;
import io.eksguard.model.Place;
import io.eksguard.model.Standing;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Plans for tests.
public final class Plans {
  private Plans() {}

  /// The plan that leads from live to desired.
  public static Plan of(Desired desired, LiveState live) {
    return Planner.plan(Differ.diff(desired, live), Positions.none());
  }

  /// A step of no meaning, with what it waits for.
  public static Step step(String id, String... dependsOn) {
    var change =
        new Change.ClusterTag(
            new Place(Desireds.MEMBER, Desireds.REGION),
            Standing.MEMBER,
            new ClusterName("web"),
            "arn:aws:eks:us-east-1:444455556666:cluster/web",
            Optional.empty(),
            Optional.of("false"),
            Reason.NEEDS_EXCLUSION_TAG,
            "");
    return new Step(
        new StepId(id),
        Action.TAG,
        change,
        Arrays.stream(dependsOn).map(StepId::new).collect(Collectors.toCollection(TreeSet::new)),
        List.of(),
        Optional.empty());
  }

  /// A change that takes a tag away.
  static Change untag() {
    return new Change.ClusterTag(
        new Place(Desireds.MEMBER, Desireds.REGION),
        Standing.MEMBER,
        new ClusterName("web"),
        "arn:aws:eks:us-east-1:444455556666:cluster/web",
        Optional.of("false"),
        Optional.empty(),
        Reason.NEEDS_EXCLUSION_TAG,
        "");
  }
}
