package io.eksguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.SourcePos;
import io.eksguard.model.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How files and folders are found, taken in and put together.
class SourceFilesTest {
  private static final String HEAD =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1, eu-west-1]
      """;

  private final DesiredStateReader reader = new DesiredStateReader(LocalDate.of(2026, 11, 24));

  @Test
  void numbersMembersAcrossFiles(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("b.yml"), member("777788889999"));
    Files.writeString(
        folder.resolve("a.yaml"),
        HEAD
            + """
            organization:
              administrator: {account: "111122223333"}
              members:
                - {account: "444455556666", approach: all}
            """);
    Files.writeString(folder.resolve("readme.txt"), "not read");

    Loaded loaded = reader.read(List.of(folder)).loaded().orElseThrow();

    assertThat(loaded.desired().organization().orElseThrow().members())
        .extracting(Entry::path)
        .containsExactly("organization.members[0]", "organization.members[1]");
    assertThat(loaded.positions().of("organization.members[1]"))
        .contains(new SourcePos(folder.resolve("b.yml").toString(), 4, 8));
  }

  @Test
  void readsAFileThatIsNamedTwiceOnce(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("fleet.yaml");
    Files.writeString(file, HEAD + "standalone: [{account: '123456789012', approach: all}]");

    assertThat(reader.read(List.of(file, folder)).diagnostics()).isEmpty();
  }

  @Test
  void readsAFileOnceThatASymbolicLinkNamesAgain(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("fleet.yaml");
    Files.writeString(file, HEAD + "standalone: [{account: '123456789012', approach: all}]");
    Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), file.getFileName());

    assertThat(reader.read(List.of(link, file)).diagnostics()).isEmpty();
    assertThat(reader.read(List.of(folder)).diagnostics()).isEmpty();
  }

  @Test
  void namesBothPlacesOfWhatTwoFilesSay(@TempDir Path folder) throws IOException {
    Path one = folder.resolve("one.yaml");
    Path two = folder.resolve("two.yaml");
    Files.writeString(one, HEAD + "standalone: [{account: '123456789012', approach: all}]");
    Files.writeString(
        two,
        "version: 1\nregions: [us-east-1]\nstandalone: [{account: '123456789012', approach: only}]");

    assertThat(reader.read(List.of(one, two)).diagnostics())
        .filteredOn(d -> d.code() == Code.ACCOUNT_TWICE || d.code() == Code.SAID_TWICE)
        .extracting(d -> d.where().orElseThrow() + " " + d.message())
        .containsExactly(
            two + ":2:1 `regions` is already said at " + one + ":3:1.",
            two + ":3:24 Account `123456789012` already has an entry at " + one + ":4:24.");
  }

  @Test
  void readsNoFolderOfWhichAFileIsBroken(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.yaml"), HEAD + "standalone: [");
    Files.writeString(
        folder.resolve("b.yaml"), HEAD + "standalone: [{account: '123456789012', approach: all}]");

    Result result = reader.read(List.of(folder));

    assertThat(result.loaded()).isEmpty();
    assertThat(result.diagnostics()).extracting(Diagnostic::code).containsExactly(Code.NOT_YAML);
  }

  @Test
  void namesTheFileThatWasProbablyMeant(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("fleet.yaml"), HEAD);

    var told = reader.read(List.of(folder.resolve("fleet.yml"))).diagnostics();

    assertThat(told).extracting(Diagnostic::code).containsExactly(Code.UNREADABLE_FILE);
    assertThat(told.getFirst().hint())
        .contains("Did you mean `" + folder.resolve("fleet.yaml") + "`?");
  }

  @Test
  void tellsOfEveryFileThatCannotBeRead(@TempDir Path folder) throws IOException {
    Path broken = folder.resolve("broken.yaml");
    Files.writeString(broken, "version: [");

    var told = reader.read(List.of(folder.resolve("none.yaml"), broken)).diagnostics();

    assertThat(told)
        .extracting(Diagnostic::code)
        .containsExactly(Code.UNREADABLE_FILE, Code.NOT_YAML);
  }

  @Test
  void refusesAFileOfMoreThanFourMebibytes(@TempDir Path folder) throws IOException {
    Path large = folder.resolve("large.yaml");
    Files.writeString(large, "#".repeat(SourceFiles.MAX_BYTES + 1));

    assertThat(reader.read(List.of(large)).diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.BEYOND_YAML_LIMITS);
  }

  private static String member(String account) {
    return "version: 1\norganization:\n  members:\n    - {account: '%s', approach: all}\n"
        .formatted(account);
  }
}
