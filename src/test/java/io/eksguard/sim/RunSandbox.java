package io.eksguard.sim;

import io.eksguard.sim.world.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/// Runs a sandbox until it is killed, to try real clients on it by hand: `RunSandbox PORT
/// [WORLD.yaml]`. A world file is only read.
final class RunSandbox {
  private RunSandbox() {}

  /// Starts it.
  public static void main(String[] args) throws Exception {
    var world =
        args.length > 1
            ? World.parse(Files.readString(Path.of(args[1])), args[1])
            : World.builtIn();
    try (var _ = Sandbox.start(world, Integer.parseInt(args[0]), InstantSource.system())) {
      new CountDownLatch(1).await();
    }
  }
}
