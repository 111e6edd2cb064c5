package io.eksguard.render;

import static io.eksguard.plan.Plans.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diff.Change;
import io.eksguard.diff.Reason;
import io.eksguard.live.PolicyContent;
import io.eksguard.plan.Action;
import io.eksguard.plan.Decision;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Review;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ReviewTextTest {
  private static final StepId FIRST = new StepId("first");

  /// One step, and so many that wait for it.
  private static Review waiting(int steps) {
    List<Step> all = new ArrayList<>(List.of(step("first")));
    for (int number = 0; number < steps; number++) {
      all.add(step("step-%02d".formatted(number), "first"));
    }
    return Review.of(Plan.of(all));
  }

  private static String held(Review before) {
    Review after = before.decide(Set.of(FIRST), Decision.HELD);
    return ReviewText.decided(before, after, after.fates(), Set.of(FIRST), Decision.HELD);
  }

  @Test
  void theSummarySaysHowManyAreHeldWithOthers() {
    assertThat(ReviewText.summary(new Review.Counts(12, 1, 2, 0, 30)))
        .isEqualTo("12 accepted, 1 held (+2 with it), 0 rejected, 30 open of 45");
    assertThat(ReviewText.summary(new Review.Counts(0, 1, 2, 1, 0)))
        .isEqualTo("0 accepted, 1 held (+2 with them), 1 rejected, 0 open of 4");
    assertThat(ReviewText.summary(new Review.Counts(0, 1, 0, 0, 0)))
        .isEqualTo("0 accepted, 1 held, 0 rejected, 0 open of 1");
  }

  @Test
  void aSentenceNamesTheFirstOfMany() {
    assertThat(held(waiting(0))).isEqualTo("Held 1 step. Nothing waits for it.");
    assertThat(held(waiting(1)))
        .isEqualTo("Held 1 step. 1 more waits for it and is held with it: step-00.");
    assertThat(held(waiting(5)))
        .isEqualTo(
            "Held 1 step. 5 more wait for it and are held with it: step-00, step-01, step-02"
                + " and 2 more.");
  }

  @Test
  void detailsNameTheFirstOfMany() {
    Review review = waiting(1000);

    List<String> neededBy =
        ReviewText.details(review, review.fates(), step("first")).stream()
            .filter(detail -> detail.label().equals("needed by"))
            .map(ReviewText.Detail::text)
            .toList();

    assertThat(neededBy).hasSize(9).startsWith("step-00  (open)").endsWith("... and 992 more");
  }

  /// A policy of others may say anything.
  @Test
  void aPolicyThatIsNoJsonIsShownAsItStandsAndCannotSteerTheTerminal() {
    var change =
        new Change.PolicyText(
            "protect",
            Optional.empty(),
            Optional.of(new PolicyContent("", "no \u001b[2J JSON")),
            new PolicyContent("", "{\"a\":1}"),
            Reason.DIFFERS_FROM_FILE,
            "");
    var policy =
        new Step(FIRST, Action.PROTECT, change, new TreeSet<>(), List.of(), Optional.empty());
    Review review = Review.of(Plan.of(List.of(policy)));

    assertThat(ReviewText.details(review, review.fates(), policy))
        .filteredOn(detail -> detail.label().equals("text"))
        .extracting(ReviewText.Detail::text)
        .containsExactly("- no \\u001b[2J JSON", "+ {", "+   \"a\" : 1", "+ }");
  }
}
