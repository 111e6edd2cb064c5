package io.eksguard.aws.session;

import io.eksguard.model.Permission;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// How often AWS lets an account call some operations, as it publishes it: calls a second, and how
/// many at once. For the others it publishes nothing.
///
/// ListOrganizationalUnitsForParent is not in the list that was read; it is taken to be as its
/// neighbour ListAccountsForParent.
///
/// @see <a
///   href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html">
///   AWS Organizations quotas, read 2026-11-24</a>
final class PublishedRates {
  private final Map<Permission, Pace> paces = new EnumMap<>(Permission.class);

  /// @param kept whether to keep to them; a sandbox has none
  PublishedRates(boolean kept) {
    if (kept) {
      paces.put(Permission.LIST_ACCOUNTS_FOR_PARENT, new Pace(5, 8));
      paces.put(Permission.LIST_ORGANIZATIONAL_UNITS_FOR_PARENT, new Pace(5, 8));
      paces.put(Permission.DESCRIBE_ORGANIZATION, new Pace(1, 2));
      paces.put(Permission.LIST_POLICIES, new Pace(5, 8));
      paces.put(Permission.DESCRIBE_POLICY, new Pace(2, 2));
      paces.put(Permission.LIST_TARGETS_FOR_POLICY, new Pace(5, 8));
      paces.put(Permission.CREATE_POLICY, new Pace(2, 3));
      paces.put(Permission.UPDATE_POLICY, new Pace(2, 3));
      paces.put(Permission.ATTACH_POLICY, new Pace(2, 3));
      paces.put(Permission.DETACH_POLICY, new Pace(2, 3));
    }
  }

  /// Takes a turn, and tells how long to wait for it.
  Duration take(Permission operation) {
    return Optional.ofNullable(paces.get(operation)).map(Pace::take).orElse(Duration.ZERO);
  }
}
