package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Change;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.render.RingEnd;
import java.util.List;

/// What came of a ring.
///
/// @param end how it ended, in numbers
/// @param told what to tell of it: what is not healthy, what was excluded again, and why no further
///   ring is begun
/// @param ofPutBack what it means for the exit code that clusters were to be excluded again
/// @param excluded the tags that were written for that
record RingResult(
    RingEnd end,
    List<Diagnostic> told,
    List<ExitCode> ofPutBack,
    List<Change.ClusterTag> excluded) {
  RingResult {
    excluded = List.copyOf(excluded);
    told = List.copyOf(told);
    ofPutBack = List.copyOf(ofPutBack);
  }

  /// Whether the cluster was excluded again.
  boolean hasExcluded(Place place, ClusterName cluster) {
    return excluded.stream()
        .anyMatch(tag -> tag.place().equals(place) && tag.cluster().equals(cluster));
  }
}
