package io.eksguard.live;

import java.util.SortedSet;
import java.util.TreeSet;

/// A service control policy of the organization.
///
/// @param id its id, such as `p-abcd1234`
/// @param content what it says
/// @param targets the root, units and accounts that it is attached to itself
public record LivePolicy(String id, PolicyContent content, SortedSet<String> targets) {
  public LivePolicy {
    targets = new TreeSet<>(targets);
  }
}
