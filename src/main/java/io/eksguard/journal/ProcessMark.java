package io.eksguard.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A process, named so that a later one with the same number is not taken for it.
///
/// @param pid its number
/// @param space where the number counts: the pid namespace on Linux, so that a container which
///   shares the host's name is not taken for the host; empty elsewhere
/// @param started when it started, where the system tells
public record ProcessMark(long pid, String space, Optional<Instant> started) {
  /// Linux tells the time of its own start in whole seconds, which may round either way.
  private static final Duration ROUNDING = Duration.ofSeconds(2);

  private static final Path SPACE = Path.of("/proc/self/ns/pid");

  /// This process.
  public static ProcessMark current() {
    var self = ProcessHandle.current();
    return new ProcessMark(self.pid(), spaceHere(), self.info().startInstant());
  }

  private static String spaceHere() {
    try {
      return Files.readSymbolicLink(SPACE).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /// Whether it runs, seen from the space it counts in. Where the system does not tell when a
  /// process started, one with the same number is taken for it.
  boolean isRunning() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(found -> mayBe(found.info().startInstant()))
        .orElse(false);
  }

  private boolean mayBe(Optional<Instant> startedNow) {
    return started.isEmpty()
        || startedNow.isEmpty()
        || Duration.between(started.get(), startedNow.get()).abs().compareTo(ROUNDING) <= 0;
  }
}
