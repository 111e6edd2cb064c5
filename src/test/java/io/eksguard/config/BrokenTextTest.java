package io.eksguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Diagnostic;
import io.eksguard.render.DiagnosticText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever becomes of a text, the reader answers: it neither throws nor hangs, and what it says
/// can be shown. The changes are the same in each run.
@Timeout(60)
class BrokenTextTest {
  private static final String HOSTILE =
      "\0\t\n\r :-?[]{},#&*!|>'\"%@`~<=\\\u001b\u0085\u2028\uFEFF\uD800é0";

  private final DesiredStateReader reader = new DesiredStateReader(BadFiles.TODAY);

  static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>(SchemaTest.good());
    BadFiles.all().stream().filter(Files::isRegularFile).forEach(files::add);
    return files;
  }

  @ParameterizedTest
  @MethodSource("files")
  void isAnsweredWhereverItIsCut(Path file) throws IOException {
    String text = text(file);

    for (int end = 0; end <= text.length(); end += 7) {
      answer(text.substring(0, end));
      answer(text.substring(end));
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isAnsweredWhateverIsPutInsteadOfACharacter(Path file) throws IOException {
    String text = text(file);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(text.length());

    for (int at = 0; at < text.length(); at += 5) {
      char hostile = HOSTILE.charAt(random.nextInt(HOSTILE.length()));
      answer(text.substring(0, at) + hostile + text.substring(at + 1));
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isAnsweredWhicheverLineIsLost(Path file) throws IOException {
    List<String> lines = text(file).lines().toList();

    for (int lost = 0; lost < lines.size(); lost++) {
      List<String> left = new ArrayList<>(lines);
      left.remove(lost);
      answer(String.join("\n", left));
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private void answer(String text) {
    Result result = reader.readText("f.yaml", text);

    assertThat(result.loaded().isPresent())
        .isEqualTo(result.diagnostics().stream().noneMatch(Diagnostic::isError));
    assertThat(new DiagnosticText(false).render(result.diagnostics())).doesNotContain("\u001b");
  }
}
