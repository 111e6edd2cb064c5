package io.eksguard.shell;

import io.eksguard.cli.ExitCode;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.DidYouMean;
import io.eksguard.diff.Change;
import io.eksguard.plan.Decision;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Review;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import io.eksguard.plan.StepSelector;
import io.eksguard.render.ReviewText;
import io.eksguard.shell.review.ReviewList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What a person has decided of the steps in a session, over one plan after another.
final class Decisions {
  private final SortedMap<StepId, Remembered> remembered = new TreeMap<>();
  private Review review = Review.of(new Plan(List.of()));

  /// What was decided of a step, and what the step did then: a step may be out of sight for a
  /// while, where an account cannot be read.
  private record Remembered(Change change, Decision decision) {}

  /// Another that stands where this one does.
  Decisions copy() {
    var copy = new Decisions();
    copy.remembered.putAll(remembered);
    copy.review = review;
    return copy;
  }

  /// The plan there is, with what was decided of it.
  Review review() {
    return review;
  }

  /// Begins anew with another plan: nothing is decided.
  void startOver(Plan plan) {
    remembered.clear();
    review = Review.of(plan);
  }

  /// Forgets what was accepted: that was for one apply, and the same step another day is another
  /// decision. What was held or rejected stays so.
  void forgetAccepted() {
    remembered.values().removeIf(one -> one.decision() == Decision.ACCEPTED);
  }

  /// The review is of the plan there is now; decisions stay where a step does what it did.
  void follow(Plan plan) {
    if (review.plan().equals(plan)) {
      return;
    }
    SortedMap<StepId, Decision> kept = new TreeMap<>();
    for (Step step : plan.steps()) {
      Optional.ofNullable(remembered.get(step.id()))
          .filter(before -> before.change().equals(step.change()))
          .ifPresent(before -> kept.put(step.id(), before.decision()));
    }
    review = new Review(plan, kept);
  }

  private void decided(Review after) {
    review = after;
    for (Step step : after.plan().steps()) {
      Decision decision = after.decisions().get(step.id());
      if (decision == null) {
        remembered.remove(step.id());
      } else {
        remembered.put(step.id(), new Remembered(step.change(), decision));
      }
    }
  }

  /// Decides about the steps that a person named.
  ///
  /// @param decision none takes a decision back
  Answer decide(List<Request.Named> named, Optional<Decision> decision, Voice voice) {
    List<StepId> ids = new ArrayList<>();
    List<Diagnostic> unknown = new ArrayList<>();
    for (Request.Named one : named) {
      List<StepId> meant = ids(one, decision);
      if (meant.isEmpty()) {
        unknown.add(
            switch (one) {
              case Request.Named.One(StepId id) -> noStep(review.plan(), id);
              case Request.Named.Of(StepSelector of) -> nothingIn(of.toString());
              case Request.Named.All() -> nothingOpen();
            });
      }
      ids.addAll(meant);
    }
    if (!unknown.isEmpty()) {
      return voice.refuse(ExitCode.USAGE, unknown);
    }
    Review before = review;
    decided(decision.map(one -> review.decide(ids, one)).orElseGet(() -> review.reopen(ids)));
    String line =
        decision
            .map(one -> ReviewText.decided(before, review, review.fates(), ids, one))
            .orElseGet(() -> ReviewText.reopened(ids.size()));
    return voice.answer(line + "\n" + counts() + "\n");
  }

  /// `accept all` accepts what is open, and leaves alone what was decided.
  private List<StepId> ids(Request.Named named, Optional<Decision> decision) {
    boolean openOnly = decision.equals(Optional.of(Decision.ACCEPTED));
    Predicate<Step> meant =
        switch (named) {
          case Request.Named.All() ->
              step -> !openOnly || !review.decisions().containsKey(step.id());
          case Request.Named.One(StepId name) -> {
            List<StepId> ids = ReviewList.named(review, name.value());
            yield step -> ids.contains(step.id());
          }
          case Request.Named.Of(StepSelector of) -> step -> of.matches(step.change());
        };
    return review.plan().steps().stream().filter(meant).map(Step::id).toList();
  }

  /// How the steps stand, in a sentence.
  String counts() {
    return ReviewText.summary(review.counts()) + ".";
  }

  private static Diagnostic nothingOpen() {
    return Diagnostic.error(Code.TARGET_MATCHES_NOTHING, "No step is open.")
        .hint("What was held stays held; `accept STEP` accepts it all the same.");
  }

  private static Diagnostic nothingIn(String what) {
    return Diagnostic.error(
            Code.TARGET_MATCHES_NOTHING, "The plan has no step for `%s`.".formatted(what))
        .hint("`review` lists the steps; `clusters` and `accounts` say what changes where.");
  }

  /// What of the plan is meant: what is accepted, or all of it if nothing was decided.
  Plan meant(Plan whole) {
    return review.isBegun() ? review.accepted() : whole;
  }

  /// What came of a review.
  Answer reviewed(Review after, Voice voice) {
    if (after.plan().equals(review.plan())) {
      decided(after);
    }
    return voice.answer(ReviewText.left(review) + "\n");
  }

  /// That a step was named that is not there.
  static Diagnostic noStep(Plan plan, StepId id) {
    List<String> ids = plan.steps().stream().map(step -> step.id().value()).toList();
    String meant =
        DidYouMean.among(ids, id.value()).map(word -> "Did you mean `" + word + "`? ").orElse("");
    return Diagnostic.error(Code.TARGET_MATCHES_NOTHING, "The plan has no step `%s`.".formatted(id))
        .hint(meant + "`review` lists the steps with their names.");
  }
}
