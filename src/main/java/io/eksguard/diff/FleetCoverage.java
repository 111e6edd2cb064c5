package io.eksguard.diff;

import io.eksguard.live.LiveCoverage;
import io.eksguard.live.LiveState;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.Assignment;
import io.eksguard.model.Assignments;
import io.eksguard.model.Desired;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What GuardDuty says of the clusters that the file covers.
///
/// Whom the defaults cover is known without the list of members: GuardDuty lists only clusters of
/// active ones.
///
/// @param clusters by region, account and name
/// @param leftOut how many more GuardDuty lists, of accounts that the file does not cover, or of
///   which that cannot be said
/// @param complete whether everything could be read
public record FleetCoverage(List<CoveredCluster> clusters, int leftOut, boolean complete) {
  public FleetCoverage {
    clusters = List.copyOf(clusters);
  }

  /// Puts together what was read.
  public static FleetCoverage of(Desired desired, LiveCoverage live, Reading<Units> units) {
    List<CoveredCluster> clusters = new ArrayList<>();
    int leftOut = 0;
    for (Region region : desired.regions()) {
      Set<AccountId> listed = live.accounts(region);
      List<Assignment> assignments =
          Assignments.in(region, desired, listed, LiveState.unitsOf(units));
      assignments.forEach(assignment -> clusters.addAll(clusters(live, assignment)));
      Set<AccountId> covered =
          assignments.stream()
              .map(assignment -> assignment.place().account())
              .collect(Collectors.toCollection(TreeSet::new));
      leftOut +=
          listed.stream()
              .filter(account -> !covered.contains(account))
              .mapToInt(account -> count(live, new Place(account, region)))
              .sum();
    }
    return new FleetCoverage(
        clusters, leftOut, live.problems().isEmpty() && units.problem().isEmpty());
  }

  private static List<CoveredCluster> clusters(LiveCoverage live, Assignment assignment) {
    return live.of(assignment.place()).asOptional().stream()
        .flatMap(known -> known.values().stream())
        .map(coverage -> new CoveredCluster(assignment, coverage))
        .toList();
  }

  private static int count(LiveCoverage live, Place place) {
    return live.of(place).asOptional().map(known -> known.size()).orElse(0);
  }
}
