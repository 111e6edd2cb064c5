package io.eksguard.shell.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.Golden;
import io.eksguard.plan.Decision;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Review;
import io.eksguard.plan.StepId;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewListTest {
  private static final StepId LEGACY = new StepId("eu-west-1/444455556666/legacy-billing/tag");
  private static final StepId EDGE = new StepId("us-east-1/777788889999/edge/tag");

  @Test
  void listsGroupsAndStepsWithWhatBecomesOfThem() throws IOException {
    Review review =
        Reviews.small()
            .decide(List.of(LEGACY), Decision.HELD)
            .decide(List.of(EDGE), Decision.ACCEPTED);

    Golden.check("review/list.txt", ReviewList.list(review, ""));
  }

  @Test
  void aFilterLeavesTheNumbersAndTheSummaryAsTheyAre() {
    assertThat(ReviewList.list(Reviews.small(), "WEB-2"))
        .isEqualTo(
            """
            2  eu-west-1  777788889999
              2.2  open: + tag  web-2  GuardDutyManaged: absent -> "true"  (shall be managed)
                  eu-west-1/777788889999/web-2/tag

            0 accepted, 0 held, 0 rejected, 10 open of 10
            """);
  }

  @Test
  void nothingIsListedOfAnEmptyPlanButTheSummary() {
    assertThat(ReviewList.list(Review.of(new Plan(List.of())), ""))
        .isEqualTo("0 accepted, 0 held, 0 rejected, 0 open of 0\n");
  }

  @Test
  void namesAreNumbersOfTheListOrIds() {
    Review review = Reviews.small();

    assertThat(ReviewList.named(review, "1.1")).containsExactly(LEGACY);
    assertThat(ReviewList.named(review, EDGE.value())).containsExactly(EDGE);
    assertThat(ReviewList.named(review, "2")).hasSize(3);
    for (String other : List.of("", "0", "99", "1.9", "web-1", "1.")) {
      assertThat(ReviewList.named(review, other)).as(other).isEmpty();
    }
  }
}
