package io.eksguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Files that use all of the grammar, also what is not carried out yet.
class GoodFilesTest {
  static final Path FOLDER = Path.of("src/test/resources/config/good");

  static List<Path> files() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isRead(Path file) {
    var result = new DesiredStateReader(LocalDate.of(2026, 11, 24)).read(List.of(file));

    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.loaded()).isPresent();
  }
}
