package io.eksguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every file that is shown as good is good.
class ExamplesTest {
  private final DesiredStateReader reader = new DesiredStateReader(LocalDate.of(2026, 11, 24));

  static List<Path> files() throws IOException {
    try (var examples = Files.list(Path.of("examples"))) {
      return examples.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isReadWithoutAWarning(Path file) {
    var result = reader.read(List.of(file));

    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.loaded()).isPresent();
  }
}
