package io.eksguard.plan;

import io.eksguard.diff.Change;
import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A part of a plan that the user names: `ACCOUNT[/REGION[/CLUSTER]]`.
///
/// @param account the account
/// @param region the region; every one if left out
/// @param cluster the cluster; everything in the region if left out
public record StepSelector(
    AccountId account, Optional<Region> region, Optional<ClusterName> cluster) {

  /// Reads a selector; nothing if it is none.
  public static Optional<StepSelector> parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length > 3
        || !AccountId.isValid(parts[0])
        || (parts.length > 1 && !Region.isValid(parts[1]))
        || (parts.length > 2 && !ClusterName.isValid(parts[2]))) {
      return Optional.empty();
    }
    return Optional.of(
        new StepSelector(
            new AccountId(parts[0]),
            parts.length > 1 ? Optional.of(new Region(parts[1])) : Optional.empty(),
            parts.length > 2 ? Optional.of(new ClusterName(parts[2])) : Optional.empty()));
  }

  /// Whether the place is meant, or a cluster in it.
  public boolean matches(Place place) {
    return account.equals(place.account()) && region.map(place.region()::equals).orElse(true);
  }

  private boolean matches(Change change) {
    return switch (change) {
      case Change.ClusterTag tag ->
          matches(tag.place()) && cluster.map(tag.cluster()::equals).orElse(true);
      case Change.AccountFeature feature -> matches(feature.place()) && cluster.isEmpty();
      case Change.OrganizationFeature _, Change.OfPolicy _ -> false;
    };
  }

  /// The steps that any of the selectors means, with all that they depend on: a part of a plan
  /// keeps its order.
  public static Plan apply(Plan plan, Collection<StepSelector> selectors) {
    Map<StepId, Step> byId = new HashMap<>();
    plan.steps().forEach(step -> byId.put(step.id(), step));
    Set<StepId> kept = new HashSet<>();
    ArrayDeque<Step> open = new ArrayDeque<>();
    for (Step step : plan.steps()) {
      if (selectors.stream().anyMatch(selector -> selector.matches(step.change()))) {
        open.add(step);
      }
    }
    while (!open.isEmpty()) {
      Step step = open.remove();
      if (kept.add(step.id())) {
        step.dependsOn().forEach(id -> open.add(byId.getOrDefault(id, step)));
      }
    }
    List<Step> steps =
        plan.steps().stream()
            .filter(step -> kept.contains(step.id()))
            .map(step -> among(kept, step))
            .toList();
    return new Plan(steps);
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

  /// As the user types it.
  @Override
  public String toString() {
    return account + region.map(r -> "/" + r).orElse("") + cluster.map(c -> "/" + c).orElse("");
  }
}
