package io.eksguard.model;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which organizational units the accounts lie below, as far as the file asks for units.
///
/// @param known whether they could be read; if not, nothing can be said of any account
/// @param above for each account below a unit that the file names, the units above it: the nearest
///   first, up to the farthest one that the file names
/// @param active the accounts among them that are active in AWS Organizations
public record Units(
    boolean known, SortedMap<AccountId, List<String>> above, SortedSet<AccountId> active) {
  /// No unit was asked for.
  public static final Units NONE = new Units(true, new TreeMap<>(), new TreeSet<>());

  /// Units were asked for and could not be read.
  public static final Units UNKNOWN = new Units(false, new TreeMap<>(), new TreeSet<>());

  public Units {
    above = new TreeMap<>(above);
    active = new TreeSet<>(active);
  }

  /// The units above an account, the nearest first.
  public List<String> above(AccountId account) {
    return above.getOrDefault(account, List.of());
  }
}
