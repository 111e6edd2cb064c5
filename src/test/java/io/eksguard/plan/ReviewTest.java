package io.eksguard.plan;

import static io.eksguard.plan.Plans.step;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReviewTest {
  private static final Plan PLAN =
      Plan.of(
          List.of(
              step("tag-a"),
              step("tag-b"),
              step("enable", "tag-a", "tag-b"),
              step("policy", "enable"),
              step("other")));

  private static List<StepId> ids(String... ids) {
    return Stream.of(ids).map(StepId::new).toList();
  }

  private static Fate fate(Review review, String id) {
    return Optional.ofNullable(review.fates().get(new StepId(id))).orElseThrow();
  }

  @Test
  void nothingIsDoneOfWhatNobodyDecided() {
    Review review = Review.of(PLAN);

    assertThat(review.isBegun()).isFalse();
    assertThat(review.accepted().isEmpty()).isTrue();
    assertThat(review.counts()).isEqualTo(new Review.Counts(0, 0, 0, 0, 5));
  }

  @Test
  void acceptingAStepAcceptsWhatItDependsOn() {
    Review review = Review.of(PLAN).decide(ids("enable"), Decision.ACCEPTED);

    assertThat(review.accepted().steps())
        .extracting(step -> step.id().value())
        .containsExactly("tag-a", "tag-b", "enable");
    assertThat(review.counts()).isEqualTo(new Review.Counts(3, 0, 0, 0, 2));
  }

  @Test
  void holdingAStepHoldsWhatDependsOnItHoweverFar() {
    Review review =
        Review.of(PLAN)
            .decide(ids("policy", "other"), Decision.ACCEPTED)
            .decide(ids("tag-a"), Decision.HELD);

    assertThat(fate(review, "tag-a")).isEqualTo(new Fate.Held());
    assertThat(fate(review, "enable")).isEqualTo(new Fate.HeldWith(new StepId("tag-a")));
    assertThat(fate(review, "policy")).isEqualTo(new Fate.HeldWith(new StepId("tag-a")));
    assertThat(fate(review, "tag-b")).isEqualTo(new Fate.Accepted());
    assertThat(review.counts()).isEqualTo(new Review.Counts(2, 1, 2, 0, 0));
  }

  @Test
  void acceptingAStepDoesNotOverruleWhatWasHeld() {
    Review review =
        Review.of(PLAN)
            .decide(ids("tag-a"), Decision.REJECTED)
            .decide(ids("enable"), Decision.ACCEPTED);

    assertThat(fate(review, "tag-a")).isEqualTo(new Fate.Rejected());
    assertThat(fate(review, "enable")).isEqualTo(new Fate.HeldWith(new StepId("tag-a")));
  }

  @Test
  void whatIsReopenedIsOpenAndSoIsWhatDependsOnIt() {
    Review review =
        Review.of(PLAN)
            .decide(ids("enable"), Decision.ACCEPTED)
            .decide(ids("tag-a"), Decision.HELD)
            .reopen(ids("tag-a"));

    assertThat(fate(review, "tag-a")).isEqualTo(new Fate.Open());
    assertThat(fate(review, "enable")).isEqualTo(new Fate.Open());
  }

  @Test
  void namesWhatDependsOnAStep() {
    assertThat(Review.of(PLAN).dependants(Set.copyOf(ids("tag-b"))))
        .extracting(step -> step.id().value())
        .containsExactly("enable", "policy");
  }

  @Test
  void decisionsOfStepsThatDoSomethingElseNowAreForgotten() {
    Review review = Review.of(PLAN).decide(ids("tag-a", "other"), Decision.ACCEPTED);
    Step same = step("other");
    Step changed =
        new Step(
            new StepId("tag-a"),
            Action.UNTAG,
            Plans.untag(),
            same.dependsOn(),
            same.guards(),
            same.source());

    Review over = review.over(Plan.of(List.of(changed, same)));

    assertThat(over.decisions().keySet()).containsExactly(new StepId("other"));
  }
}
