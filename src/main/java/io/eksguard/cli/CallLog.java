package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.FileTrouble;
import io.eksguard.journal.PrivateFiles;
import io.eksguard.live.WireAttempt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Every attempt of a call to AWS as a line of JSON; `docs/reference/logging.md` describes it. Safe
/// for use by several threads.
///
/// It has names and numbers only, and nothing of what was sent or answered: no credentials, no
/// headers, no bodies. A fault on the way costs the rest of the log, and not the command.
final class CallLog implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final InstantSource clock;
  private final Instant began;
  private Optional<Diagnostic> problem = Optional.empty();

  private CallLog(Path file, FileChannel channel, InstantSource clock) {
    this.file = file;
    this.channel = channel;
    this.clock = clock;
    this.began = clock.instant();
  }

  /// What opening gave.
  sealed interface Opened {
    /// It can be written.
    record Ok(CallLog log) implements Opened {}

    /// It cannot.
    record Refused(Diagnostic why) implements Opened {}
  }

  /// Opens the log, behind what is in the file already. A new file is for its owner only.
  ///
  /// @param command such as `plan`
  static Opened open(Path file, InstantSource clock, String version, String command) {
    try {
      var channel = PrivateFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      var log = new CallLog(file, channel, clock);
      log.append(log.line("begin", log.began).put("version", version).put("command", command));
      if (log.problem.isEmpty()) {
        return new Opened.Ok(log);
      }
      log.close();
      return new Opened.Refused(log.problem.get());
    } catch (IOException e) {
      return new Opened.Refused(
          Diagnostic.error(
                  Code.UNWRITABLE_FILE,
                  "The log `%s` cannot be written: %s.".formatted(file, FileTrouble.why(e)))
              .hint("Name a file in a folder that is there and that you may write to."));
    }
  }

  private ObjectNode line(String event, Instant at) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("event", event)
        .put("time", at.toString())
        .put("pid", ProcessHandle.current().pid());
  }

  void attempted(WireAttempt attempt) {
    ObjectNode line =
        line("call", clock.instant().minus(attempt.took()))
            .put("service", attempt.service())
            .put("operation", attempt.operation())
            .put("account", attempt.account().orElse(null))
            .put("region", attempt.region())
            .put("attempt", attempt.number());
    attempt
        .status()
        .ifPresentOrElse(status -> line.put("status", status), () -> line.putNull("status"));
    line.put("requestId", attempt.requestId().orElse(null))
        .put("ms", attempt.took().toMillis())
        .put("throttled", attempt.throttled());
    attempt.error().ifPresent(code -> line.put("error", code));
    append(line);
  }

  /// The last line.
  ///
  /// @param exit the exit code
  void ended(Tally.Counts counts, int exit) {
    Instant now = clock.instant();
    append(
        line("end", now)
            .put("calls", counts.calls())
            .put("throttled", counts.throttled())
            .put("failed", counts.failed())
            .put("ms", now.toEpochMilli() - began.toEpochMilli())
            .put("exit", exit));
  }

  /// Why the log is not whole, if so.
  synchronized Optional<Diagnostic> problem() {
    return problem;
  }

  /// Whole lines, so that those of two commands that log to one file do not mix.
  private synchronized void append(ObjectNode line) {
    if (problem.isPresent()) {
      return;
    }
    String text = JsonMapper.shared().writeValueAsString(line) + "\n";
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      problem =
          Optional.of(
              Diagnostic.warning(
                      Code.UNWRITABLE_FILE,
                      "The log `%s` is not whole: %s.".formatted(file, FileTrouble.why(e)))
                  .hint("Make room on the disk. The command itself went on."));
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Each line was handed to the system as it was written.
    }
  }
}
