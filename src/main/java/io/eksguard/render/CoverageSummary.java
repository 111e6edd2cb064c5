package io.eksguard.render;

import io.eksguard.diff.CoveredCluster;
import io.eksguard.diff.FleetCoverage;
import io.eksguard.live.CoverageIssue;
import io.eksguard.live.CoverageIssue.Remedy;
import io.eksguard.live.Health;
import java.util.List;
import java.util.function.Predicate;

/// The counts of a coverage.
///
/// @param clusters all that are shown
/// @param healthy those that are healthy
/// @param unhealthy those that are not
/// @param other those of which GuardDuty says neither
/// @param notWanted those that are unhealthy and that GuardDuty shall not manage
/// @param toDo issues that somebody must do something about
/// @param toWait issues that pass by themselves
/// @param hopeless issues that nothing can be done about
/// @param unknown issues that this version does not know
record CoverageSummary(
    int clusters,
    int healthy,
    int unhealthy,
    int other,
    int notWanted,
    int toDo,
    int toWait,
    int hopeless,
    int unknown) {
  static CoverageSummary of(FleetCoverage fleet) {
    List<CoveredCluster> all = fleet.clusters();
    return new CoverageSummary(
        all.size(),
        count(all, CoveredCluster::isHealthy),
        count(all, CoverageSummary::isUnhealthy),
        count(all, one -> one.coverage().health() instanceof Health.Other),
        count(all, one -> isUnhealthy(one) && !one.shallBeManaged()),
        issues(all, Remedy.ACT),
        issues(all, Remedy.WAIT),
        issues(all, Remedy.NONE),
        issues(all, Remedy.UNKNOWN));
  }

  private static boolean isUnhealthy(CoveredCluster cluster) {
    return cluster.coverage().health() instanceof Health.Unhealthy;
  }

  private static int issues(List<CoveredCluster> all, Remedy remedy) {
    return count(
        all,
        one ->
            one.coverage()
                .kindOfIssue()
                .map(CoverageIssue::remedy)
                .filter(remedy::equals)
                .isPresent());
  }

  private static int count(List<CoveredCluster> all, Predicate<CoveredCluster> which) {
    return Math.toIntExact(all.stream().filter(which).count());
  }
}
