package io.eksguard.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/// The files that are wrong on purpose. Each is a `.yaml` file, or a folder of them, with what is
/// told of it in an `.err` file of the same name beside it.
final class BadFiles {
  static final Path FOLDER = Path.of("src/test/resources/config/bad");
  static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  private BadFiles() {}

  static List<Path> all() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.filter(f -> !f.toString().endsWith(".err")).sorted().toList();
    }
  }

  /// The name of the case, which is a sentence.
  static String sentence(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.yaml$", "");
  }

  static Result read(Path file) {
    return new DesiredStateReader(TODAY).read(List.of(file));
  }
}
