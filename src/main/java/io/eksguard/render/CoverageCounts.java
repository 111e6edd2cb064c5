package io.eksguard.render;

import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.Health;
import io.eksguard.live.Reading;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/// How many clusters GuardDuty itself calls what.
///
/// @param healthy those whose events reach it
/// @param unhealthy those whose events do not
/// @param other those of which it says neither
/// @param unlisted those that it manages, as far as the settings and the tag go, and does not list
record CoverageCounts(int healthy, int unhealthy, int other, int unlisted) {
  /// The counts of all accounts and regions that a plan is about.
  static CoverageCounts of(Landscape landscape) {
    int healthy = 0;
    int unhealthy = 0;
    int other = 0;
    int unlisted = 0;
    for (Place place : landscape.spots().keySet()) {
      CoverageCounts here = of(landscape, place);
      healthy += here.healthy;
      unhealthy += here.unhealthy;
      other += here.other;
      unlisted += here.unlisted;
    }
    return new CoverageCounts(healthy, unhealthy, other, unlisted);
  }

  private static CoverageCounts of(Landscape landscape, Place place) {
    Reading<SortedMap<ClusterName, ClusterCoverage>> seen = landscape.seen(place);
    if (seen.asOptional().isEmpty()) {
      return new CoverageCounts(0, 0, 0, 0);
    }
    SortedMap<ClusterName, ClusterCoverage> listed = seen.asOptional().get();
    int unlisted =
        landscape.spots().get(place) instanceof Landscape.Spot.Planned planned
            ? (int)
                planned.clusters().entrySet().stream()
                    .filter(one -> one.getValue().now() && !listed.containsKey(one.getKey()))
                    .count()
            : 0;
    return of(listed.values(), unlisted);
  }

  /// @param unlisted how many there are besides that it should list
  static CoverageCounts of(Collection<ClusterCoverage> listed, int unlisted) {
    int healthy = 0;
    int unhealthy = 0;
    int other = 0;
    for (ClusterCoverage one : listed) {
      switch (one.health()) {
        case Health.Healthy _ -> healthy++;
        case Health.Unhealthy _ -> unhealthy++;
        case Health.Other _ -> other++;
      }
    }
    return new CoverageCounts(healthy, unhealthy, other, unlisted);
  }

  int listed() {
    return healthy + unhealthy + other;
  }

  /// `2 healthy, 1 unhealthy`: only what there is.
  String words() {
    List<String> parts = new ArrayList<>();
    add(parts, healthy, "healthy");
    add(parts, unhealthy, "unhealthy");
    add(parts, other, "of another status");
    add(parts, unlisted, "managed and not listed");
    return parts.isEmpty() ? "no cluster listed" : String.join(", ", parts);
  }

  private static void add(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }

  /// What a cell of a matrix says.
  static String cell(Reading<SortedMap<ClusterName, ClusterCoverage>> seen) {
    return switch (seen) {
      case Reading.Present<SortedMap<ClusterName, ClusterCoverage>>(var listed) ->
          "Coverage: " + of(listed.values(), 0).words();
      case Reading.Absent<SortedMap<ClusterName, ClusterCoverage>> _ ->
          "Coverage: no cluster listed";
      case Reading.Unknown<SortedMap<ClusterName, ClusterCoverage>> _ ->
          "Coverage: could not be read";
      case Reading.NotRead<SortedMap<ClusterName, ClusterCoverage>> _ ->
          "Coverage: not read (plan --coverage)";
    };
  }

  /// The line beside a plan; nothing where GuardDuty was not asked.
  static List<String> sentence(Report report) {
    return report.landscape().filter(one -> one.coverage().isPresent()).stream()
        .map(one ->
            "GuardDuty's own coverage: %s.%s"
                .formatted(
                    of(one).words(),
                    one.coverage().filter(all -> all.problems().isEmpty()).isPresent()
                        ? ""
                        : " Not all of it could be read."))
        .toList();
  }
}
