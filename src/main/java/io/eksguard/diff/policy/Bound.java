package io.eksguard.diff.policy;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// An account that service control policies bind, as far as the protection of the tag is concerned.
///
/// @param principal who writes the tags there on our behalf
/// @param isCaller whether that is the caller itself, and not a role that the file names
/// @param below the targets of the policy, live or wanted, that the account lies below
public record Bound(Principal principal, boolean isCaller, SortedSet<String> below) {
  public Bound {
    below = new TreeSet<>(below);
  }

  /// Whether a policy with these targets reaches the account.
  public boolean isBelow(SortedSet<String> targets) {
    return !Collections.disjoint(below, targets);
  }
}
