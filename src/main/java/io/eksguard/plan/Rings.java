package io.eksguard.plan;

import io.eksguard.model.AccountId;
import io.eksguard.model.Place;
import io.eksguard.model.Rollout;
import io.eksguard.model.Units;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// The rings of a rollout, with the accounts that are in each.
///
/// @param named the rings but the last, in their order; at least one
/// @param healthyWithin how long a ring may take until GuardDuty calls its clusters healthy
/// @param unhealthyPercent which share of a ring's clusters may be unhealthy by then
/// @param notPlanned the accounts and regions of which nothing could be planned
/// @param excludeUnhealthy whether a cluster of a ring that did not become healthy is excluded
///   again
public record Rings(
    List<Ring> named,
    SortedSet<Place> notPlanned,
    Duration healthyWithin,
    int unhealthyPercent,
    boolean excludeUnhealthy) {
  public Rings {
    named = List.copyOf(named);
    notPlanned = new TreeSet<>(notPlanned);
    if (named.isEmpty()) {
      throw new IllegalArgumentException("a rollout without a ring");
    }
  }

  /// A ring.
  ///
  /// @param name what it is called
  /// @param accounts the accounts in it; none if all it names were in earlier ones
  public record Ring(String name, SortedSet<AccountId> accounts) {
    public Ring {
      accounts = new TreeSet<>(accounts);
    }
  }

  /// Which accounts are in which ring. The same for the same arguments; a share is the same
  /// accounts in each run, but for one more or less where accounts come or go.
  ///
  /// @param units which units the accounts lie below; must be known if a ring names one
  /// @param managed the accounts that the file covers
  /// @param notPlanned those of which nothing could be planned, region by region
  public static Rings of(
      Rollout rollout, Units units, Collection<AccountId> managed, SortedSet<Place> notPlanned) {
    List<AccountId> left = new ArrayList<>(new TreeSet<>(managed));
    int all = left.size();
    left.sort(Comparator.comparing(Rings::lot).thenComparing(Comparator.naturalOrder()));
    List<Ring> rings = new ArrayList<>();
    for (Rollout.Ring ring : rollout.rings()) {
      List<AccountId> members =
          switch (ring.who()) {
            case Rollout.Who.Accounts(var ids) ->
                left.stream().filter(account -> ids.contains(account)).toList();
            case Rollout.Who.Unit(String id) ->
                left.stream().filter(account -> units.above(account).contains(id)).toList();
            // Rounded up: a share of a few is at least one.
            case Rollout.Who.Share(int percent) ->
                left.stream().limit((all * (long) percent + 99) / 100).toList();
          };
      left.removeAll(members);
      rings.add(new Ring(ring.name(), new TreeSet<>(members)));
    }
    return new Rings(
        rings,
        notPlanned,
        rollout.healthyWithin(),
        rollout.unhealthyPercent(),
        rollout.excludeUnhealthy());
  }

  /// The rings that one account may be in, going by what is known of it alone: one, or several if
  /// shares of all accounts are among them.
  static List<String> candidates(Rollout rollout, Units units, AccountId account) {
    List<String> names = new ArrayList<>();
    for (Rollout.Ring ring : rollout.rings()) {
      boolean surely =
          switch (ring.who()) {
            case Rollout.Who.Accounts(var ids) -> ids.contains(account);
            case Rollout.Who.Unit(String id) -> units.above(account).contains(id);
            case Rollout.Who.Share _ -> false;
          };
      boolean perhaps =
          switch (ring.who()) {
            case Rollout.Who.Accounts _ -> false;
            case Rollout.Who.Unit _ -> !units.known();
            case Rollout.Who.Share _ -> true;
          };
      if (surely || perhaps) {
        names.add(ring.name());
      }
      if (surely) {
        return names;
      }
    }
    names.add(Rollout.REST);
    return names;
  }

  /// Whether the rings of a rollout can be told: a unit that is named must have been read.
  public static boolean areKnown(Rollout rollout, Units units) {
    return units.known() || rollout.units().isEmpty();
  }

  /// Where an account stands in a row whose order has nothing to do with when it was made or who
  /// owns it.
  private static String lot(AccountId account) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha.digest(account.value().getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// How many rings there are, the last one included.
  public int count() {
    return named.size() + 1;
  }

  /// The name of a ring, the first being 1.
  public String name(int ring) {
    return ring <= named.size() ? named.get(ring - 1).name() : Rollout.REST;
  }

  /// Which ring the account is in, the first being 1.
  public int ringOf(AccountId account) {
    for (int i = 0; i < named.size(); i++) {
      if (named.get(i).accounts().contains(account)) {
        return i + 1;
      }
    }
    return count();
  }
}
