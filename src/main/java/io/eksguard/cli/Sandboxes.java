package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The port by which commands start the embedded sandbox.
public interface Sandboxes {
  /// What starting gave.
  sealed interface Started {
    /// It runs.
    record Ok(Running sandbox) implements Started {}

    /// It could not be started.
    record Refused(Diagnostic why) implements Started {}
  }

  /// A sandbox that runs.
  interface Running extends AutoCloseable {
    /// Where it listens, on loopback.
    URI endpoint();

    @Override
    void close();
  }

  /// Starts a sandbox whose world is kept in the file; a file that is not there yet begins with the
  /// built-in world.
  ///
  /// @param port the port to listen on; 0 for any that is free
  /// @param latency how long each answer takes on its way
  Started start(Path world, int port, Duration latency);

  /// Brings the world back to how it was at first.
  Optional<Diagnostic> reset(Path world);
}
