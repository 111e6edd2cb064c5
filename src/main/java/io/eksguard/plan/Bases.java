package io.eksguard.plan;

import io.eksguard.diff.Change;
import io.eksguard.diff.Difference;
import io.eksguard.live.LiveState;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// All that a plan stands on.
///
/// @param places each managed account and region that could be planned for
/// @param regions each region with an organization
public record Bases(SortedMap<Place, Basis> places, SortedMap<Region, RegionBasis> regions) {
  public Bases {
    places = new TreeMap<>(places);
    regions = new TreeMap<>(regions);
  }

  /// The bases of a difference: what is blocked is not planned for, so it is left out.
  public static Bases of(Difference difference, LiveState live) {
    SortedMap<Place, Basis> places = new TreeMap<>();
    difference
        .grounds()
        .forEach((place, ground) -> {
          if (!difference.blocked().contains(place)) {
            places.put(place, Basis.of(ground));
          }
        });
    SortedMap<Region, RegionBasis> regions = new TreeMap<>();
    live.regions()
        .forEach((region, found) ->
            found
                .settings()
                .asOptional()
                .ifPresent(settings -> regions.put(region, RegionBasis.of(region, settings))));
    return new Bases(places, regions);
  }

  /// The bases once these changes are done.
  public Bases after(Collection<Change> done) {
    SortedMap<Place, Basis> nowPlaces = new TreeMap<>(places);
    SortedMap<Region, RegionBasis> nowRegions = new TreeMap<>(regions);
    for (Change change : done) {
      switch (change) {
        case Change.ClusterTag tag ->
            nowPlaces.computeIfPresent(tag.place(), (_, basis) -> basis.after(tag));
        case Change.AccountFeature feature ->
            nowPlaces.computeIfPresent(feature.place(), (_, basis) -> basis.after(feature));
        case Change.OrganizationFeature feature ->
            nowRegions.computeIfPresent(feature.region(), (_, basis) -> basis.after(feature));
      }
    }
    return new Bases(nowPlaces, nowRegions);
  }

  /// The places of one region.
  List<Basis> in(Region region) {
    return places.values().stream().filter(b -> b.place().region().equals(region)).toList();
  }
}
