package io.eksguard.plan;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A plan under review: what was decided of its steps, and what follows from that.
///
/// What is held or rejected holds everything that depends on it. So the accepted part is closed: it
/// has all that each of its steps depends on, and keeps its order.
///
/// @param plan all steps
/// @param decisions what was said of them; nothing of most, at first
public record Review(Plan plan, SortedMap<StepId, Decision> decisions) {
  public Review {
    decisions = new TreeMap<>(decisions);
    decisions.keySet().retainAll(plan.steps().stream().map(Step::id).collect(Collectors.toSet()));
  }

  /// A plan of which nothing is decided.
  public static Review of(Plan plan) {
    return new Review(plan, new TreeMap<>());
  }

  /// Whether anything is decided.
  public boolean isBegun() {
    return !decisions.isEmpty();
  }

  /// The same once this was decided of these steps. Accepting a step accepts what it depends on, as
  /// far as nobody has decided otherwise.
  public Review decide(Collection<StepId> steps, Decision decision) {
    SortedMap<StepId, Decision> all = new TreeMap<>(decisions);
    steps.forEach(id -> all.put(id, decision));
    if (decision == Decision.ACCEPTED) {
      Map<StepId, Step> byId = byId();
      ArrayDeque<StepId> open = new ArrayDeque<>(steps);
      while (!open.isEmpty()) {
        Optional<Step> step = Optional.ofNullable(byId.get(open.remove()));
        step.ifPresent(found ->
            found
                .dependsOn()
                .forEach(on -> {
                  if (all.putIfAbsent(on, Decision.ACCEPTED) == null) {
                    open.add(on);
                  }
                }));
      }
    }
    return new Review(plan, all);
  }

  /// The same without what was decided of these steps.
  public Review reopen(Collection<StepId> steps) {
    var all = new TreeMap<>(decisions);
    steps.forEach(all::remove);
    return new Review(plan, all);
  }

  /// The decisions carried over to another plan: to the steps that do there just what they do here.
  public Review over(Plan next) {
    Map<StepId, Step> before = byId();
    SortedMap<StepId, Decision> kept = new TreeMap<>();
    for (Step step : next.steps()) {
      Decision decision = decisions.get(step.id());
      Step same = before.get(step.id());
      if (decision != null && same != null && same.change().equals(step.change())) {
        kept.put(step.id(), decision);
      }
    }
    return new Review(next, kept);
  }

  /// What becomes of each step.
  public SortedMap<StepId, Fate> fates() {
    SortedMap<StepId, Fate> fates = new TreeMap<>();
    // Each step stands behind all that it depends on.
    for (Step step : plan.steps()) {
      fates.put(step.id(), fate(step, fates));
    }
    return fates;
  }

  private Fate fate(Step step, Map<StepId, Fate> before) {
    Decision said = decisions.get(step.id());
    if (said == Decision.HELD) {
      return new Fate.Held();
    }
    if (said == Decision.REJECTED) {
      return new Fate.Rejected();
    }
    boolean waits = false;
    for (StepId on : step.dependsOn()) {
      switch (before.getOrDefault(on, new Fate.Open())) {
        case Fate.Held(), Fate.Rejected() -> {
          return new Fate.HeldWith(on);
        }
        case Fate.HeldWith(StepId cause) -> {
          return new Fate.HeldWith(cause);
        }
        case Fate.Open() -> waits = true;
        case Fate.Accepted() -> {}
      }
    }
    return said == Decision.ACCEPTED && !waits ? new Fate.Accepted() : new Fate.Open();
  }

  /// The steps that depend on one of these, at any distance, in the order of the plan.
  public List<Step> dependants(Collection<StepId> steps) {
    var reached = new HashSet<>(steps);
    return plan.steps().stream()
        .filter(step -> step.dependsOn().stream().anyMatch(reached::contains))
        .filter(step -> {
          reached.add(step.id());
          return !steps.contains(step.id());
        })
        .toList();
  }

  /// What is done if this review is carried out: the accepted part.
  public Plan accepted() {
    SortedMap<StepId, Fate> fates = fates();
    return Part.of(plan, step -> fates.get(step.id()) instanceof Fate.Accepted).plan();
  }

  /// How many steps there are of each fate.
  ///
  /// @param heldWith those that are left out because of others
  public record Counts(int accepted, int held, int heldWith, int rejected, int open) {}

  /// The counts.
  public Counts counts() {
    return counts(fates().values());
  }

  /// The counts of some fates.
  public static Counts counts(Collection<Fate> fates) {
    int accepted = 0;
    int held = 0;
    int heldWith = 0;
    int rejected = 0;
    int open = 0;
    for (Fate fate : fates) {
      switch (fate) {
        case Fate.Accepted() -> accepted++;
        case Fate.Held() -> held++;
        case Fate.HeldWith(_) -> heldWith++;
        case Fate.Rejected() -> rejected++;
        case Fate.Open() -> open++;
      }
    }
    return new Counts(accepted, held, heldWith, rejected, open);
  }

  private Map<StepId, Step> byId() {
    Map<StepId, Step> byId = new HashMap<>();
    plan.steps().forEach(step -> byId.put(step.id(), step));
    return byId;
  }
}
