package io.eksguard.snapshot;

import io.eksguard.live.LiveProtection;
import io.eksguard.live.LiveRegion;
import io.eksguard.live.LiveState;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.Desired;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Units;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What was found in AWS at one time, without what any file wants of it.
///
/// Which entry decides for an account, which accounts are unmanaged and of which that cannot be
/// said follow from a file and from this; [SnapshotReader] works them out anew, so that a snapshot
/// can be held against files that were written later.
///
/// @param taken when reading ended
/// @param eksguardVersion the version that read
/// @param origin what was read
/// @param redacted whether ids and names are pseudonyms
/// @param asked what was asked for
/// @param regions the organization's side of each region that was asked for
/// @param places what was read of accounts
/// @param units which units the accounts lie below
/// @param protection what was found of the protection of the tag
public record Snapshot(
    Instant taken,
    String eksguardVersion,
    Origin origin,
    boolean redacted,
    Asked asked,
    SortedMap<Region, LiveRegion> regions,
    SortedMap<Place, PlaceFacts> places,
    Reading<Units> units,
    LiveProtection protection) {
  public Snapshot {
    regions = new TreeMap<>(regions);
    places = new TreeMap<>(places);
  }

  /// What a snapshot was taken of.
  public enum Origin {
    /// AWS itself.
    AWS,
    /// A sandbox.
    SANDBOX
  }

  /// What reading for a desired state gave. The ids of requests are left out: they are of no use to
  /// whoever reads the file.
  ///
  /// @param taken when
  /// @param version eksguard's own version
  public static Snapshot of(
      Desired desired, LiveState live, Instant taken, String version, Origin origin) {
    SortedMap<Region, LiveRegion> regions = new TreeMap<>();
    live.regions()
        .forEach((region, found) ->
            regions.put(
                region,
                new LiveRegion(Problems.bare(found.members()), Problems.bare(found.settings()))));
    SortedMap<Place, PlaceFacts> places = new TreeMap<>();
    live.places()
        .forEach((place, found) ->
            places.put(
                place,
                new PlaceFacts(
                    found.assignment().standing(),
                    Problems.bare(found.detector()),
                    Problems.bare(found.clusters()),
                    Problems.bare(found.vpcs()))));
    LiveProtection protection = live.protection();
    return new Snapshot(
        taken,
        version,
        origin,
        false,
        Asked.by(desired, protection),
        regions,
        places,
        Problems.bare(live.units()),
        new LiveProtection(
            Problems.bare(protection.policy()),
            Problems.bare(protection.units()),
            Problems.bare(protection.caller()),
            Problems.bare(protection.management())));
  }

  /// The same, with what was read of these places since.
  public Snapshot with(SortedMap<Place, PlaceFacts> newer) {
    SortedMap<Place, PlaceFacts> all = new TreeMap<>(places);
    all.putAll(newer);
    return of(all);
  }

  /// The same, without what was read of these accounts.
  public Snapshot without(Predicate<AccountId> accounts) {
    SortedMap<Place, PlaceFacts> some = new TreeMap<>(places);
    some.keySet().removeIf(place -> accounts.test(place.account()));
    return of(some);
  }

  private Snapshot of(SortedMap<Place, PlaceFacts> others) {
    return new Snapshot(
        taken, eksguardVersion, origin, redacted, asked, regions, others, units, protection);
  }

  /// How many clusters were found.
  public int clusters() {
    return places.values().stream()
        .mapToInt(place -> place.clusters().asOptional().map(found -> found.size()).orElse(0))
        .sum();
  }

  /// How many accounts were looked at.
  public int accounts() {
    return Math.toIntExact(places.keySet().stream().map(Place::account).distinct().count());
  }
}
