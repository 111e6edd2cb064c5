package io.eksguard.shell.review;

import io.eksguard.plan.Fate;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import io.eksguard.render.ReviewText;
import io.eksguard.render.StepGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// A plan as it is listed, made once: what stays the same whatever is decided.
///
/// @param groups in the order to show
/// @param places where each step stands
/// @param texts what the filter looks at, in small letters
record Outline(List<StepGroup> groups, Map<StepId, Place> places, Map<StepId, String> texts) {
  /// Where a step stands.
  ///
  /// @param group the number of its group
  /// @param index which one it is there; both counted from 0
  record Place(int group, int index) {}

  Outline {
    groups = List.copyOf(groups);
    places = Map.copyOf(places);
    texts = Map.copyOf(texts);
  }

  static Outline of(Plan plan) {
    List<StepGroup> groups = StepGroup.of(plan);
    Map<StepId, Place> places = new HashMap<>();
    Map<StepId, String> texts = new HashMap<>();
    for (int number = 0; number < groups.size(); number++) {
      StepGroup group = groups.get(number);
      for (int index = 0; index < group.steps().size(); index++) {
        Step step = group.steps().get(index);
        places.put(step.id(), new Place(number, index));
        texts.put(step.id(), text(group, step));
      }
    }
    return new Outline(groups, places, texts);
  }

  private static String text(StepGroup group, Step step) {
    ReviewText.StepWords words = ReviewText.words(step);
    return Stream.of(
            group.heading(),
            group.owner(),
            ReviewText.name(step.id()),
            words.action(),
            words.what(),
            words.why())
        .reduce("", (all, one) -> all + "\n" + one)
        .toLowerCase(Locale.ROOT);
  }

  /// Whether all words are found in a step or in the word for its fate.
  boolean matches(List<String> words, Step step, Fate fate) {
    String text = texts.getOrDefault(step.id(), "");
    String word = ReviewText.word(fate);
    return words.stream().allMatch(one -> text.contains(one) || word.contains(one));
  }

  /// Where a step stands.
  Place place(StepId step) {
    return places.getOrDefault(step, new Place(0, 0));
  }
}
