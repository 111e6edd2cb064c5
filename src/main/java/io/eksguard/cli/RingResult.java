package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.render.RingEnd;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What came of a ring.
///
/// @param end how it ended, in numbers
/// @param told what to tell of it: what is not healthy, what was excluded again, and why no further
///   ring is begun
/// @param ofPutBack what it means for the exit code that clusters were to be excluded again
/// @param excluded for each account and region, the clusters that were
record RingResult(
    RingEnd end,
    List<Diagnostic> told,
    List<ExitCode> ofPutBack,
    Map<Place, Set<ClusterName>> excluded) {
  RingResult {
    excluded = Map.copyOf(excluded);
    told = List.copyOf(told);
    ofPutBack = List.copyOf(ofPutBack);
  }

  /// Whether the cluster was excluded again.
  boolean hasExcluded(Place place, ClusterName cluster) {
    return excluded.getOrDefault(place, Set.of()).contains(cluster);
  }
}
