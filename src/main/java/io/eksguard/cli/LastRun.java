package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.RecordedRun;
import io.eksguard.journal.Runs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the last run left open.
final class LastRun {
  private static final int NAMED = 10;

  private LastRun() {}

  /// A warning if the last run was cut off: with what it was doing just then.
  static Optional<Diagnostic> warning(Path runsFolder) {
    return switch (Runs.read(runsFolder, Runs.LATEST)) {
      case Runs.Found.Run(RecordedRun run) when run.finished().isEmpty() ->
          Optional.of(cutOff(run));
      case Runs.Found.Run _, Runs.Found.None _, Runs.Found.NeverBegan _ -> Optional.empty();
      case Runs.Found.Unreadable(Path file, String why) ->
          Optional.of(
              Diagnostic.warning(
                      Code.IN_DOUBT,
                      "The journal of the last run, `%s`, cannot be read: %s.".formatted(file, why))
                  .hint("What it did is read from AWS; move the file away to be rid of this."));
    };
  }

  private static Diagnostic cutOff(RecordedRun run) {
    List<String> doubt = run.inDoubt().stream().map(id -> "`" + id + "`").toList();
    String what =
        doubt.isEmpty()
            ? "between two steps"
            : "while it wrote "
                + String.join(", ", doubt.subList(0, Math.min(NAMED, doubt.size())))
                + (doubt.size() > NAMED ? " and %d more".formatted(doubt.size() - NAMED) : "");
    return Diagnostic.warning(
            Code.IN_DOUBT,
            "The last run, %s, did not come to its end: it was cut off %s."
                .formatted(run.id(), what))
        .hint("What is live was read afresh, so this plan goes on from how things are.");
  }
}
