package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.live.LiveReader;
import io.eksguard.model.Reach;
import io.eksguard.snapshot.Snapshot;
import io.eksguard.snapshot.SnapshotCodec;
import io.eksguard.snapshot.SnapshotReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A snapshot in place of AWS, for commands that only look.
final class FromOption {
  @Option(
      names = "--from",
      paramLabel = "SNAPSHOT",
      description = "Read this snapshot instead of AWS. Needs no credentials and no network.")
  private @Nullable Path from;

  /// What there is to read.
  sealed interface Opened {
    /// AWS, a sandbox or a snapshot.
    record Ok(Cloud.Source source) implements Opened {}

    /// Nothing, and why.
    record Refused(Diagnostic why) implements Opened {}
  }

  /// Whether a snapshot was named.
  boolean isNamed() {
    return from != null;
  }

  /// What does not go together with a snapshot.
  ///
  /// @param undo whether the way back from a run is asked for
  Optional<Diagnostic> unfit(Target target, boolean undo) {
    if (from == null) {
      return Optional.empty();
    }
    if (target.typed().isPresent()) {
      return Optional.of(
          Diagnostic.error(Code.WRONG_USAGE, "`--from` and `--sandbox` both say what to read.")
              .hint("Leave one of them out."));
    }
    return undo
        ? Optional.of(
            Diagnostic.error(Code.WRONG_USAGE, "`--undo` looks at what is live now.")
                .hint("Leave `--from` out."))
        : Optional.empty();
  }

  /// Opens the snapshot, or connects to the target to look.
  Opened open(Ports ports, CallOptions calls, Target target, Reach reach) {
    Path file = from;
    if (file != null) {
      return switch (SnapshotFiles.read(file)) {
        case SnapshotCodec.Read.Refused(Diagnostic why) -> new Opened.Refused(why);
        case SnapshotCodec.Read.Ok(Snapshot snapshot) -> new Opened.Ok(new Kept(snapshot));
      };
    }
    return switch (target.connect(ports, calls, reach)) {
      case Target.Connected.Refused(Diagnostic why) -> new Opened.Refused(why);
      case Target.Connected.Ok(Cloud.Connection connection) -> new Opened.Ok(connection);
    };
  }

  /// When the last apply to the same target ended. A snapshot may be of any.
  Optional<Instant> lastApply(Ports ports, Target target) {
    return isNamed() ? Optional.empty() : LastRun.finished(RunFiles.runs(ports, target));
  }

  /// A snapshot as something that can be read.
  private record Kept(Snapshot snapshot) implements Cloud.Source {
    @Override
    public LiveReader reader() {
      return new SnapshotReader(snapshot);
    }

    /// Nothing is open.
    @Override
    public void close() {}
  }
}
