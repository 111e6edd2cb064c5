package io.eksguard.render;

import io.eksguard.plan.Rings;
import java.util.List;

/// A rollout as it is shown.
///
/// @param rings its rings
/// @param ends how those ended that are over; none before the plan is applied
public record RolloutView(Rings rings, List<RingEnd> ends) {
  public RolloutView {
    ends = List.copyOf(ends);
  }
}
