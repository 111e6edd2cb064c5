package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each world of the sandbox has runs and a lock of its own.
class RunsOfWorldsTest {
  private static final String WORLD =
      """
      accounts:
        "123456789012": {clusters: {us-east-1: [checkout]}}
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      standalone:
        - {account: "123456789012", approach: all}
      """;

  @TempDir private Path folder;

  private Path world(String name) throws IOException {
    return Files.writeString(folder.resolve(name), WORLD);
  }

  private Path state() {
    return folder.resolve("eksguard");
  }

  private Cli.Ran run(String... arguments) {
    return Cli.on(folder).run(arguments);
  }

  private Cli.Ran undo(String sandbox) {
    return run("plan", "--undo", "latest", sandbox);
  }

  private void apply(String sandbox) throws IOException {
    var file = Files.writeString(folder.resolve("file.yaml"), FILE).toString();
    var applied = run("apply", "--yes", sandbox, "-f", file);
    assertThat(applied.code()).as("%s", applied).isZero();
  }

  private List<String> kept() throws IOException {
    try (var all = Files.list(state())) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("runs"))
          .sorted()
          .toList();
    }
  }

  @Test
  void theLatestRunOfAWorldIsNeverThatOfAnother() throws IOException {
    var one = "--sandbox=" + world("one.yaml");
    var two = "--sandbox=" + world("two.yaml");

    apply(one);

    assertThat(undo(one).out()).contains("1 to disable");
    assertThat(undo(two).code()).isEqualTo(64);
    assertThat(undo("--sandbox").code()).isEqualTo(64);
  }

  @Test
  void aWorldIsFoundByWhateverPathItIsNamed() throws IOException {
    Path real = world("one.yaml");
    Files.createDirectory(folder.resolve("sub"));
    Path link = Files.createSymbolicLink(folder.resolve("sub/link.yaml"), real);

    apply("--sandbox=" + real);

    assertThat(undo("--sandbox=" + folder.resolve("sub/../one.yaml")).out())
        .contains("1 to disable");
    assertThat(undo("--sandbox=" + link).out()).contains("1 to disable");
  }

  /// It was there before other worlds had runs of their own, so what it did must stay to be found.
  @Test
  void theUsualWorldKeepsItsRunsWhereTheyWereAlsoIfItIsNamed() throws IOException {
    Files.createDirectories(state());
    Path usual = Files.writeString(state().resolve("sandbox.yaml"), WORLD);

    apply("--sandbox");

    assertThat(kept()).containsExactly("runs-sandbox");
    assertThat(undo("--sandbox=" + usual).out()).contains("1 to disable");
    assertThat(kept()).containsExactly("runs-sandbox");
  }

  @Test
  void aWorldThatIsMadeByItsFirstUseIsTheSameAfterwards() throws IOException {
    Files.createDirectories(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
    String made = "--sandbox=" + link.resolve("new.yaml");
    var file =
        Files.writeString(
            folder.resolve("file.yaml"), Files.readString(Path.of("examples/organization.yaml")));

    var applied = run("apply", "--yes", made, "-f", file.toString(), "--allow=changePercent");

    assertThat(applied.code()).as("%s", applied).isZero();
    assertThat(undo("--sandbox=" + folder.resolve("real/new.yaml")).out()).contains("to disable");
    assertThat(kept()).hasSize(1);
  }

  @Test
  void aLockOfOneWorldKeepsNobodyOutOfAnother() throws IOException {
    var one = world("one.yaml");
    var two = "--sandbox=" + world("two.yaml");
    apply("--sandbox=" + one);
    String runs = kept().getFirst();
    Path lock =
        Files.writeString(state().resolve(runs.replace("runs", "apply") + ".lock"), "somebody's");

    var file = folder.resolve("file.yaml").toString();
    var refused = run("apply", "--yes", "--sandbox=" + world("one.yaml"), "-f", file);

    assertThat(refused.err()).contains("EG405");
    apply(two);
    assertThat(lock).exists();
    assertThat(run("unlock", "--yes", "--sandbox=" + one).code()).isZero();
    assertThat(lock).doesNotExist();
  }
}
