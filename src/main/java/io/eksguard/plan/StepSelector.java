package io.eksguard.plan;

import io.eksguard.diff.Change;
import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.util.Collection;
import java.util.Optional;

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

  /// Whether the change is of what is meant.
  public boolean matches(Change change) {
    return switch (change) {
      case Change.ClusterTag tag ->
          matches(tag.place()) && cluster.map(tag.cluster()::equals).orElse(true);
      case Change.ClusterAgent agent ->
          matches(agent.place()) && cluster.map(agent.cluster()::equals).orElse(true);
      case Change.VpcEndpoint endpoint -> matches(endpoint.place()) && cluster.isEmpty();
      case Change.AccountFeature feature -> matches(feature.place()) && cluster.isEmpty();
      case Change.OrganizationFeature _, Change.OfPolicy _ -> false;
    };
  }

  /// The steps that any of the selectors means, with all that they depend on: a part of a plan
  /// keeps its order.
  public static Plan apply(Plan plan, Collection<StepSelector> selectors) {
    return Part.of(
            plan, step -> selectors.stream().anyMatch(selector -> selector.matches(step.change())))
        .plan();
  }

  /// As the user types it.
  @Override
  public String toString() {
    return account + region.map(r -> "/" + r).orElse("") + cluster.map(c -> "/" + c).orElse("");
  }
}
