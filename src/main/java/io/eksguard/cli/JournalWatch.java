package io.eksguard.cli;

import io.eksguard.apply.Watch;
import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.Journal;
import io.eksguard.journal.JournalException;
import io.eksguard.journal.Outcome;
import io.eksguard.plan.Step;
import java.util.List;
import java.util.Optional;

/// Records what an apply does, and hands it on.
final class JournalWatch implements Watch {
  private final Journal journal;
  private final Watch next;

  JournalWatch(Journal journal, Watch next) {
    this.journal = journal;
    this.next = next;
  }

  /// If the intent is not on the disk, the write must not begin.
  @Override
  public Optional<Diagnostic> writing(List<Step> steps) {
    try {
      journal.writing(steps.stream().map(Step::id).toList());
    } catch (JournalException e) {
      return Optional.of(e.why());
    }
    return next.writing(steps);
  }

  /// What has ended has ended, whether it can be recorded or not: a fault stays with the journal,
  /// whose next intent fails, and [#isBroken] tells of it.
  @Override
  public void ended(Outcome outcome) {
    try {
      journal.ended(outcome);
    } catch (JournalException e) {
      // Journal.problem() has it.
    }
    next.ended(outcome);
  }

  /// Whether the journal can no longer be written, so that the run must stop.
  boolean isBroken() {
    return journal.problem().isPresent();
  }
}
