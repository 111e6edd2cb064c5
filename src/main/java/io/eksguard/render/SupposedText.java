package io.eksguard.render;

import io.eksguard.diff.Cause;
import io.eksguard.plan.Step;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a file was taken to say instead, in words.
final class SupposedText {
  /// How much of a value is shown.
  private static final int MOST = 80;

  private SupposedText() {}

  /// The head of the plan: what the file was taken to say. With an empty line behind it.
  static String changes(Supposed supposed) {
    return supposed.changes().stream()
        .map(change -> "  " + change(change) + "\n")
        .collect(Collectors.joining("", "What if:\n", "\n"));
  }

  private static String change(Supposed.Change change) {
    String path = TerminalText.safe(change.path());
    if (change.appends()) {
      return path + " += " + value(change.after());
    }
    return path + ": " + value(change.before()) + " -> " + value(change.after());
  }

  private static String value(Optional<String> value) {
    return value
        .map(text ->
            text.codePointCount(0, text.length()) <= MOST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST)) + "...")
        .map(TerminalText::safe)
        .orElse("nothing");
  }

  /// The steps that are gone, a line each; nothing if there are none.
  static String gone(Supposed supposed) {
    return supposed.gone().isEmpty()
        ? ""
        : supposed.gone().stream()
            .map(step -> "  " + gone(step) + "\n")
            .collect(Collectors.joining("", "No longer in the plan:\n", ""));
  }

  private static String gone(Step step) {
    return "%s/%s: %s %s  %s"
        .formatted(
            Owner.heading(step.change()),
            Owner.of(step.change()),
            StepText.sign(step.action()),
            step.action().word(),
            StepText.what(step));
  }

  /// What stands behind the line that a plan comes to; nothing where the file was taken as it is.
  static String counts(Aside aside) {
    return aside.supposed().map(supposed -> counts(supposed, made(aside))).orElse("");
  }

  /// How many steps are by what was supposed.
  static int made(Aside aside) {
    return aside
        .causes()
        .map(causes -> causes.counts().getOrDefault(Cause.THIS_CHANGE, 0))
        .orElse(0);
  }

  private static String counts(Supposed supposed, int made) {
    int gone = supposed.gone().size();
    return " By the change: %s%s."
        .formatted(
            made == 0 ? "no steps" : Plurals.of(made, "step"),
            gone == 0 ? "" : ", and " + gone + " no longer in the plan");
  }
}
