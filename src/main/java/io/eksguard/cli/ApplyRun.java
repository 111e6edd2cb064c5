package io.eksguard.cli;

import io.eksguard.apply.Applier;
import io.eksguard.apply.Watch;
import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.ApplyLock;
import io.eksguard.journal.Journal;
import io.eksguard.journal.JournalException;
import io.eksguard.journal.Outcome;
import io.eksguard.journal.Owner;
import io.eksguard.journal.RunId;
import io.eksguard.live.Deadline;
import io.eksguard.plan.PlanCodec;
import io.eksguard.plan.PlanDocument;
import io.eksguard.plan.Step;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Runs a plan under the lock, with a journal.
final class ApplyRun {
  private final Ports ports;
  private final Page page;
  private final Target target;
  private final Applier applier;
  private final Deadline deadline;

  /// @param deadline after which no further step begins
  ApplyRun(Ports ports, Page page, Target target, Applier applier, Deadline deadline) {
    this.ports = ports;
    this.page = page;
    this.target = target;
    this.applier = applier;
    this.deadline = deadline;
  }

  /// What running gave.
  sealed interface Result {
    /// It ran.
    ///
    /// @param id the run's name in the journal
    record Ran(RunId id, List<Outcome> outcomes) implements Result {}

    /// It did not begin.
    record Refused(Diagnostic why) implements Result {}
  }

  Result run(PlanDocument document) {
    Owner owner = RunFiles.owner(ports, "eksguard apply " + target.typed().orElse(""));
    return switch (ApplyLock.take(RunFiles.lock(ports, target), ports.clock(), owner)) {
      case ApplyLock.Taking.Refused(Diagnostic why) -> new Result.Refused(why);
      case ApplyLock.Taking.HeldBy(Owner other, Instant since) ->
          new Result.Refused(LockNotes.refusal(other, since));
      case ApplyLock.Taking.TakenOver(ApplyLock lock, Owner dead) -> {
        page.diagnostics(List.of(LockNotes.takenOver(dead)));
        yield underLock(lock, document);
      }
      case ApplyLock.Taking.Taken(ApplyLock lock) -> underLock(lock, document);
    };
  }

  private Result underLock(ApplyLock lock, PlanDocument document) {
    var id = RunId.next(ports.clock(), new SecureRandom());
    try (lock;
        var journal =
            Journal.create(
                RunFiles.runs(ports, target),
                id,
                ports.clock(),
                ports.version(),
                PlanCodec.write(document))) {
      var watch = new JournalWatch(journal, progress());
      List<Outcome> outcomes =
          applier.apply(
              document.plan(),
              watch,
              () -> ports.interrupted().getAsBoolean() || watch.isBroken() || deadline.isPast());
      finish(journal, outcomes);
      return new Result.Ran(id, outcomes);
    } catch (JournalException e) {
      return new Result.Refused(e.why());
    }
  }

  private void finish(Journal journal, List<Outcome> outcomes) {
    try {
      journal.ended(outcomes.stream().filter(Outcome.NotStarted.class::isInstance).toList());
      boolean begunAll = outcomes.stream().noneMatch(Outcome.NotStarted.class::isInstance);
      boolean interrupted = ports.interrupted().getAsBoolean();
      boolean outOfTime = deadline.isPast() && !begunAll;
      String done = Outcomes.allDone(outcomes) ? "done" : "incomplete";
      String ended = outOfTime ? "out-of-time" : done;
      journal.finished(interrupted ? "interrupted" : ended);
    } catch (JournalException e) {
      page.diagnostics(List.of(e.why()));
    }
  }

  private Watch progress() {
    return new Watch() {
      @Override
      public Optional<Diagnostic> writing(List<Step> steps) {
        return Optional.empty();
      }

      @Override
      public void ended(Outcome outcome) {
        page.say(page.planText().ended(outcome));
      }
    };
  }
}
