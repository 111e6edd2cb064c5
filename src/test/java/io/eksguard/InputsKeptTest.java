package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A command line that is wrong costs nobody a file, and is told in the format that was asked for.
class InputsKeptTest {
  private static final String TEXT = "kept";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("plan.json"), TEXT);
  }

  private Cli.Ran run(String line) {
    return Cli.on(folder)
        .run(line.replace("FILE", file + "").replace("FOLDER", folder + "").split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "show FILE --out-json FILE",
        "show FILE --out-json=FILE --nonsense",
        "show FILE --out-json FILE --nonsense",
        "show FILE --out-text FOLDER/./plan.json",
        "plan -f FILE -o FILE",
        "plan --from FILE --out-html FILE",
        "plan --base-file FILE --out-markdown FILE",
        "what-if -f FILE --set a=b --out-json FILE",
        "drift -f FILE --out-json FILE --sandbox",
        "validate -f FILE --log FILE",
        "snapshot -f FILE -o FILE --sandbox",
        "coverage -f FILE --log FILE --sandbox",
      })
  void whatIsReadIsNotWrittenOver(String line) {
    var ran = run(line);

    assertThat(ran.code()).as(ran.toString()).isEqualTo(64);
    assertThat(file).hasContent(TEXT);
  }

  @Test
  void saysWhichFile() {
    var ran = run("show FILE --out-json FILE");

    assertThat(ran.err()).contains("`%s` is read, and would be written over.".formatted(file));
  }

  @Test
  void aYamlFileOfAFolderThatIsReadIsKept() throws IOException {
    Path yaml = Files.writeString(folder.resolve("org.yaml"), TEXT);

    assertThat(run("plan -f FOLDER -o FOLDER/org.yaml").code()).isEqualTo(64);
    assertThat(yaml).hasContent(TEXT);
  }

  @Test
  void anyOtherFileIsWrittenAlsoWhereTheOptionsAreWrong() {
    run("show FILE --nonsense --out-json FOLDER/report.json");

    assertThat(folder.resolve("report.json")).content().contains("Unknown option");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--format markdown", "--format=markdown", "--format html", "--format json"})
  void wrongUsageIsToldInTheFormatThatWasAskedFor(String format) {
    var ran = run("plan --nonsense " + format);

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.out()).contains("EG401", "--nonsense");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void anOptionThatIsMissingMayBeThereMisspelt() {
    var ran = run("import --sandbox --regions us-east-1");

    assertThat(ran.err()).contains("--region=REGION", "Did you mean `--region`?");
  }

  @Test
  void aCommandWithoutThatFormatTellsIt() {
    var ran = run("doctor --nonsense --format html");

    assertThat(ran.err()).contains("EG401");
    assertThat(ran.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"show org.yaml", "plan --from org.yaml"})
  void nobodyIsToldToWriteOverADesiredStateFile(String line) throws IOException {
    Files.writeString(folder.resolve("org.yaml"), "version: 1\n");
    Path desired = Path.of("examples/organization.yaml");

    var ran =
        run(
            line.replace("org.yaml", folder.resolve("org.yaml") + "")
                + (line.startsWith("plan") ? " -f " + desired : ""));

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("named by `-f`").doesNotContain("-o " + folder);
  }
}
