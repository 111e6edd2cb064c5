package io.eksguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of files, character by character.
class EditCasesTest {
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  static List<Path> files() throws IOException {
    return EditCase.files();
  }

  @ParameterizedTest
  @MethodSource("files")
  void becomesAsExpected(Path file) throws IOException {
    String after = EditCase.read(file).withResult();

    if (UPDATE) {
      Files.writeString(file, after);
    }

    assertThat(after).isEqualTo(Files.readString(file));
  }
}
