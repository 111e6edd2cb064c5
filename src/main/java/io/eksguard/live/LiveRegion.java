package io.eksguard.live;

import io.eksguard.model.AccountId;
import java.util.SortedMap;

/// The organization's side of one region.
///
/// @param members the member accounts
/// @param settings the organization configuration
public record LiveRegion(
    Reading<SortedMap<AccountId, Member>> members, Reading<OrganizationSettings> settings) {
  /// A region in which no organization is managed.
  public static final LiveRegion NOT_READ =
      new LiveRegion(new Reading.NotRead<>(), new Reading.NotRead<>());
}
