package io.eksguard.cli;

import io.eksguard.apply.Watch;
import io.eksguard.journal.Journal;
import io.eksguard.journal.JournalException;
import io.eksguard.journal.Outcome;
import io.eksguard.plan.Step;
import java.util.List;

/// Records what an apply does, and hands it on.
final class JournalWatch implements Watch {
  private final Journal journal;
  private final Watch next;

  JournalWatch(Journal journal, Watch next) {
    this.journal = journal;
    this.next = next;
  }

  /// @throws JournalException if the intent is not on the disk; then the write must not begin
  @Override
  public void writing(List<Step> steps) {
    journal.writing(steps.stream().map(Step::id).toList());
    next.writing(steps);
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
