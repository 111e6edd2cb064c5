package io.eksguard.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the entry that decides for each account.
///
/// The nearest entry wins whole: one that names the account, then the defaults. An entry that does
/// not cover a region leaves the account unmanaged there; it does not fall back to a farther one.
public final class Assignments {
  private Assignments() {}

  /// The assignments of one region, in the order of account ids.
  ///
  /// @param activeMembers the accounts that are active members there, to whom the defaults apply
  public static List<Assignment> in(Region region, Desired desired, Set<AccountId> activeMembers) {
    List<Assignment> found = new ArrayList<>();
    for (Entry entry : desired.standalone()) {
      add(found, region, Standing.STANDALONE, entry);
    }
    desired
        .organization()
        .ifPresent(organization -> {
          organization
              .administratorEntry()
              .ifPresent(entry -> add(found, region, Standing.ADMINISTRATOR, entry));
          organization.members().forEach(entry -> add(found, region, Standing.MEMBER, entry));
          addDefaults(found, region, organization, activeMembers);
        });
    found.sort((a, b) -> a.place().compareTo(b.place()));
    return List.copyOf(found);
  }

  /// Whether some entry names the account.
  public static boolean isNamed(Organization organization, AccountId account) {
    return organization.administrator().equals(account)
        || organization.members().stream().anyMatch(entry -> names(entry, account));
  }

  private static void addDefaults(
      List<Assignment> found,
      Region region,
      Organization organization,
      Set<AccountId> activeMembers) {
    Optional<Entry> defaults = organization.defaults().filter(entry -> entry.covers(region));
    if (defaults.isEmpty()) {
      return;
    }
    for (AccountId account : activeMembers) {
      if (!isNamed(organization, account)) {
        var place = new Place(account, region);
        found.add(new Assignment(place, Standing.MEMBER, defaults.get()));
      }
    }
  }

  private static void add(List<Assignment> found, Region region, Standing standing, Entry entry) {
    if (!entry.covers(region)) {
      return;
    }
    switch (entry.who()) {
      case Entry.Who.Accounts(var ids) -> {
        for (AccountId account : ids) {
          found.add(new Assignment(new Place(account, region), standing, entry));
        }
      }
      case Entry.Who.Unit _, Entry.Who.Others _ -> {
        // Units are resolved where the organization's tree is known; others are the defaults.
      }
    }
  }

  private static boolean names(Entry entry, AccountId account) {
    return switch (entry.who()) {
      case Entry.Who.Accounts(var ids) -> ids.contains(account);
      case Entry.Who.Unit _, Entry.Who.Others _ -> false;
    };
  }
}
