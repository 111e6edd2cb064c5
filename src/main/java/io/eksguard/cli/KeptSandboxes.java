package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Sandboxes that outlive the commands of a session, so that each command finds the one before.
final class KeptSandboxes implements Sandboxes, AutoCloseable {
  private final Sandboxes inner;
  private final Map<Path, Running> running = new HashMap<>();

  KeptSandboxes(Sandboxes inner) {
    this.inner = inner;
  }

  @Override
  public synchronized Started start(Path world, int port, Duration latency) {
    Path key = world.toAbsolutePath().normalize();
    Running kept = running.get(key);
    if (kept != null) {
      return new Started.Ok(new Lent(kept.endpoint()));
    }
    Started started = inner.start(world, port, latency);
    return switch (started) {
      case Started.Refused _ -> started;
      case Started.Ok(Running sandbox) -> {
        running.put(key, sandbox);
        yield new Started.Ok(new Lent(sandbox.endpoint()));
      }
    };
  }

  @Override
  public Optional<Diagnostic> reset(Path world) {
    close();
    return inner.reset(world);
  }

  /// Stops them; what starts next reads its world from the file again.
  @Override
  public synchronized void close() {
    running.values().forEach(Running::close);
    running.clear();
  }

  /// One that a command may close without stopping it.
  private record Lent(URI endpoint) implements Running {
    @Override
    public void close() {
      // The session goes on with it.
    }
  }
}
