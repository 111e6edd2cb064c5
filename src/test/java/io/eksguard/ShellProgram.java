package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program that a test starts with nothing on the path but what it names.
///
/// @param folder where it works
/// @param path its `PATH`
record ShellProgram(Path folder, String path) {
  /// How it ended, and what it said.
  record Ended(int code, String out, String err) {}

  /// Starts it, gives it this on standard input and waits for its end.
  Ended run(Map<String, String> environment, String input, String... command) throws IOException {
    Path out = Files.createTempFile(folder, ".said", "");
    Path err = Files.createTempFile(folder, ".said", "");
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("it ends").isTrue();
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      process.destroyForcibly();
      Files.delete(out);
      Files.delete(err);
    }
  }

  /// A folder for the path with these programs of the system, and no others.
  static Path programs(Path folder, List<String> names) throws IOException {
    Files.createDirectories(folder);
    for (String name : names) {
      for (String bin : List.of("/usr/bin", "/bin")) {
        if (Files.exists(Path.of(bin, name))) {
          write(folder.resolve(name), "#!/bin/sh\nexec " + bin + "/" + name + " \"$@\"\n");
        }
      }
    }
    return folder;
  }

  /// Writes a file that can be run.
  static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
