package io.eksguard.model;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// An AWS Organization, driven from its delegated GuardDuty administrator.
///
/// @param administrator the delegated administrator's account
/// @param administratorEntry how that account itself shall be covered; unmanaged if left out
/// @param newAccounts what happens to accounts that join later; not managed if left out
/// @param defaults how existing active members are covered that no entry names
/// @param members the entries, in the order of the file
/// @param tagProtection the policy that protects the tag; not managed if left out
public record Organization(
    AccountId administrator,
    Optional<Entry> administratorEntry,
    Optional<NewAccounts> newAccounts,
    Optional<Entry> defaults,
    List<Entry> members,
    Optional<TagProtection> tagProtection) {
  public Organization {
    members = List.copyOf(members);
  }

  /// The organizational units of entries.
  public SortedSet<String> units() {
    var units = new TreeSet<String>();
    for (Entry entry : members) {
      if (entry.who() instanceof Entry.Who.Unit(String id)) {
        units.add(id);
      }
    }
    return units;
  }
}
