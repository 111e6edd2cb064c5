package io.eksguard.cli;

import io.eksguard.apply.Applier;
import io.eksguard.apply.Gate;
import io.eksguard.apply.Watch;
import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.ApplyLock;
import io.eksguard.journal.Journal;
import io.eksguard.journal.JournalException;
import io.eksguard.journal.Outcome;
import io.eksguard.journal.Owner;
import io.eksguard.journal.RunId;
import io.eksguard.live.Deadline;
import io.eksguard.live.LiveReader;
import io.eksguard.plan.Certificate;
import io.eksguard.plan.OrderChecker;
import io.eksguard.plan.PlanCodec;
import io.eksguard.plan.PlanDocument;
import io.eksguard.plan.PutBack;
import io.eksguard.plan.Step;
import io.eksguard.plan.Summaries;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Runs a plan under the lock, with a journal.
final class ApplyRun {
  private final Ports ports;
  private final Page page;
  private final Target target;
  private final LiveReader reader;
  private final Applier applier;
  private final Deadline deadline;

  /// @param deadline after which no further step begins
  ApplyRun(
      Ports ports,
      Page page,
      Target target,
      LiveReader reader,
      Applier applier,
      Deadline deadline) {
    this.ports = ports;
    this.page = page;
    this.target = target;
    this.reader = reader;
    this.applier = applier;
    this.deadline = deadline;
  }

  /// What running gave.
  sealed interface Result {
    /// It ran.
    ///
    /// @param id the run's name in the journal
    /// @param rings what came of the rings of a rollout that are over
    record Ran(RunId id, List<Outcome> outcomes, List<RingResult> rings) implements Result {}

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
    Trial trial = document.rings().isPresent() ? earlier() : Trial.none();
    try (lock;
        var journal = journal(document)) {
      var watch = new JournalWatch(journal, progress());
      Optional<RolloutGate> gate =
          document
              .rings()
              .map(rings ->
                  new RolloutGate(
                      ports,
                      page,
                      reader,
                      document,
                      rings,
                      journal,
                      deadline,
                      trial,
                      way -> putBack(document, way)));
      Gate between = gate.<Gate>map(one -> one).orElse(Gate.OPEN);
      List<Outcome> outcomes =
          applier.apply(document.waves(), between, watch, () -> mustStop(watch));
      finish(journal, outcomes);
      return new Result.Ran(
          journal.id(), outcomes, gate.map(RolloutGate::results).orElse(List.of()));
    } catch (JournalException e) {
      return new Result.Refused(e.why());
    }
  }

  private Trial earlier() {
    return Trial.ofEarlierRuns(RunFiles.runs(ports, target), ports.clock().instant());
  }

  private Journal journal(PlanDocument document) {
    return Journal.create(
        RunFiles.runs(ports, target),
        RunId.next(ports.clock(), new SecureRandom()),
        ports.clock(),
        ports.version(),
        PlanCodec.write(document));
  }

  private boolean mustStop(JournalWatch watch) {
    return ports.interrupted().getAsBoolean() || watch.isBroken() || deadline.isPast();
  }

  /// Excludes clusters of a ring again: a run of its own, with a journal of its own, under the same
  /// lock.
  ///
  /// @return how its steps ended; none began if its order does not hold
  private List<Outcome> putBack(PlanDocument document, PutBack way) {
    return switch (OrderChecker.check(way.plan(), way.bases())) {
      case OrderChecker.Verdict.Broken broken -> {
        Diagnostic why = Orders.problem(broken, way.plan()).orElseThrow();
        yield notBegun(way, why);
      }
      case OrderChecker.Verdict.Holds(Certificate certificate) -> {
        PlanDocument its =
            new PlanDocument(
                ports.version(),
                ports.clock().instant(),
                document.target(),
                document.reach(),
                document.limits(),
                Summaries.with(way.plan(), document.summary()),
                way.bases(),
                way.plan(),
                certificate,
                Optional.empty());
        try (var journal = journal(its)) {
          var watch = new JournalWatch(journal, progress());
          // It is not stopped half way: what it takes away again is what the user must not be left
          // with.
          List<Outcome> outcomes = applier.apply(way.plan(), watch, watch::isBroken);
          finish(journal, outcomes);
          yield outcomes;
        } catch (JournalException e) {
          yield notBegun(way, e.why());
        }
      }
    };
  }

  private static List<Outcome> notBegun(PutBack way, Diagnostic why) {
    return way.plan().steps().stream()
        .<Outcome>map(step -> new Outcome.Failed(step.id(), why))
        .toList();
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
