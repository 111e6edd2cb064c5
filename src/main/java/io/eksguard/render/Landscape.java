package io.eksguard.render;

import io.eksguard.diff.Difference;
import io.eksguard.diff.Ground;
import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.LiveCoverage;
import io.eksguard.live.Reading;
import io.eksguard.model.ApproachName;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Setting;
import io.eksguard.plan.Bases;
import io.eksguard.plan.Basis;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Every account and region that a plan is about: how it is covered, and how it shall be.
///
/// @param spots what there is in each account and region
/// @param coverage what GuardDuty itself says of the clusters, if that was asked for
public record Landscape(SortedMap<Place, Spot> spots, Optional<LiveCoverage> coverage) {
  public Landscape {
    spots = new TreeMap<>(spots);
  }

  /// One of which GuardDuty was not asked.
  public Landscape(SortedMap<Place, Spot> spots) {
    this(spots, Optional.empty());
  }

  /// The same, with what GuardDuty itself says.
  public Landscape with(LiveCoverage seen) {
    return new Landscape(spots, Optional.of(seen));
  }

  /// What GuardDuty itself says of the clusters of a place.
  Reading<SortedMap<ClusterName, ClusterCoverage>> seen(Place place) {
    return coverage.map(all -> all.of(place)).orElseGet(() -> new Reading.NotRead<>());
  }

  /// One account in one region.
  public sealed interface Spot {
    /// It was planned for.
    ///
    /// @param approach how it shall be covered
    /// @param live how the features are set
    /// @param wanted how they shall be set
    /// @param clusters its clusters; none where they were not read
    /// @param clustersRead whether they were read
    record Planned(
        ApproachName approach,
        SortedMap<Feature, Setting> live,
        SortedMap<Feature, Setting> wanted,
        SortedMap<ClusterName, Cover> clusters,
        boolean clustersRead)
        implements Spot {
      public Planned {
        live = new TreeMap<>(live);
        wanted = new TreeMap<>(wanted);
        clusters = new TreeMap<>(clusters);
      }

      /// How many clusters GuardDuty manages.
      public long managedNow() {
        return clusters.values().stream().filter(Cover::now).count();
      }

      /// How many clusters GuardDuty shall manage.
      public long managedThen() {
        return clusters.values().stream().filter(Cover::then).count();
      }
    }

    /// It could not be planned for.
    ///
    /// @param approach how it should be covered, if that is known
    record Blocked(Optional<ApproachName> approach) implements Spot {}
  }

  /// One cluster.
  ///
  /// @param tag the value of its tag
  /// @param now whether GuardDuty manages it
  /// @param then whether GuardDuty shall manage it
  public record Cover(Optional<String> tag, boolean now, boolean then) {}

  /// What a comparison found.
  public static Landscape of(Bases bases, Difference difference) {
    SortedMap<Place, Spot> spots = new TreeMap<>();
    difference.blocked().forEach(place -> spots.put(place, new Spot.Blocked(Optional.empty())));
    difference
        .grounds()
        .forEach((place, ground) -> {
          ApproachName approach = approach(ground);
          Basis basis = bases.places().get(place);
          spots.put(
              place,
              basis == null ? new Spot.Blocked(Optional.of(approach)) : planned(basis, approach));
        });
    return new Landscape(spots);
  }

  /// What a saved plan knows: there the approach is what the wanted settings come to.
  public static Landscape of(Bases bases) {
    SortedMap<Place, Spot> spots = new TreeMap<>();
    bases.places().forEach((place, basis) -> spots.put(place, planned(basis, approach(basis))));
    return new Landscape(spots);
  }

  private static Spot planned(Basis basis, ApproachName approach) {
    SortedMap<ClusterName, Cover> clusters = new TreeMap<>();
    basis
        .tags()
        .forEach((name, tag) ->
            clusters.put(name, new Cover(tag, basis.managesNow(name), basis.shallManage(name))));
    return new Spot.Planned(approach, basis.live(), basis.wanted(), clusters, basis.clustersRead());
  }

  private static ApproachName approach(Ground ground) {
    return ground.assignment().entry().approach().name();
  }

  private static ApproachName approach(Basis basis) {
    if (basis.wanted().values().stream().noneMatch(Setting::enabled)) {
      return ApproachName.DISABLED;
    }
    boolean plain = basis.selection().named().isEmpty();
    if (basis.selection().othersManaged()) {
      return plain ? ApproachName.ALL : ApproachName.ALL_EXCEPT;
    }
    return plain ? ApproachName.MANUAL : ApproachName.ONLY;
  }
}
