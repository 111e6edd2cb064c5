package io.eksguard.cli;

import io.eksguard.config.DesiredStateReader;
import io.eksguard.config.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// The desired-state files that a command works from.
public final class DesiredFiles {
  /// The file that is meant where none is named.
  static final Path USUAL = Path.of("eksguard.yaml");

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = {
        "The desired-state file, or a folder of them.",
        "May be given several times. Default: eksguard.yaml."
      })
  private List<Path> files = new ArrayList<>();

  /// These files.
  public static DesiredFiles of(List<Path> paths) {
    var files = new DesiredFiles();
    files.files = List.copyOf(paths);
    return files;
  }

  /// Whether the user named any.
  boolean areNamed() {
    return !files.isEmpty();
  }

  /// The files that are meant, with those that a command takes besides.
  public List<Path> paths(List<Path> more) {
    List<Path> all = new ArrayList<>(files);
    all.addAll(more);
    return all.isEmpty() ? List.of(USUAL) : all;
  }

  /// The file that stands for all of them: the first one that is none of the folders.
  String first() {
    List<Path> all = paths(List.of());
    return all.stream()
        .filter(file -> !Files.isDirectory(file))
        .findFirst()
        .orElse(all.getFirst())
        .toString();
  }

  Result read(Ports ports) {
    return new DesiredStateReader(LocalDate.now(ports.clock())).read(paths(List.of()));
  }
}
