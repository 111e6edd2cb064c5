package io.eksguard.foreign;

import io.eksguard.model.AccountId;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.util.Optional;

/// Where something is, as far as a file of another tool tells.
///
/// @param account the account, if it is told
/// @param region the region, if it is told
public record Whereabouts(Optional<AccountId> account, Optional<Region> region) {
  /// Nothing is told.
  static final Whereabouts UNTOLD = new Whereabouts(Optional.empty(), Optional.empty());

  /// Whether it may be there.
  public boolean mayBe(Place place) {
    return account.map(place.account()::equals).orElse(true)
        && region.map(place.region()::equals).orElse(true);
  }

  /// The place, if both are told.
  public Optional<Place> place() {
    return account.flatMap(id -> region.map(where -> new Place(id, where)));
  }
}
