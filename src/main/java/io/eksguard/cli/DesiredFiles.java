package io.eksguard.cli;

import io.eksguard.config.DesiredStateReader;
import io.eksguard.config.Result;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// The desired-state files that a command works from.
final class DesiredFiles {
  private static final Path USUAL = Path.of("eksguard.yaml");

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = {
        "The desired-state file, or a folder of them.",
        "May be given several times. Default: eksguard.yaml."
      })
  private List<Path> files = new ArrayList<>();

  /// Whether the user named any.
  boolean areNamed() {
    return !files.isEmpty();
  }

  Result read(Ports ports) {
    return new DesiredStateReader(LocalDate.now(ports.clock()))
        .read(files.isEmpty() ? List.of(USUAL) : files);
  }
}
