package io.eksguard.live;

import io.eksguard.model.AccountId;
import io.eksguard.model.Units;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Service control policies that were looked for by what they say, and whom they bind.
///
/// @param management the account that no service control policy binds
/// @param found the policies, by name
public record LivePolicies(AccountId management, List<Binding> found) {
  public LivePolicies {
    found = List.copyOf(found);
  }

  /// One policy.
  ///
  /// @param name its name
  /// @param text the policy document
  /// @param targets the root, units and accounts that it is attached to itself
  /// @param below the accounts below those units
  public record Binding(String name, String text, SortedSet<String> targets, Units below) {
    public Binding {
      targets = new TreeSet<>(targets);
    }

    private boolean reaches(AccountId account) {
      return targets.contains(account.value())
          || targets.stream().anyMatch(target -> target.startsWith("r-"))
          || below.above(account).stream().anyMatch(unit -> targets.contains(unit));
    }
  }

  /// The policies that bind an account.
  public List<Binding> binding(AccountId account) {
    return account.equals(management)
        ? List.of()
        : found.stream().filter(one -> one.reaches(account)).toList();
  }
}
