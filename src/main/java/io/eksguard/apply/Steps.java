package io.eksguard.apply;

import io.eksguard.journal.Outcome;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The steps of a plan while they run: which are ready, which have ended and how.
final class Steps {
  private final Map<StepId, Step> byId = new LinkedHashMap<>();
  private final Map<StepId, Integer> open = new HashMap<>();
  private final Map<StepId, List<StepId>> dependants = new HashMap<>();
  private final Map<StepId, List<StepId>> followers = new HashMap<>();
  private final Map<StepId, Outcome> outcomes = new HashMap<>();

  Steps(Plan plan) {
    for (Step step : plan.steps()) {
      byId.put(step.id(), step);
      open.put(step.id(), step.dependsOn().size() + step.comesAfter().size());
      step.dependsOn()
          .forEach(on -> dependants.computeIfAbsent(on, _ -> new ArrayList<>()).add(step.id()));
      step.comesAfter()
          .forEach(on -> followers.computeIfAbsent(on, _ -> new ArrayList<>()).add(step.id()));
    }
  }

  Map<StepId, Step> byId() {
    return byId;
  }

  /// The steps that wait for nothing, in the plan's order.
  List<Step> readyAtFirst() {
    return byId.values().stream()
        .filter(step -> step.dependsOn().isEmpty() && step.comesAfter().isEmpty())
        .toList();
  }

  /// Takes down how a step ended.
  ///
  /// @param skipped is told of every step that can never run now
  /// @return the steps that have become ready
  List<Step> end(Outcome outcome, Consumer<Outcome> skipped) {
    if (outcomes.putIfAbsent(outcome.step(), outcome) != null) {
      throw new IllegalStateException("a step ended twice: " + outcome);
    }
    List<Step> ready = new ArrayList<>();
    for (StepId id : followers.getOrDefault(outcome.step(), List.of())) {
      countDown(id).ifPresent(ready::add);
    }
    for (StepId id : dependants.getOrDefault(outcome.step(), List.of())) {
      if (outcome.isDone()) {
        countDown(id).ifPresent(ready::add);
      } else if (!outcomes.containsKey(id)) {
        var because = new Outcome.Skipped(id, outcome.step());
        skipped.accept(because);
        ready.addAll(end(because, skipped));
      }
    }
    return ready;
  }

  /// One thing less to wait for.
  ///
  /// @return the step, if it was the last
  private Optional<Step> countDown(StepId id) {
    boolean last = open.merge(id, -1, Integer::sum) == 0 && !outcomes.containsKey(id);
    return last ? Optional.ofNullable(byId.get(id)) : Optional.empty();
  }

  boolean hasEnded(StepId id) {
    return outcomes.containsKey(id);
  }

  /// The steps that have not ended, in the plan's order.
  List<Step> left() {
    return byId.values().stream().filter(step -> !hasEnded(step.id())).toList();
  }

  /// How each step ended, in the plan's order; those without an outcome were not started.
  List<Outcome> outcomes() {
    return byId.keySet().stream()
        .map(id -> outcomes.getOrDefault(id, new Outcome.NotStarted(id)))
        .toList();
  }
}
