package io.eksguard.render;

import io.eksguard.plan.Decision;
import io.eksguard.plan.Fate;
import io.eksguard.plan.Review;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A plan under review in words. All of it is safe on a terminal.
public final class ReviewText {
  /// How many of a kind are named one by one.
  private static final int NAMED = 8;

  /// How many steps a sentence names.
  private static final int IN_A_SENTENCE = 3;

  private ReviewText() {}

  /// A step in words, in parts, so that each can be coloured.
  ///
  /// @param sign the sign of the action
  /// @param action its word
  /// @param what what it changes
  /// @param why the reason
  public record StepWords(String sign, String action, String what, String why) {}

  /// One line about a step.
  ///
  /// @param label what it tells
  /// @param text what it says
  public record Detail(String label, String text) {}

  /// A step in words.
  public static StepWords words(Step step) {
    return new StepWords(
        StepText.sign(step.action()),
        step.action().word(),
        StepText.what(step),
        StepText.why(step.change().reason()));
  }

  /// The name of a step.
  public static String name(StepId id) {
    return TerminalText.safe(id.value());
  }

  /// The sign of a fate, a character.
  public static String mark(Fate fate) {
    return switch (fate) {
      case Fate.Open() -> " ";
      case Fate.Accepted() -> "+";
      case Fate.Held() -> "h";
      case Fate.HeldWith(_) -> "H";
      case Fate.Rejected() -> "x";
    };
  }

  /// The word for a fate.
  public static String word(Fate fate) {
    return switch (fate) {
      case Fate.Open() -> "open";
      case Fate.Accepted() -> "accepted";
      case Fate.Held() -> "held";
      case Fate.HeldWith(_) -> "held with";
      case Fate.Rejected() -> "rejected";
    };
  }

  /// The same for where it stands beside no name.
  private static String beside(Fate fate) {
    return fate instanceof Fate.HeldWith ? "held with others" : word(fate);
  }

  /// How many steps became what, as one line.
  public static String summary(Review.Counts counts) {
    String with =
        counts.heldWith() == 0
            ? ""
            : " (+"
                + counts.heldWith()
                + (counts.held() + counts.rejected() == 1 ? " with it)" : " with them)");
    return "%d accepted, %d held%s, %d rejected, %d open of %d"
        .formatted(
            counts.accepted(), counts.held(), with, counts.rejected(), counts.open(), all(counts));
  }

  /// The same in the marks of the steps, for where there is little room.
  public static String shortSummary(Review.Counts counts) {
    return "[+]%d [h]%d [H]%d [x]%d [ ]%d of %d"
        .formatted(
            counts.accepted(),
            counts.held(),
            counts.heldWith(),
            counts.rejected(),
            counts.open(),
            all(counts));
  }

  /// The counts that are not nought, for a group.
  public static String counts(Collection<Fate> fates) {
    Map<String, Long> counts =
        fates.stream().collect(Collectors.groupingBy(ReviewText::beside, Collectors.counting()));
    return List.of("accepted", "held", "held with others", "rejected", "open").stream()
        .filter(counts::containsKey)
        .map(word -> counts.get(word) + " " + word)
        .collect(Collectors.joining(", "));
  }

  private static int all(Review.Counts counts) {
    return counts.accepted()
        + counts.held()
        + counts.heldWith()
        + counts.rejected()
        + counts.open();
  }

  /// All there is to say of a step: what it changes and why, what is read again before it, what it
  /// waits for and what waits for it, and what was decided.
  ///
  /// @param fates those of the review
  public static List<Detail> details(Review review, Map<StepId, Fate> fates, Step step) {
    List<Detail> details = new ArrayList<>();
    details.add(new Detail("review", decided(review, fates, step.id())));
    details.add(new Detail("before", StepText.before(step)));
    details.add(new Detail("after", StepText.after(step)));
    StepText.difference(step).forEach(line -> details.add(new Detail("text", line)));
    details.add(new Detail("why", StepText.why(step.change().reason())));
    step.source()
        .ifPresent(pos ->
            details.add(new Detail("file", TerminalText.safe(pos.file()) + ":" + pos.line())));
    details.add(new Detail("step", name(step.id())));
    list(details, "guard", step.guards(), GuardText::what);
    Function<StepId, String> withFate =
        id -> name(id) + "  (" + beside(fates.getOrDefault(id, new Fate.Open())) + ")";
    list(details, "needs", step.dependsOn(), withFate);
    list(details, "once", step.comesAfter(), id -> name(id) + " ended, done or not");
    list(
        details,
        "needed by",
        review.dependants(Set.of(step.id())).stream().map(Step::id).toList(),
        withFate);
    return details;
  }

