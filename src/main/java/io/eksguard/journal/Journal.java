package io.eksguard.journal;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.FileTrouble;
import io.eksguard.plan.StepId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a run does, on the disk before the run goes on. `docs/reference/journal.md` describes it.
///
/// The file is only ever appended to. May be used by several threads. After one write has failed
/// every further one fails, so that the file never has a hole.
public final class Journal implements AutoCloseable {
  private final RunId id;
  private final Path file;
  private final FileChannel channel;
  private final InstantSource clock;
  private Optional<JournalException> broken = Optional.empty();

  private Journal(RunId id, Path file, FileChannel channel, InstantSource clock) {
    this.id = id;
    this.file = file;
    this.channel = channel;
    this.clock = clock;
  }

  /// Begins the journal of a run: a file of its own, for its owner only. Deletes the oldest runs
  /// beyond [Runs#KEPT].
  ///
  /// @param version eksguard's own version
  /// @param planDocument the plan as one JSON document
  /// @throws JournalException if the file cannot be made or written, or is there already
  /// @throws IllegalArgumentException if the plan is not one JSON document, which is a bug of ours
  public static Journal create(
      Path runsFolder, RunId id, InstantSource clock, String version, String planDocument) {
    String begin = Entry.begin(id, clock.instant(), version, planDocument);
    Path file = Runs.file(runsFolder, id);
    Journal journal;
    try {
      PrivateFiles.createFolder(runsFolder);
      var channel =
          PrivateFiles.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
      journal = new Journal(id, file, channel, clock);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
    try {
      journal.append(begin);
    } catch (JournalException e) {
      journal.close();
      throw e;
    }
    PrivateFiles.forceFolder(runsFolder);
    Runs.deleteOldest(runsFolder, id);
    return journal;
  }

  /// The run that is recorded.
  public RunId id() {
    return id;
  }

  /// Records that these steps are about to be written. It is on the disk when this returns.
  ///
  /// @throws JournalException if it is not; then nothing may be written to AWS
  public void writing(List<StepId> steps) {
    append(Entry.writing(steps, clock.instant()));
  }

  /// Records how a step ended. It is on the disk when this returns.
  ///
  /// @throws JournalException if it is not
  public void ended(Outcome outcome) {
    ended(List.of(outcome));
  }

  /// Records how steps ended, all at once. They are on the disk when this returns.
  ///
  /// @throws JournalException if they are not
  public void ended(Collection<Outcome> outcomes) {
    var now = clock.instant();
    append(
        outcomes.stream().map(outcome -> Entry.ended(outcome, now)).collect(Collectors.joining()));
  }

  /// Records that a ring of the rollout is over. It is on the disk when this returns.
  ///
  /// @param verdict in one word; `open` where the next one may begin
  /// @throws JournalException if it is not
  public void ring(String name, String verdict) {
    append(Entry.ring(name, verdict, clock.instant()));
  }

  /// Records that the run came to its end, by itself or because it was asked to stop. A run without
  /// this line was killed.
  ///
  /// @param verdict how it ended, in one word
  /// @throws JournalException if it cannot be written
  public void finished(String verdict) {
    append(Entry.end(verdict, clock.instant()));
  }

  /// Why the journal can no longer be written, if so.
  public synchronized Optional<Diagnostic> problem() {
    return broken.map(JournalException::why);
  }

  private synchronized void append(String lines) {
    if (broken.isPresent()) {
      throw broken.get();
    }
    try {
      PrivateFiles.write(channel, lines);
    } catch (IOException e) {
      var fault = unwritable(file, e);
      broken = Optional.of(fault);
      throw fault;
    }
  }

  private static JournalException unwritable(Path file, IOException e) {
    return new JournalException(
        Diagnostic.error(
                Code.UNWRITABLE_FILE,
                "The journal `%s` cannot be written: %s.".formatted(file, FileTrouble.why(e)))
            .hint("Nothing more is written to AWS. Make room on the disk, then apply again."),
        e);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // All that was recorded is on the disk already.
    }
  }
}
