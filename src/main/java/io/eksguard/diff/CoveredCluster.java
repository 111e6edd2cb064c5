package io.eksguard.diff;

import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.Health;
import io.eksguard.model.Assignment;

/// A cluster of an account that the file covers, as GuardDuty has it.
///
/// @param assignment which entry of the file decides for its account
/// @param coverage what GuardDuty says of it
public record CoveredCluster(Assignment assignment, ClusterCoverage coverage) {
  /// Whether GuardDuty shall manage it.
  public boolean shallBeManaged() {
    return assignment.setting().enabled() && assignment.selection().manages(coverage.cluster());
  }

  /// Whether GuardDuty says in so many words that its events arrive.
  public boolean isHealthy() {
    return coverage.health() instanceof Health.Healthy;
  }
}
