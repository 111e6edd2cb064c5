package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The way back from a run, end to end.
class UndoTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final String MEMBER = "444455556666";
  private static final String WORLD =
      """
      organization: {management: "000011112222", administrator: "111122223333"}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666": {clusters: {us-east-1: [checkout, legacy]}}
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      organization:
        administrator: {account: "111122223333", approach: all}
        newAccounts: {autoEnable: NEW, approach: all}
        members:
          - {account: "444455556666", approach: all-except, exclude: [legacy]}
      access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
      """;

  @TempDir private Path folder;

  private Cli.Ran run(Sandbox sandbox, String... args) {
    return Cli.on(folder, sandbox).run(args);
  }

  private void apply(Sandbox sandbox, String file) throws IOException {
    var path = Files.writeString(folder.resolve("file.yaml"), file).toString();
    var applied = run(sandbox, "apply", "--yes", "--sandbox", "-f", path);
    assertThat(applied.code()).as(applied.toString()).isZero();
  }

  /// What the file asks for now: the same text means that everything is as it was.
  private String plan(Sandbox sandbox) throws IOException {
    var path = Files.writeString(folder.resolve("file.yaml"), FILE).toString();
    return run(sandbox, "plan", "--sandbox", "-f", path).out();
  }

  private String undo() {
    return folder.resolve("undo.json").toString();
  }

  @Test
  void bringsEverythingBackToWhatTheRunSawAndInstallsNothingOnTheWay() throws IOException {
    try (var sandbox = Sandbox.start(World.parse(WORLD, "world.yaml"), 0, CLOCK)) {
      var before = plan(sandbox);
      apply(sandbox, FILE);
      assertThat(plan(sandbox)).startsWith("No changes.");

      var planned = run(sandbox, "plan", "--undo", "latest", "--sandbox", "-o", undo());
      var applied = run(sandbox, "apply", undo(), "--sandbox", "--allow", "disable");

      assertThat(planned.out()).contains("back to what the run saw");
      assertThat(applied.code()).as(applied.toString()).isZero();
      assertThat(plan(sandbox)).isEqualTo(before).contains("1 to tag");
      assertThat(sandbox.events().wasEverManaged(MEMBER, "us-east-1", "legacy")).isFalse();
    }
  }

  @Test
  void leavesAloneWhatSomebodyChangedSince() throws IOException {
    try (var sandbox = Sandbox.start(World.parse(WORLD, "world.yaml"), 0, CLOCK)) {
      apply(sandbox, FILE);
      sandbox.setTag(MEMBER, "us-east-1", "legacy", "GuardDutyManaged", "no");

      var planned = run(sandbox, "plan", "--undo", "latest", "--sandbox");

      assertThat(planned.err()).contains("legacy/tag` is not turned back: somebody changed it");
      assertThat(planned.out()).doesNotContain("- untag");
    }
  }

  @Test
  void neverSetsAllAgain() throws IOException {
    String all =
        WORLD.replace(
            "administrator: \"111122223333\"}",
            """
            administrator: "111122223333", configuration: {all: {features: \
            {RUNTIME_MONITORING: {autoEnable: ALL, EKS_ADDON_MANAGEMENT: ALL}}}}}\
            """);
    try (var sandbox = Sandbox.start(World.parse(all, "world.yaml"), 0, CLOCK)) {
      apply(sandbox, FILE);

      var planned = run(sandbox, "plan", "--undo", "latest", "--sandbox");

      assertThat(planned.err()).contains("is not turned back: ALL would reach every member");
      assertThat(planned.out()).doesNotContain("-> ALL");
    }
  }

  @Test
  void aRunThatIsNotThereIsWrongUsage() {
    try (var sandbox = Sandbox.start(World.parse(WORLD, "world.yaml"), 0, CLOCK)) {
      var planned = run(sandbox, "plan", "--undo", "latest", "--sandbox");

      assertThat(planned.code()).isEqualTo(64);
      assertThat(planned.err()).contains("There is no run");
    }
  }
}
