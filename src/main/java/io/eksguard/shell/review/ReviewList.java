package io.eksguard.shell.review;

import io.eksguard.plan.Fate;
import io.eksguard.plan.Review;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import io.eksguard.render.ReviewText;
import io.eksguard.render.StepGroup;
import java.util.List;
import java.util.stream.IntStream;

/// The review as plain text, for where there is no full screen: dumb terminals, readers of the
/// screen, pipes.
public final class ReviewList {
  private ReviewList() {}

  /// The steps by group, with the summary as the last line. Groups and steps have numbers, which
  /// are the same with any filter.
  ///
  /// @param filter words that must all be found; empty for all steps
  public static String list(Review review, String filter) {
    Judged judged = Judged.of(review);
    Outline outline = Outline.of(review.plan());
    List<String> words = new Filter(filter).words();
    var text = new StringBuilder();
    for (int number = 0; number < outline.groups().size(); number++) {
      StepGroup group = outline.groups().get(number);
      int group1 = number + 1;
      List<Integer> shown =
          IntStream.range(0, group.steps().size())
              .filter(index -> {
                Step step = group.steps().get(index);
                return outline.matches(words, step, judged.fate(step.id()));
              })
              .boxed()
              .toList();
      if (!shown.isEmpty()) {
        text.append("%d  %s  %s\n".formatted(group1, group.heading(), group.owner()));
        shown.forEach(index ->
            text.append(step(group1 + "." + (index + 1), group.steps().get(index), judged)));
        text.append('\n');
      }
    }
    return text.append(ReviewText.summary(judged.counts())).append('\n').toString();
  }

  private static String step(String number, Step step, Judged judged) {
    ReviewText.StepWords words = ReviewText.words(step);
    Fate fate = judged.fate(step.id());
    String with =
        switch (fate) {
          case Fate.HeldWith(StepId cause) -> " " + ReviewText.name(cause);
          case Fate.Open(), Fate.Accepted(), Fate.Held(), Fate.Rejected() -> "";
        };
    return "  %s  %s%s: %s %s  %s  (%s)\n      %s\n"
        .formatted(
            number,
            ReviewText.word(fate),
            with,
            words.sign(),
            words.action(),
            words.what(),
            words.why(),
            ReviewText.name(step.id()));
  }

  /// The steps that a reader of the list means by a number of a group (`3`), the number of a step
  /// (`3.2`) or a step's id; none if there is no such.
  public static List<StepId> named(Review review, String name) {
    List<StepGroup> groups = StepGroup.of(review.plan());
    for (int number = 0; number < groups.size(); number++) {
      List<Step> steps = groups.get(number).steps();
      if (name.equals(String.valueOf(number + 1))) {
        return steps.stream().map(Step::id).toList();
      }
      for (int index = 0; index < steps.size(); index++) {
        StepId id = steps.get(index).id();
        if (name.equals(id.value()) || name.equals((number + 1) + "." + (index + 1))) {
          return List.of(id);
        }
      }
    }
    return List.of();
  }
}
