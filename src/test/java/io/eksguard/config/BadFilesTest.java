package io.eksguard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.render.DiagnosticText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What users are told of files that are wrong, word for word.
class BadFilesTest {
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  static List<Path> files() throws IOException {
    return BadFiles.all();
  }

  @ParameterizedTest
  @MethodSource("files")
  void isToldAsExpected(Path file) throws IOException {
    String told =
        new DiagnosticText(false)
            .render(BadFiles.read(file).diagnostics())
            .replace(BadFiles.FOLDER + "/", "");
    Path golden = golden(file);

    if (UPDATE) {
      Files.writeString(golden, told);
    }

    assertThat(told).isNotEmpty().isEqualTo(Files.readString(golden));
  }

  @Test
  void everyExpectationHasItsFile() throws IOException {
    // While they are being written, which test comes first would decide.
    assumeFalse(UPDATE);
    List<Path> wanted = BadFiles.all().stream().map(BadFilesTest::golden).sorted().toList();

    try (var files = Files.list(BadFiles.FOLDER)) {
      assertThat(files.filter(f -> f.toString().endsWith(".err")).sorted().toList())
          .isEqualTo(wanted);
    }
  }

  @Test
  void everyCodeOfTheFileIsShown() throws IOException {
    Set<Code> shown = EnumSet.noneOf(Code.class);
    for (Path file : BadFiles.all()) {
      BadFiles.read(file).diagnostics().stream().map(Diagnostic::code).forEach(shown::add);
    }

    Set<Code> all = EnumSet.range(Code.UNREADABLE_FILE, Code.ONLY_ONE_OF);
    all.add(Code.POLICY_TOO_LONG);
    assertThat(shown).isEqualTo(all);
  }

  private static Path golden(Path file) {
    return BadFiles.FOLDER.resolve(BadFiles.sentence(file) + ".err");
  }
}
