package io.eksguard.sim;

import io.eksguard.sim.world.World;
import io.eksguard.sim.world.WorldException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A world in a file, so that a sandbox can be stopped and started again.
///
/// Beside `world.yaml` there are `world.yaml.events.jsonl`, the log, and, once a sandbox has
/// changed a file that somebody else wrote, `world.yaml.start`, which is that file as it was.
public final class WorldFile {
  private static final String KEPT =
      "# Kept by the eksguard sandbox: it rewrites this file at every change.";

  private final Path path;

  private WorldFile(Path path) {
    this.path = path;
  }

  /// The world in a file; if there is no such file, it is made from the built-in world.
  ///
  /// @throws WorldException if the file is no world
  public static WorldFile open(Path path) {
    var file = new WorldFile(path);
    if (Files.exists(path)) {
      var _ = file.read();
    } else {
      file.write(World.builtIn());
    }
    return file;
  }

  /// A file that need not be a world, to be reset.
  public static WorldFile at(Path path) {
    return new WorldFile(path);
  }

  /// The file.
  public Path path() {
    return path;
  }

  /// The log of the events, one JSON object in each line.
  public Path events() {
    return Path.of(path + ".events.jsonl");
  }

  private Path start() {
    return Path.of(path + ".start");
  }

  /// The world as it is in the file now.
  ///
  /// @throws WorldException if the file is no world
  public World read() {
    try {
      return World.parse(Files.readString(path), path.toString());
    } catch (IOException e) {
      throw new WorldException(path.toString(), "cannot be read: " + e);
    }
  }

  /// Replaces the file, whole or not at all; it is on the disk when this returns.
  public void write(World world) {
    try {
      keepPristine();
      PrivateFiles.replace(path, KEPT + "\n" + world.toYaml());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keepPristine() throws IOException {
    if (Files.exists(path) && !Files.exists(start())) {
      var text = Files.readString(path);
      if (!text.startsWith(KEPT)) {
        PrivateFiles.replace(start(), text);
      }
    }
  }

  /// Brings back the file as it was before the first change, or the built-in world if the sandbox
  /// made the file; and forgets the events.
  public void reset() {
    try {
      Files.deleteIfExists(events());
      if (Files.exists(start())) {
        Files.move(
            start(), path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } else if (!Files.exists(path) || Files.readString(path).startsWith(KEPT)) {
        write(World.builtIn());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
