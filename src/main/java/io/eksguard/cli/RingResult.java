package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import io.eksguard.render.RingEnd;
import java.util.List;

/// What came of a ring.
///
/// @param end how it ended, in numbers
/// @param told what to tell of it: what is not healthy, what was excluded again, and why no further
///   ring is begun
/// @param ofPutBack what it means for the exit code that clusters were to be excluded again
record RingResult(RingEnd end, List<Diagnostic> told, List<ExitCode> ofPutBack) {
  RingResult {
    told = List.copyOf(told);
    ofPutBack = List.copyOf(ofPutBack);
  }
}
