package io.eksguard.model;

import java.util.Comparator;

/// One account in one region: the unit in which GuardDuty keeps settings and we keep the order.
///
/// @param account the account
/// @param region the region
public record Place(AccountId account, Region region) implements Comparable<Place> {
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::region).thenComparing(Place::account);

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  /// Region and account, as step ids begin: `us-east-1/444455556666`.
  @Override
  public String toString() {
    return region + "/" + account;
  }
}
