package io.eksguard.sim;

import static io.eksguard.sim.Worlds.CLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldFileTest {
  private static final String ACCOUNT = "123456789012";
  private static final String REGION = "us-east-1";
  private static final String TEXT =
      "# mine\naccounts: {\"123456789012\": {clusters: {us-east-1: [payments]}}}\n";

  @TempDir Path folder;
  private Path path = Path.of("world.yaml");

  @BeforeEach
  void inTheFolder() {
    path = folder.resolve("world.yaml");
  }

  private void run(WorldFile file) {
    try (var sandbox = Sandbox.start(file, 0, CLOCK)) {
      Client.of(sandbox).feature("RUNTIME_MONITORING", "ENABLED", "ENABLED");
    }
  }

  @Test
  void aMissingFileIsMadeFromTheBuiltInWorldForItsOwnerOnly() throws IOException {
    var file = WorldFile.open(path);

    assertThat(file.read()).isEqualTo(World.builtIn());
    assertThat(Files.readString(path)).startsWith("# Kept by the eksguard sandbox");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void aChangeIsInTheFileWhenTheAnswerComes() throws IOException {
    Files.writeString(path, TEXT);
    try (var sandbox = Sandbox.start(WorldFile.open(path), 0, CLOCK)) {
      Client.of(sandbox).feature("RUNTIME_MONITORING", "ENABLED", "ENABLED");

      assertThat(WorldFile.open(path).read()).isEqualTo(sandbox.world());
      assertThat(sandbox.world().cluster(ACCOUNT, REGION, "payments").orElseThrow().agent())
          .isPresent();
    }
  }

  @Test
  void whatIsEmptyTwiceIsWrittenTwice() throws IOException {
    Files.writeString(
        path,
        "accounts: {\"123456789012\": {clusters: {us-east-1: [payments]}, vpcs: {us-east-1: [{id: vpc-1}]}}}\n");

    run(WorldFile.open(path));

    assertThat(path).content().contains("endpoints: []", "groups: []").doesNotContain("&id", "*id");
  }

  @Test
  void readingChangesNoFile() throws IOException {
    Files.writeString(path, TEXT);
    try (var sandbox = Sandbox.start(WorldFile.open(path), 0, CLOCK)) {
      Client.of(sandbox).get("eks", "/clusters");
    }

    assertThat(path).hasContent(TEXT);
  }

  @Test
  void resetBringsBackTheFileOfTheUserAndForgetsTheEvents() throws IOException {
    Files.writeString(path, TEXT);
    var file = WorldFile.open(path);
    run(file);
    run(file);

    file.reset();

    assertThat(path).hasContent(TEXT);
    assertThat(file.events()).doesNotExist();
  }

  @Test
  void resetBringsBackTheBuiltInWorldIfTheSandboxMadeTheFile() {
    var file = WorldFile.open(path);
    run(file);

    file.reset();

    assertThat(file.read()).isEqualTo(World.builtIn());
  }

  @Test
  void theLogGoesOnWhenASandboxIsStartedAgain() throws IOException {
    Files.writeString(path, TEXT);
    var file = WorldFile.open(path);
    run(file);
    var before = EventLog.read(file.events());

    run(file);

    var after = EventLog.read(file.events());
    assertThat(after.all()).isEqualTo(before.all());
    assertThat(after.wasEverManaged(ACCOUNT, REGION, "payments")).isTrue();
    assertThat(after.managedAtStart(ACCOUNT, REGION, "payments")).isFalse();
    assertThat(after.calls("UpdateDetector")).hasSize(2);
    assertThat(after.sequence()).isGreaterThan(before.sequence());
  }

  @Test
  void aLineCutShortByACrashIsLeftOut() throws IOException {
    Files.writeString(path, TEXT);
    var file = WorldFile.open(path);
    run(file);
    var whole = EventLog.read(file.events());

    var text = Files.readString(file.events());
    Files.writeString(file.events(), text.substring(0, text.length() - 20));

    assertThat(EventLog.read(file.events()).calls()).hasSize(whole.calls().size() - 1);
    run(file);
    assertThat(EventLog.read(file.events()).calls()).hasSize(2 * whole.calls().size() - 1);
  }
}