  private static <T> void list(
      List<Detail> details, String label, Collection<T> all, Function<T, String> words) {
    all.stream().limit(NAMED).forEach(one -> details.add(new Detail(label, words.apply(one))));
    if (all.size() > NAMED) {
      details.add(new Detail(label, "... and %,d more".formatted(all.size() - NAMED)));
    }
  }

  private static String decided(Review review, Map<StepId, Fate> fates, StepId id) {
    return switch (fates.getOrDefault(id, new Fate.Open())) {
      case Fate.Open() ->
          review.decisions().get(id) == Decision.ACCEPTED
              ? "accepted, but what it needs is open, so it is not done"
              : "open, so it is not done";
      case Fate.Accepted() -> "accepted";
      case Fate.Held() -> "held";
      case Fate.Rejected() -> "rejected";
      case Fate.HeldWith(StepId cause) -> "held with " + cause(fates, cause);
    };
  }

  private static String cause(Map<StepId, Fate> fates, StepId cause) {
    return name(cause)
        + ", which must come first and is "
        + word(fates.getOrDefault(cause, new Fate.Open()));
  }

  /// What a decision did, and what follows from it.
  ///
  /// @param before the review before it
  /// @param after the review after it
  /// @param fates those after it
  /// @param steps of which it was decided
  public static String decided(
      Review before,
      Review after,
      Map<StepId, Fate> fates,
      Collection<StepId> steps,
      Decision decision) {
    return switch (decision) {
      case ACCEPTED -> accepted(before, after, fates, steps);
      case HELD ->
          "Held " + Plurals.of(steps.size(), "step") + ". " + heldWith(after, fates, steps);
      case REJECTED ->
          "Rejected " + Plurals.of(steps.size(), "step") + ". " + heldWith(after, fates, steps);
    };
  }

  private static String accepted(
      Review before, Review after, Map<StepId, Fate> fates, Collection<StepId> steps) {
    Set<StepId> also = new HashSet<>(after.decisions().keySet());
    also.removeAll(before.decisions().keySet());
    steps.forEach(also::remove);
    String text =
        "Accepted "
            + Plurals.of(steps.size(), "step")
            + (also.isEmpty() ? "" : ", and " + also.size() + " more that must come first")
            + ".";
    List<StepId> held =
        steps.stream().filter(id -> fates.get(id) instanceof Fate.HeldWith).sorted().toList();
    if (held.isEmpty()) {
      return text;
    }
    return text
        + switch (fates.getOrDefault(held.getFirst(), new Fate.Open())) {
          case Fate.HeldWith(StepId cause) ->
              (steps.size() == 1 ? " It stays" : " " + held.size() + " stay")
                  + " held with "
                  + cause(fates, cause)
                  + ".";
          case Fate.Open(), Fate.Accepted(), Fate.Held(), Fate.Rejected() -> "";
        };
  }

  private static String heldWith(Review after, Map<StepId, Fate> fates, Collection<StepId> steps) {
    String them = steps.size() == 1 ? "it" : "them";
    List<StepId> with =
        after.dependants(new HashSet<>(steps)).stream()
            .map(Step::id)
            .filter(id -> fates.get(id) instanceof Fate.HeldWith)
            .toList();
    if (with.isEmpty()) {
      return "Nothing waits for " + them + ".";
    }
    return with.size()
        + " more "
        + (with.size() == 1 ? "waits" : "wait")
        + " for "
        + them
        + " and "
        + (with.size() == 1 ? "is" : "are")
        + " held with "
        + them
        + ": "
        + some(with)
        + ".";
  }

  private static String some(List<StepId> steps) {
    String names =
        steps.stream().limit(IN_A_SENTENCE).map(ReviewText::name).collect(Collectors.joining(", "));
    return steps.size() > IN_A_SENTENCE
        ? names + " and %,d more".formatted(steps.size() - IN_A_SENTENCE)
        : names;
  }

  /// What was reopened.
  public static String reopened(int steps) {
    return "Open again: " + Plurals.of(steps, "step") + ".";
  }

  /// What stands when a review is left, in two lines.
  public static String left(Review review) {
    return "Review: "
        + summary(review.counts())
        + ".\nThe decisions are kept; nothing was written to AWS.";
  }
}
