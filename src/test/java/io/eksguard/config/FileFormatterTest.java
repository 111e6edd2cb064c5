package io.eksguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `src/test/resources/config/format` has files out of order, each with the file in order beside
/// it.
class FileFormatterTest {
  private static final Path FOLDER = Path.of("src/test/resources/config/format");

  private final FileFormatter formatter = new FileFormatter();

  static List<Path> outOfOrder() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  static List<Path> all() throws IOException {
    List<Path> all = new ArrayList<>(SchemaTest.good());
    all.addAll(outOfOrder());
    return all;
  }

  @ParameterizedTest
  @MethodSource("outOfOrder")
  void putsInOrder(Path file) throws IOException {
    String formatted = format(Files.readString(file));

    Path expected = Path.of(file.toString().replaceFirst("\\.yaml$", ".formatted"));
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(expected, formatted);
    }
    assertThat(formatted).isEqualTo(Files.readString(expected));
  }

  @ParameterizedTest
  @MethodSource("all")
  void leavesAloneWhatIsInOrder(Path file) throws IOException {
    String once = format(Files.readString(file));

    assertThat(format(once)).isEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("all")
  void keepsTheMeaning(Path file) throws IOException {
    String text = Files.readString(file);

    assertThat(desired(format(text))).isEqualTo(desired(text));
  }

  @ParameterizedTest
  @MethodSource("io.eksguard.config.ExamplesTest#files")
  void findsTheExamplesInOrder(Path file) throws IOException {
    String text = Files.readString(file);

    assertThat(format(text)).isEqualTo(text);
  }

  @Test
  void keepsTheByteOrderMarkAndTheLineBreaks() {
    assertThat(format("\uFEFFregions: [a]\r\nversion: 1\r\n"))
        .isEqualTo("\uFEFFversion: 1\r\nregions: [a]\r\n");
  }

  @Test
  void leavesJsonAlone() {
    String json = "{\"regions\": [\"us-east-1\"],\n \"version\": 1}\n";

    assertThat(format(json)).isEqualTo(json);
  }

  @Test
  void leavesAFileOfCommentsAlone() {
    assertThat(format("  # nothing yet")).isEqualTo("  # nothing yet");
  }

  @Test
  void putsUnknownKeysLast() {
    assertThat(format("fature: x\nregions: [a]\nversion: 1\n"))
        .isEqualTo("version: 1\nregions: [a]\nfature: x\n");
  }

  @Test
  void keepsTheBlankLinesOfATextThatKeepsThem() {
    assertThat(format("limits:\n    a: |+\n        x\n\n\n    disable: 0\n"))
        .isEqualTo("limits:\n  disable: 0\n  a: |+\n    x\n\n\n");
  }

  @Test
  void endsTheLastLine() {
    assertThat(format("version: 1\nfeature: |\n      x"))
        .isEqualTo("version: 1\nfeature: |\n  x\n");
  }

  @Test
  void tellsMistakesOfTheTextAndGivesNothing() {
    var outcome = formatter.text("f.yaml", "version: [\n");

    assertThat(outcome.files()).isEmpty();
    assertThat(outcome.diagnostics()).extracting(Diagnostic::code).containsExactly(Code.NOT_YAML);
  }

  @Test
  void leavesWhatItCannotWriteAloneAndSaysWhy() {
    var outcome = formatter.text("f.yaml", "%YAML 1.2\n---\nversion: 1\n");

    assertThat(outcome.files()).isEmpty();
    assertThat(outcome.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.NOT_FORMATTED);
  }

  @Test
  void knowsTheOrderOfEveryMapping() throws IllegalAccessException {
    Set<Shape> all = new HashSet<>();
    for (Field field : Shape.class.getDeclaredFields()) {
      if (field.getType() == Shape.class) {
        all.add((Shape) field.get(null));
      }
    }

    assertThat(below(Shape.FILE)).containsExactlyInAnyOrderElementsOf(all);
  }

  private static Set<Shape> below(Shape shape) {
    Set<Shape> shapes = new HashSet<>(Set.of(shape));
    for (String key : shape.keys()) {
      shape.below(key).ifPresent(inside -> shapes.addAll(below(inside)));
    }
    return shapes;
  }

  private String format(String text) {
    var outcome = formatter.text("f.yaml", text);

    assertThat(outcome.diagnostics()).isEmpty();
    return outcome.files().getFirst().after();
  }

  private static Object desired(String text) {
    var result = new DesiredStateReader(BadFiles.TODAY).readText("f.yaml", text);
    // A part of several files says too little by itself, and is told the same in either form.
    return result
        .loaded()
        .<Object>map(Loaded::desired)
        .orElseGet(() -> result.diagnostics().stream().map(Diagnostic::message).sorted().toList());
  }
}
