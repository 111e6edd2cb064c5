package io.eksguard.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Positions;
import io.eksguard.diff.Differ;
import io.eksguard.diff.Difference;
import io.eksguard.plan.Bases;
import io.eksguard.plan.Decision;
import io.eksguard.plan.Fate;
import io.eksguard.plan.OrderChecker;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Planner;
import io.eksguard.plan.Review;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Reviews in worlds of any shape.
class ReviewPropertyTest {
  private record Reviewed(Review review, Bases bases) {}

  /// A plan of any world, with anything decided of any of its steps.
  private static Reviewed any(long seed) {
    var random = new Random(seed);
    RandomWorld world = RandomWorld.any(random);
    Difference difference = Differ.diff(world.desired(), world.live());
    Plan plan = Planner.plan(difference, Positions.none());
    // seldom something, often something: both are reviews
    double share = random.nextDouble();
    Review review = Review.of(plan);
    for (Step step : plan.steps()) {
      if (random.nextDouble() < share) {
        Decision[] all = Decision.values();
        review = review.decide(List.of(step.id()), all[random.nextInt(all.length)]);
      }
    }
    return new Reviewed(review, Bases.of(difference, world.live()));
  }

  /// Whatever is left out by whatever reviewer, what is accepted breaks neither law.
  @Property(tries = 1000)
  void anyAcceptedPartKeepsTheLaws(@ForAll long seed) {
    Reviewed reviewed = any(seed);

    Plan accepted = reviewed.review().accepted();

    assertThat(OrderChecker.check(accepted, reviewed.bases()))
        .isInstanceOf(OrderChecker.Verdict.Holds.class);
  }

  @Property(tries = 1000)
  void justWhatIsAcceptedIsDoneWithAllThatItDependsOn(@ForAll long seed) {
    Review review = any(seed).review();

    SortedMap<StepId, Fate> fates = review.fates();
    Plan accepted = review.accepted();

    Set<StepId> done = accepted.steps().stream().map(Step::id).collect(Collectors.toSet());
    assertThat(done)
        .isEqualTo(
            fates.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Fate.Accepted)
                .map(entry -> entry.getKey())
                .collect(Collectors.toSet()));
    accepted
        .steps()
        .forEach(step -> {
          assertThat(done).containsAll(step.dependsOn());
          assertThat(review.decisions()).containsEntry(step.id(), Decision.ACCEPTED);
        });
    review
        .decisions()
        .forEach((id, decision) -> {
          if (decision != Decision.ACCEPTED) {
            assertThat(done).doesNotContain(id);
            review
                .dependants(List.of(id))
                .forEach(step -> assertThat(done).doesNotContain(step.id()));
          }
        });
  }

  @Property(tries = 500)
  void theCountsAreOfEveryStepOnce(@ForAll long seed) {
    Review review = any(seed).review();

    Review.Counts counts = review.counts();

    assertThat(
            counts.accepted()
                + counts.held()
                + counts.heldWith()
                + counts.rejected()
                + counts.open())
        .isEqualTo(review.plan().steps().size());
    assertThat(counts.accepted()).isEqualTo(review.accepted().steps().size());
  }

  @Property(tries = 500)
  void acceptingEverythingIsThePlan(@ForAll long seed) {
    Plan plan = any(seed).review().plan();

    Review all =
        Review.of(plan).decide(plan.steps().stream().map(Step::id).toList(), Decision.ACCEPTED);

    assertThat(all.accepted()).isEqualTo(plan);
  }

  @Property(tries = 500)
  void decisionsCarryOverToTheSamePlanUnchanged(@ForAll long seed) {
    Review review = any(seed).review();

    assertThat(review.over(review.plan())).isEqualTo(review);
    assertThat(review.over(new Plan(List.of())).decisions()).isEqualTo(new TreeMap<>());
  }
}
