package io.eksguard.live;

import io.eksguard.diag.Diagnostic;
import io.eksguard.model.AccountId;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
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
/// @param unmanaged active members that nothing in the file covers in any region
public record LiveState(
    SortedMap<Region, LiveRegion> regions,
    SortedMap<Place, LivePlace> places,
    SortedSet<AccountId> unmanaged) {
  public LiveState {
    regions = new TreeMap<>(regions);
    places = new TreeMap<>(places);
    unmanaged = new TreeSet<>(unmanaged);
  }

  /// The organization's side of one region.
  public LiveRegion region(Region region) {
    LiveRegion found = regions.get(region);
    return found == null ? LiveRegion.NOT_READ : found;
  }

  /// Everything that could not be read, each named once, in the order of regions and places.
  public List<Diagnostic> problems() {
    Set<Diagnostic> problems = new LinkedHashSet<>();
    for (LiveRegion region : regions.values()) {
      region.members().problem().ifPresent(problems::add);
      region.settings().problem().ifPresent(problems::add);
    }
    for (LivePlace place : places.values()) {
      place.detector().problem().ifPresent(problems::add);
      place.clusters().problem().ifPresent(problems::add);
    }
    return List.copyOf(problems);
  }
}
