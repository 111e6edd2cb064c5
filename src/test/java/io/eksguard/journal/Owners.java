package io.eksguard.journal;

import java.time.Instant;
import java.util.Optional;

/// Owners of locks for tests.
final class Owners {
  private Owners() {}

  /// This process.
  static Owner me() {
    return of(ProcessMark.current());
  }

  static Owner of(ProcessMark process) {
    return new Owner("ann", "build-7", process, "eksguard apply --yes");
  }

  /// The number of this process, as one that started at another time had it.
  static Owner myNumberBefore() {
    var mine = ProcessMark.current();
    return of(new ProcessMark(mine.pid(), mine.space(), Optional.of(Instant.EPOCH)));
  }

  /// A process that has ended.
  static Owner dead() throws Exception {
    var process = Child.start("nothing");
    var started = process.toHandle().info().startInstant();
    long pid = process.pid();
    process.getOutputStream().close();
    process.waitFor();
    return of(new ProcessMark(pid, ProcessMark.current().space(), started));
  }
}
