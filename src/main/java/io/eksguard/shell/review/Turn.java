package io.eksguard.shell.review;

import io.eksguard.plan.Review;

/// What follows from a key.
public sealed interface Turn {
  /// The review goes on.
  record Stay(ReviewScreen screen) implements Turn {}

  /// It is left, with what was decided.
  record Done(Review review) implements Turn {}
}
