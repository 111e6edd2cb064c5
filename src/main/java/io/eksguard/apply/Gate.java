package io.eksguard.apply;

import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.Outcome;
import java.util.List;

/// What stands between the rings of a rollout.
@FunctionalInterface
public interface Gate {
  /// A gate that is always open, for plans without rings.
  Gate OPEN = (_, _) -> new Verdict.Open();

  /// Asked once for each ring that is over, in their order, also for one in which nothing was left
  /// to do; nothing is in flight while it is. It may take its time.
  ///
  /// @param ring the ring, the first being 1
  /// @param outcomes how the steps ended that have ended
  Verdict after(int ring, List<Outcome> outcomes);

  /// The last ring that is to be asked about even if neither it nor a later one has a step left:
  /// what was begun in it has yet to prove itself. 0 if there is none.
  default int lastOwed() {
    return 0;
  }

  /// Whether the next ring may begin.
  sealed interface Verdict {
    /// It may.
    record Open() implements Verdict {}

    /// No further ring may begin.
    record Shut(Diagnostic why) implements Verdict {}

    /// The run was told to stop before that could be said.
    record Stopped() implements Verdict {}
  }
}
