package io.eksguard.shell.review;

import io.eksguard.plan.StepId;

/// What the cursor is on, whatever else is shown.
sealed interface Spot {
  /// The line of a group.
  ///
  /// @param group which one, counted from 0
  record OnGroup(int group) implements Spot {}

  /// The line of a step.
  record OnStep(StepId step) implements Spot {}

  /// A line about a step, below it.
  ///
  /// @param line which one, counted from 0
  record OnDetail(StepId step, int line) implements Spot {}
}
