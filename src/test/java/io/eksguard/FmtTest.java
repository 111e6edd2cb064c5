package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `fmt` on files: what it writes, what it prints and how it ends.
class FmtTest {
  private static final String UNTIDY = "regions:   [us-east-1]\nversion: 1 # first\n";
  private static final String TIDY = "version: 1 # first\nregions: [us-east-1]\n";

  @TempDir private Path folder;
  private Path untidy;
  private Path tidy;

  @BeforeEach
  void write() throws IOException {
    untidy = Files.writeString(folder.resolve("a.yaml"), UNTIDY);
    tidy = Files.writeString(folder.resolve("b.yml"), TIDY);
  }

  @Test
  void rewritesWhatIsOutOfOrderAndPrintsItsName() throws IOException {
    var ran = cli().run("fmt", "-f", folder.toString());

    assertThat(ran).isEqualTo(new Cli.Ran(0, untidy + "\n", ""));
    assertThat(untidy).hasContent(TIDY);
    assertThat(tidy).hasContent(TIDY);
    assertThat(files()).containsExactly("a.yaml", "b.yml");
  }

  @Test
  void isSilentOnceAllIsInOrder() {
    cli().run("fmt", untidy.toString());

    assertThat(cli().run("fmt", untidy.toString(), "-f", tidy.toString()))
        .isEqualTo(new Cli.Ran(0, "", ""));
  }

  @Test
  void keepsPermissions() throws IOException {
    Files.setPosixFilePermissions(untidy, PosixFilePermissions.fromString("rw-r-xr--"));

    cli().run("fmt", untidy.toString());

    assertThat(untidy).hasContent(TIDY);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(untidy)))
        .isEqualTo("rw-r-xr--");
  }

  @Test
  void writesWhatASymbolicLinkPointsTo() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), untidy.getFileName());

    assertThat(cli().run("fmt", link.toString()).out()).isEqualTo(link + "\n");

    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(untidy).hasContent(TIDY);
  }

  @Test
  void checksWithoutWriting() {
    assertThat(cli().run("fmt", "--check", folder.toString()))
        .isEqualTo(new Cli.Ran(2, untidy + "\n", ""));
    assertThat(untidy).hasContent(UNTIDY);

    assertThat(cli().run("fmt", "--check", tidy.toString())).isEqualTo(new Cli.Ran(0, "", ""));
  }

  @Test
  void isAFilterOfStandardInput() {
    assertThat(cli().typing(UNTIDY).run("fmt", "-")).isEqualTo(new Cli.Ran(0, TIDY, ""));
    assertThat(cli().typing(TIDY).run("fmt", "-")).isEqualTo(new Cli.Ran(0, TIDY, ""));
    assertThat(cli().typing(UNTIDY).run("fmt", "--check", "-"))
        .isEqualTo(new Cli.Ran(2, "<stdin>\n", ""));
  }

  @Test
  void printsNothingForStandardInputThatIsWrong() {
    var ran = cli().typing("version: [\n").run("fmt", "-");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("<stdin>:2:1: error EG002");
  }

  @Test
  void leavesAWrongFileAloneAndDoesTheOthers() throws IOException {
    Path wrong = Files.writeString(folder.resolve("c.yaml"), "version: 1\nversion: 1\n");

    var ran = cli().run("fmt", folder.toString());

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.out()).isEqualTo(untidy + "\n");
    assertThat(ran.err()).contains("c.yaml:2:1: error EG006");
    assertThat(wrong).hasContent("version: 1\nversion: 1\n");
    assertThat(untidy).hasContent(TIDY);
  }

  @Test
  void endsWellWhereAFileIsLeftAloneWithAWarning() throws IOException {
    Path odd = Files.writeString(folder.resolve("c.yaml"), "%YAML 1.2\n---\nversion: 1\n");

    var ran = cli().run("fmt", odd.toString());

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("c.yaml:1:1: warning EG029");
  }

  @Test
  void takesNoFileBesideStandardInput() {
    var ran = cli().run("fmt", "-", untidy.toString());

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("error EG401");
    assertThat(untidy).hasContent(UNTIDY);
  }

  private Cli cli() {
    return Cli.on(folder.resolve("state"));
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(f -> String.valueOf(f.getFileName())).sorted().collect(Collectors.toList());
    }
  }
}
