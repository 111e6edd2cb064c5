package io.eksguard.journal;

import io.eksguard.plan.StepId;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a journal tells of a run.
///
/// @param id the run
/// @param begun when it began
/// @param planDocument the plan it ran, as one JSON document
/// @param written the steps whose write was about to begin; no other step can have changed anything
/// @param ended the steps that ended, and how
/// @param rings the rings of the rollout that are over, by name, and the verdict on each, in one
///   word
/// @param finish how the run ended; none if it was killed, or still runs
public record RecordedRun(
    RunId id,
    Instant begun,
    String planDocument,
    SortedSet<StepId> written,
    SortedMap<StepId, Ending> ended,
    SortedMap<String, String> rings,
    Optional<Finish> finish) {
  public RecordedRun {
    written = new TreeSet<>(written);
    ended = new TreeMap<>(ended);
    rings = new TreeMap<>(rings);
  }

  /// The end of a run.
  ///
  /// @param at when
  /// @param verdict how, in one word
  public record Finish(Instant at, String verdict) {}

  /// The steps of which it is not known whether their write took effect: it was about to begin, and
  /// nothing tells how it ended.
  public SortedSet<StepId> inDoubt() {
    var open = new TreeSet<>(written);
    open.removeAll(ended.keySet());
    return open;
  }

  /// When the run came to its end; none if it was killed, or still runs.
  public Optional<Instant> finished() {
    return finish.map(Finish::at);
  }
}
