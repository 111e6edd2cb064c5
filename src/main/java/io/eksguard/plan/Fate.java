package io.eksguard.plan;

/// What becomes of a step in a review.
public sealed interface Fate {
  /// Nobody has decided. It is not done.
  record Open() implements Fate {}

  /// It is done.
  record Accepted() implements Fate {}

  /// It is left out, as the reviewer said.
  record Held() implements Fate {}

  /// It is left out for good, as the reviewer said.
  record Rejected() implements Fate {}

  /// It is left out, whatever was said of it, since it must come after what is left out.
  ///
  /// @param step the first cause: a step that was held or rejected by the reviewer
  record HeldWith(StepId step) implements Fate {}
}
