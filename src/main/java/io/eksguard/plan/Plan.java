package io.eksguard.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/// A plan is data: it can be printed, compared, saved and read back. It holds no client, no clock
/// and no closure.
///
/// @param steps each after all it depends on or comes after; where the dependencies leave it open,
///   by id
public record Plan(List<Step> steps) {
  public Plan {
    steps = List.copyOf(steps);
  }

  /// Whether there is nothing to do.
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /// Puts steps in order. Takes O((n + e) log n) time for n steps and e dependencies.
  ///
  /// @throws IllegalArgumentException if the steps wait for each other in a circle, or for a step
  ///   that is not there; both are bugs of the planner, not of the user
  public static Plan of(Collection<Step> steps) {
    Map<StepId, Step> byId = new HashMap<>();
    Map<StepId, Integer> open = new HashMap<>();
    Map<StepId, List<StepId>> dependants = new HashMap<>();
    for (Step step : steps) {
      if (byId.put(step.id(), step) != null) {
        throw new IllegalArgumentException("two steps with the id " + step.id());
      }
      open.put(step.id(), step.dependsOn().size() + step.comesAfter().size());
      Stream.concat(step.dependsOn().stream(), step.comesAfter().stream())
          .forEach(on -> dependants.computeIfAbsent(on, _ -> new ArrayList<>()).add(step.id()));
    }
    PriorityQueue<StepId> ready = new PriorityQueue<>();
    open.forEach((id, count) -> addIfReady(ready, id, count));
    List<Step> ordered = new ArrayList<>();
    while (!ready.isEmpty()) {
      StepId id = ready.remove();
      ordered.add(byId.getOrDefault(id, null));
      for (StepId dependant : dependants.getOrDefault(id, List.of())) {
        addIfReady(ready, dependant, open.merge(dependant, -1, Integer::sum));
      }
    }
    if (ordered.size() != byId.size()) {
      ordered.forEach(step -> byId.remove(step.id()));
      throw new IllegalArgumentException("a circle or a missing step among " + byId.keySet());
    }
    return new Plan(ordered);
  }

  private static void addIfReady(PriorityQueue<StepId> ready, StepId id, int open) {
    if (open == 0) {
      ready.add(id);
    }
  }
}
