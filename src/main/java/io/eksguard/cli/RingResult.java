package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import io.eksguard.render.RingEnd;
import java.util.List;

/// What came of a ring.
///
/// @param end how it ended, in numbers
/// @param told what to tell of it: what is not healthy, what was excluded again, and why no further
///   ring is begun
record RingResult(RingEnd end, List<Diagnostic> told) {
  RingResult {
    told = List.copyOf(told);
  }
}
