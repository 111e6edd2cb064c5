package io.eksguard.plan;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// A part of a plan: the steps that are meant, with all that they depend on. So it keeps its order.
///
/// @param plan the steps
/// @param neededBy those that were not meant, each with a step that depends on it
public record Part(Plan plan, SortedMap<StepId, StepId> neededBy) {
  public Part {
    neededBy = new TreeMap<>(neededBy);
  }

  /// The part of a plan that these steps make.
  public static Part of(Plan plan, Predicate<Step> meant) {
    Map<StepId, Step> byId = new HashMap<>();
    plan.steps().forEach(step -> byId.put(step.id(), step));
    Set<StepId> kept = new HashSet<>();
    SortedMap<StepId, StepId> neededBy = new TreeMap<>();
    ArrayDeque<Step> open = new ArrayDeque<>();
    plan.steps().stream().filter(meant).forEach(open::add);
    while (!open.isEmpty()) {
      Step step = open.remove();
      if (kept.add(step.id())) {
        for (StepId id : step.dependsOn()) {
          Step needed = byId.getOrDefault(id, step);
          open.add(needed);
          if (!meant.test(needed)) {
            neededBy.putIfAbsent(id, step.id());
          }
        }
      }
    }
    List<Step> steps =
        plan.steps().stream()
            .filter(step -> kept.contains(step.id()))
            .map(step -> among(kept, step))
            .toList();
    return new Part(new Plan(steps), neededBy);
  }

  /// The step, no longer after steps that are left out.
  private static Step among(Set<StepId> kept, Step step) {
    var comesAfter = new TreeSet<>(step.comesAfter());
    comesAfter.retainAll(kept);
    return new Step(
        step.id(),
        step.action(),
        step.change(),
        step.dependsOn(),
        comesAfter,
        step.guards(),
        step.source());
  }
}
