package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.RecordedRun;
import io.eksguard.journal.Runs;
import io.eksguard.plan.StepId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/// What the run before left open.
final class LastRun {
  private static final int NAMED = 10;

  private LastRun() {}

  /// What to tell the user before the next run begins; nothing if all that was begun has ended.
  static Optional<Diagnostic> leftOpen(Path runsFolder) {
    return switch (Runs.read(runsFolder, Runs.LATEST)) {
      case Runs.Found.Run(RecordedRun run) ->
          Optional.of(run.inDoubt())
              .filter(steps -> !steps.isEmpty())
              .map(steps -> inDoubt(run, steps));
      case Runs.Found.Unreadable(Path file, String why) ->
          Optional.of(
              Diagnostic.warning(
                      Code.UNREADABLE_FILE,
                      "The journal of the last run, `%s`, cannot be read: %s.".formatted(file, why))
                  .hint("This run goes on from what is live now."));
      case Runs.Found.None _, Runs.Found.NeverBegan _ -> Optional.empty();
    };
  }

  /// When the last run ended that came to its end; none if that is not known.
  static Optional<Instant> finished(Path runsFolder) {
    try {
      return Runs.list(runsFolder).stream()
          .flatMap(id -> finished(Runs.read(runsFolder, id.value())).stream())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> finished(Runs.Found found) {
    return switch (found) {
      case Runs.Found.Run(RecordedRun run) -> run.finished();
      case Runs.Found.Unreadable _, Runs.Found.None _, Runs.Found.NeverBegan _ -> Optional.empty();
    };
  }

  private static Diagnostic inDoubt(RecordedRun run, SortedSet<StepId> steps) {
    String named =
        steps.stream().limit(NAMED).map(id -> "`" + id + "`").collect(Collectors.joining(", "));
    String rest = steps.size() > NAMED ? " and " + (steps.size() - NAMED) + " more" : "";
    return Diagnostic.warning(
            Code.IN_DOUBT,
            "Run `%s` was cut short with these in doubt: %s.".formatted(run.id(), named + rest))
        .hint("Their writes may have taken effect. This run goes on from what is live now.");
  }
}
