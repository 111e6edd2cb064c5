package io.eksguard.live;

import io.eksguard.model.AccountId;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The organization's side of one region.
///
/// @param members the member accounts
/// @param settings the organization configuration
public record LiveRegion(
    Reading<SortedMap<AccountId, Member>> members, Reading<OrganizationSettings> settings) {
  /// A region in which no organization is managed.
  public static final LiveRegion NOT_READ =
      new LiveRegion(new Reading.NotRead<>(), new Reading.NotRead<>());

  /// The active members, as far as they could be listed.
  public SortedSet<AccountId> activeMembers() {
    return members.asOptional().stream()
        .flatMap(known -> known.values().stream())
        .filter(Member::isActive)
        .map(Member::account)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
