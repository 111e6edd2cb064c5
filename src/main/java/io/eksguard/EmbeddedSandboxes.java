package io.eksguard;

import io.eksguard.cli.Sandboxes;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.WorldFile;
import io.eksguard.sim.world.WorldException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// The sandbox of `sim` behind the port of the commands.
final class EmbeddedSandboxes implements Sandboxes {
  private final InstantSource clock;

  EmbeddedSandboxes(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Started start(Path world, int port, Duration latency) {
    try {
      makeFolder(world);
      var sandbox = Sandbox.start(WorldFile.open(world), port, latency, clock);
      return new Started.Ok(
          new Running() {
            @Override
            public URI endpoint() {
              return sandbox.endpoint();
            }

            @Override
            public void close() {
              sandbox.close();
            }
          });
    } catch (WorldException | UncheckedIOException e) {
      return new Started.Refused(problem(world, e));
    }
  }

  @Override
  public Optional<Diagnostic> reset(Path world) {
    try {
      makeFolder(world);
      WorldFile.at(world).reset();
      return Optional.empty();
    } catch (WorldException | UncheckedIOException e) {
      return Optional.of(problem(world, e));
    }
  }

  private static void makeFolder(Path world) {
    Path folder = world.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Diagnostic problem(Path world, RuntimeException e) {
    return Diagnostic.error(Code.BAD_WORLD, String.valueOf(e.getMessage()))
        .hint("Mend the file, or delete %s to start from the built-in world.".formatted(world));
  }
}
