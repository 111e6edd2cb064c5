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
import java.util.TreeMap;
import java.util.function.Predicate;

/// How many clusters GuardDuty itself calls what.
///
/// @param healthy those whose events reach it
/// @param unhealthy those whose events do not
/// @param unwanted those among them that GuardDuty shall not manage: nothing is wrong with these
/// @param other those of which it says neither
/// @param unlisted those that it manages, as far as the settings and the tag go, and does not list
record CoverageCounts(int healthy, int unhealthy, int unwanted, int other, int unlisted) {
  static final CoverageCounts NONE = new CoverageCounts(0, 0, 0, 0, 0);

  /// The counts of all accounts and regions that a plan is about.
  static CoverageCounts of(Landscape landscape) {
    return landscape.spots().keySet().stream()
        .map(place -> of(landscape, place))
        .reduce(NONE, CoverageCounts::plus);
  }

  /// The counts of one account in one region.
  static CoverageCounts of(Landscape landscape, Place place) {
    Reading<SortedMap<ClusterName, ClusterCoverage>> seen = landscape.seen(place);
    if (seen.asOptional().isEmpty()) {
      return NONE;
    }
    SortedMap<ClusterName, ClusterCoverage> listed = seen.asOptional().get();
    SortedMap<ClusterName, Landscape.Cover> clusters =
        landscape.spots().get(place) instanceof Landscape.Spot.Planned planned
            ? planned.clusters()
            : new TreeMap<>();
    int unlisted =
        (int)
            clusters.entrySet().stream()
                .filter(one -> one.getValue().now() && !listed.containsKey(one.getKey()))
                .count();
    return of(
        listed.values(),
        one -> {
          Landscape.Cover cover = clusters.get(one.cluster());
          return cover == null || cover.then();
        },
        unlisted);
  }

  /// @param wanted whether GuardDuty shall manage it
  /// @param unlisted how many there are besides that it should list
  static CoverageCounts of(
      Collection<ClusterCoverage> listed, Predicate<ClusterCoverage> wanted, int unlisted) {
    int healthy = 0;
    int unhealthy = 0;
    int unwanted = 0;
    int other = 0;
    for (ClusterCoverage one : listed) {
      switch (one.health()) {
        case Health.Healthy _ -> healthy++;
        case Health.Unhealthy _ -> {
          unhealthy++;
          unwanted += wanted.test(one) ? 0 : 1;
        }
        case Health.Other _ -> other++;
      }
    }
    return new CoverageCounts(healthy, unhealthy, unwanted, other, unlisted);
  }

  private CoverageCounts plus(CoverageCounts more) {
    return new CoverageCounts(
        healthy + more.healthy,
        unhealthy + more.unhealthy,
        unwanted + more.unwanted,
        other + more.other,
        unlisted + more.unlisted);
  }

  int listed() {
    return healthy + unhealthy + other;
  }

  /// Whether somebody should look.
  boolean isWrong() {
    return unhealthy > unwanted || unlisted > 0;
  }

  /// `2 healthy, 1 unhealthy`: only what there is.
  String words() {
    List<String> parts = new ArrayList<>();
    add(parts, healthy, "healthy");
    add(parts, unhealthy - unwanted, "unhealthy");
    add(parts, unwanted, "not to be managed");
    add(parts, other, "of another status");
    add(parts, unlisted, "managed and not listed");
    return parts.isEmpty() ? "no cluster listed" : String.join(", ", parts);
  }

  private static void add(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
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
