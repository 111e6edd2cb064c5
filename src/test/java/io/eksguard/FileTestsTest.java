package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `test` says of each folder whether its file still plans what is expected.
class FileTestsTest {
  private static final Path EXAMPLES = Path.of("examples/tests");
  private static final String ONE = "only-payments-is-managed";

  @TempDir private Path folder;

  @Test
  void theExamplesPass() {
    var ran = Cli.on(folder).run("test", EXAMPLES.toString());

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("passed  " + EXAMPLES.resolve(ONE)).endsWith(", 0 failed.\n");
    assertThat(ran.code()).isZero();
  }

  @Test
  void aFileThatPlansSomethingElseFailsWithWhatIsOtherwise() throws IOException {
    Path test = copied();
    Path file = test.resolve("file.yaml");
    Files.writeString(file, Files.readString(file).replace("[payments]", "[tools]"));

    var ran = Cli.on(folder).run("test", folder.toString());

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).startsWith("FAILED  " + test + "\n").endsWith("0 passed, 1 failed.\n");
    assertThat(ran.out().lines())
        .anyMatch(line -> line.startsWith("  - ") && line.contains("payments"))
        .anyMatch(line -> line.startsWith("  + ") && line.contains("tools"));
  }

  @Test
  void aFileThatIsWrongFailsWithItsErrors() throws IOException {
    Path test = copied();
    Files.writeString(test.resolve("file.yaml"), "version: 1\nfaeture: RUNTIME_MONITORING\n");

    assertThat(Cli.on(folder).run("test", test.toString()).out())
        .contains("+ file.yaml:2:1: error EG005: Unknown key `faeture`");
  }

  @Test
  void whatIsExpectedIsWrittenWhenAsked() throws IOException {
    Path test = copied();
    String expected = Files.readString(test.resolve("expected.txt"));
    Files.delete(test.resolve("expected.txt"));
    var cli = Cli.on(folder);

    var missing = cli.run("test", test.toString());
    var written = cli.run("test", "--update", test.toString());

    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.out()).contains("it has no expected.txt; `eksguard test --update`");
    assertThat(written.code()).isZero();
    assertThat(Files.readString(test.resolve("expected.txt"))).isEqualTo(expected);
  }

  @Test
  void whereNoTestIsThatIsSaid() {
    var ran = Cli.on(folder).run("test", folder.resolve("none").toString());

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("error EG433");
  }

  @Test
  void asksNobody() {
    var cli = Cli.on(folder);

    cli.run("test", EXAMPLES.toString());

    assertThat(cli.connections()).isZero();
  }

  private Path copied() throws IOException {
    Path test = Files.createDirectory(folder.resolve("one"));
    for (String name : List.of("file.yaml", "snapshot.json", "expected.txt")) {
      Files.copy(EXAMPLES.resolve(ONE).resolve(name), test.resolve(name));
    }
    return test;
  }
}
