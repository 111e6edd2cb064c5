package io.eksguard.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds the entry that decides for each account of an organization.
///
/// The nearest entry wins whole: one that names the account, then the nearest organizational unit,
/// then farther ones, then the defaults. An entry that does not cover a region leaves the account
/// unmanaged there; it does not fall back to a farther one.
public final class Assignments {
  private final Organization organization;
  private final Units units;
  private final Map<AccountId, Entry> byAccount = new HashMap<>();
  private final Map<String, Entry> byUnit = new HashMap<>();

  /// @param units which units the accounts lie below
  public Assignments(Organization organization, Units units) {
    this.organization = organization;
    this.units = units;
    for (Entry entry : organization.members()) {
      switch (entry.who()) {
        case Entry.Who.Accounts(var ids) -> ids.forEach(id -> byAccount.put(id, entry));
        case Entry.Who.Unit(String id) -> byUnit.put(id, entry);
        case Entry.Who.Others _ -> throw new IllegalArgumentException("an entry for no account");
      }
    }
  }

  /// The assignments of one region, in the order of account ids.
  ///
  /// Where the units are not known, only what names an account can be assigned; the others are
  /// [undecided][#isUndecided(AccountId)].
  ///
  /// @param activeMembers the accounts that are active members there, to whom the defaults apply
  /// @param units which units the accounts lie below
  public static List<Assignment> in(
      Region region, Desired desired, Set<AccountId> activeMembers, Units units) {
    List<Assignment> found = new ArrayList<>();
    desired.standalone().forEach(entry -> addAll(found, region, Standing.STANDALONE, entry));
    desired
        .organization()
        .ifPresent(organization -> {
          organization
              .administratorEntry()
              .ifPresent(entry -> addAll(found, region, Standing.ADMINISTRATOR, entry));
          var assignments = new Assignments(organization, units);
          for (AccountId account : assignments.candidates(activeMembers)) {
            assignments
                .decisive(account)
                .ifPresent(entry -> add(found, region, Standing.MEMBER, account, entry));
          }
        });
    found.sort((a, b) -> a.place().compareTo(b.place()));
    return List.copyOf(found);
  }

  /// The entries that speak of a member, the one that decides first, then those that it overrides.
  public List<Entry> speakingOf(AccountId account) {
    List<Entry> entries = new ArrayList<>();
    addIfThere(entries, byAccount.get(account));
    units.above(account).forEach(unit -> addIfThere(entries, byUnit.get(unit)));
    organization.defaults().ifPresent(entries::add);
    return entries;
  }

  /// The entry that decides for a member, in whatever region.
  ///
  /// @return nothing if none speaks of it, or if that cannot be said
  public Optional<Entry> decisive(AccountId account) {
    return isUndecided(account) ? Optional.empty() : speakingOf(account).stream().findFirst();
  }

  /// How a member is covered in a region.
  ///
  /// @return nothing if it is not, or if that cannot be said
  public Optional<Assignment> of(AccountId account, Region region) {
    return account.equals(organization.administrator())
        ? Optional.empty()
        : decisive(account)
            .filter(entry -> entry.covers(region))
            .map(entry -> new Assignment(new Place(account, region), Standing.MEMBER, entry));
  }

  /// Whether some entry names the account.
  public boolean isNamed(AccountId account) {
    return organization.administrator().equals(account) || byAccount.containsKey(account);
  }

  /// Whether it cannot be said what decides for the account: a unit might, and which ones it lies
  /// below could not be read.
  public boolean isUndecided(AccountId account) {
    return !units.known() && !byUnit.isEmpty() && !isNamed(account);
  }

  /// Those that are named, the active ones below the unit of an entry, and the active members.
  private SortedSet<AccountId> candidates(Set<AccountId> activeMembers) {
    var candidates = new TreeSet<>(activeMembers);
    candidates.addAll(byAccount.keySet());
    units.active().stream()
        .filter(account -> units.above(account).stream().anyMatch(byUnit::containsKey))
        .forEach(candidates::add);
    candidates.remove(organization.administrator());
    return candidates;
  }

  private static void addIfThere(List<Entry> entries, @Nullable Entry entry) {
    if (entry != null) {
      entries.add(entry);
    }
  }

  private static void addAll(
      List<Assignment> found, Region region, Standing standing, Entry entry) {
    if (entry.who() instanceof Entry.Who.Accounts(var ids)) {
      ids.forEach(account -> add(found, region, standing, account, entry));
    }
  }

  private static void add(
      List<Assignment> found, Region region, Standing standing, AccountId account, Entry entry) {
    if (entry.covers(region)) {
      found.add(new Assignment(new Place(account, region), standing, entry));
    }
  }
}
