package io.eksguard.plan;

import io.eksguard.diff.Change;
import io.eksguard.diff.Reason;
import io.eksguard.model.AccountId;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// That a plan moves from one runtime monitoring feature to the other.
///
/// @param from the feature that is turned off
/// @param to the feature that the file chose
/// @param moved where the plan turns the chosen one on, then the other one off
/// @param beside where the chosen one is on already, beside the other one, which is turned off
/// @param organization in which regions the organization stops turning the other one on
public record Migration(
    Feature from,
    Feature to,
    SortedSet<Place> moved,
    SortedSet<Place> beside,
    SortedSet<Region> organization) {
  public Migration {
    moved = new TreeSet<>(moved);
    beside = new TreeSet<>(beside);
    organization = new TreeSet<>(organization);
  }

  /// The migration that is in a plan, if there is one.
  public static Optional<Migration> of(Plan plan) {
    Optional<Feature> from = Optional.empty();
    SortedSet<Place> retiring = new TreeSet<>();
    SortedSet<Place> turnedOn = new TreeSet<>();
    SortedSet<Region> organization = new TreeSet<>();
    for (Step step : plan.steps()) {
      boolean retires = step.change().reason() == Reason.OTHER_FEATURE_TAKES_OVER;
      switch (step.change()) {
        case Change.AccountFeature feature when retires -> {
          from = Optional.of(feature.feature());
          retiring.add(feature.place());
        }
        case Change.AccountFeature feature -> {
          if (!feature.before().enabled()) {
            turnedOn.add(feature.place());
          }
        }
        case Change.OrganizationFeature feature when retires -> {
          from = Optional.of(feature.feature());
          organization.add(feature.region());
        }
        case Change.OrganizationFeature _,
            Change.ClusterTag _,
            Change.ClusterAgent _,
            Change.VpcEndpoint _,
            Change.OfPolicy _ -> {
          // It is the same with and without a migration.
        }
      }
    }
    var moved = new TreeSet<>(retiring);
    moved.retainAll(turnedOn);
    retiring.removeAll(turnedOn);
    return from.map(old -> new Migration(old, old.other(), moved, retiring, organization));
  }

  /// The accounts of these places.
  public static SortedSet<AccountId> accounts(SortedSet<Place> places) {
    SortedSet<AccountId> accounts = new TreeSet<>();
    places.forEach(place -> accounts.add(place.account()));
    return accounts;
  }

  /// The regions of these places.
  public static SortedSet<Region> regions(SortedSet<Place> places) {
    SortedSet<Region> regions = new TreeSet<>();
    places.forEach(place -> regions.add(place.region()));
    return regions;
  }
}
