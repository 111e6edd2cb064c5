package io.eksguard.live;

import io.eksguard.diag.Diagnostic;
import io.eksguard.model.AccountId;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Units;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What was found in AWS, in one fixed order.
///
/// @param regions the organization's side of each region
/// @param places the managed accounts in each region
/// @param units which organizational units the accounts lie below; not read where the file names
///   none
/// @param protection what was found of the protection of the tag
/// @param unmanaged active members that nothing in the file covers in any region
/// @param undecided active members of which it cannot be said what covers them, since the units
///   could not be read
public record LiveState(
    SortedMap<Region, LiveRegion> regions,
    SortedMap<Place, LivePlace> places,
    Reading<Units> units,
    LiveProtection protection,
    SortedSet<AccountId> unmanaged,
    SortedSet<Place> undecided) {
  /// One without protection of the tag.
  public LiveState(
      SortedMap<Region, LiveRegion> regions,
      SortedMap<Place, LivePlace> places,
      Reading<Units> units,
      SortedSet<AccountId> unmanaged,
      SortedSet<Place> undecided) {
    this(regions, places, units, LiveProtection.NOT_READ, unmanaged, undecided);
  }

  public LiveState {
    regions = new TreeMap<>(regions);
    places = new TreeMap<>(places);
    unmanaged = new TreeSet<>(unmanaged);
    undecided = new TreeSet<>(undecided);
  }

  /// The units in the form that assigning needs.
  public static Units unitsOf(Reading<Units> reading) {
    return switch (reading) {
      case Reading.Present<Units>(Units units) -> units;
      case Reading.NotRead<Units> _ -> Units.NONE;
      case Reading.Unknown<Units> _, Reading.Absent<Units> _ -> Units.UNKNOWN;
    };
  }

  /// The organization's side of one region.
  public LiveRegion region(Region region) {
    LiveRegion found = regions.get(region);
    return found == null ? LiveRegion.NOT_READ : found;
  }

  /// Everything that could not be read, each named once, in the order of regions and places.
  public List<Diagnostic> problems() {
    Set<Diagnostic> problems = new LinkedHashSet<>();
    units.problem().ifPresent(problems::add);
    protection.policy().problem().ifPresent(problems::add);
    protection.units().problem().ifPresent(problems::add);
    protection.caller().problem().ifPresent(problems::add);
    protection.management().problem().ifPresent(problems::add);
    for (LiveRegion region : regions.values()) {
      region.members().problem().ifPresent(problems::add);
      region.settings().problem().ifPresent(problems::add);
    }
    for (LivePlace place : places.values()) {
      place.detector().problem().ifPresent(problems::add);
      place.clusters().problem().ifPresent(problems::add);
      place.throughAdministrator().problem().ifPresent(problems::add);
      problems.addAll(place.agentProblems());
      place.vpcs().problem().ifPresent(problems::add);
    }
    return List.copyOf(problems);
  }
}
