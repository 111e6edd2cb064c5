package io.eksguard.journal;

import io.eksguard.diag.Diagnostic;
import io.eksguard.plan.StepId;

/// How one step ended. Every step of a plan that was applied has exactly one.
public sealed interface Outcome {
  /// The step.
  StepId step();

  /// AWS took the write.
  record Done(StepId step) implements Outcome {}

  /// It was as wanted already when it was read again; another hand did it.
  record DoneByOther(StepId step) implements Outcome {}

  /// AWS refused the write, or the write broke. Where the answer was lost it may have taken effect.
  record Failed(StepId step, Diagnostic why) implements Outcome {}

  /// A guard was not met, so nothing was written.
  record Held(StepId step, Diagnostic why) implements Outcome {}

  /// The object is neither as it was seen nor as wanted, so nothing was written.
  record Stale(StepId step, Diagnostic why) implements Outcome {}

  /// A step that it depends on was not done, so nothing was written.
  record Skipped(StepId step, StepId because) implements Outcome {}

  /// The run was interrupted, or its time was up, before its turn.
  record NotStarted(StepId step) implements Outcome {}

  /// Whether the object is as wanted now, so that what depends on it may go on.
  default boolean isDone() {
    return switch (this) {
      case Done _, DoneByOther _ -> true;
      case Failed _, Held _, Stale _, Skipped _, NotStarted _ -> false;
    };
  }
}
