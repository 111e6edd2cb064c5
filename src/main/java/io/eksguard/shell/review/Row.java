package io.eksguard.shell.review;

import io.eksguard.plan.Fate;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import io.eksguard.render.StepGroup;
import java.util.List;

/// A line of the list.
sealed interface Row {
  /// What it is about.
  Spot spot();

  /// A group.
  ///
  /// @param number which one, counted from 0
  /// @param shown those of its steps that the filter lets through
  /// @param folded whether its steps are hidden
  record OfGroup(int number, StepGroup group, List<Step> shown, boolean folded) implements Row {
    public OfGroup {
      shown = List.copyOf(shown);
    }

    @Override
    public Spot spot() {
      return new Spot.OnGroup(number);
    }
  }

  /// A step.
  ///
  /// @param expanded whether its details are below
  record OfStep(Step step, Fate fate, boolean expanded) implements Row {
    @Override
    public Spot spot() {
      return new Spot.OnStep(step.id());
    }
  }

  /// A line of a step's details.
  ///
  /// @param line which one, counted from 0
  record OfDetail(StepId step, int line, String text) implements Row {
    @Override
    public Spot spot() {
      return new Spot.OnDetail(step, line);
    }
  }
}
