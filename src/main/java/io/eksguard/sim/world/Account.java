package io.eksguard.sim.world;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/// An AWS account.
///
/// @param state one of the account states of AWS Organizations, such as `ACTIVE`
/// @param parent the root or organizational unit it is in; empty = outside the organization
/// @param deny IAM actions that every principal of the account is refused, such as
///   `eks:TagResource`; `*` and `?` are wildcards
/// @param regions what it has, by region
public record Account(
    String id,
    String name,
    String email,
    String state,
    Optional<String> parent,
    List<String> deny,
    SortedMap<String, Regional> regions) {

  /// What cannot change later.
  public Account {
    deny = List.copyOf(deny);
    regions = Sorted.map(regions);
  }

  /// What the account has in a region.
  public Regional in(String region) {
    var found = regions.get(region);
    return found == null ? Regional.NOTHING : found;
  }

  /// The same account with one region changed.
  public Account with(String region, UnaryOperator<Regional> change) {
    var changed = Sorted.with(regions, region, change.apply(in(region)));
    return new Account(id, name, email, state, parent, deny, changed);
  }

  /// Whether AWS Organizations calls it active.
  public boolean active() {
    return state.equals("ACTIVE");
  }
}
