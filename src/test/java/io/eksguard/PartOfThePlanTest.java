package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.Feature;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `--target`: a part of the plan, with what it depends on.
class PartOfThePlanTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final String ONE = "444455556666";
  private static final String TWO = "777788889999";
  private static final String WORLD =
      """
      regions: [us-east-1, eu-west-1]
      organization: {management: "000011112222", administrator: "111122223333"}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666": {clusters: {all: [checkout, legacy]}}
        "777788889999": {clusters: {us-east-1: [payments, batch]}}
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1, eu-west-1]
      organization:
        administrator: {account: "111122223333"}
        newAccounts: {autoEnable: NEW, approach: all}
        members:
          - account: "444455556666"
            approach: all-except
            exclude: [legacy]
          - account: "777788889999"
            approach: only
            include: [payments]
      access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
      """;

  @TempDir private Path folder;
  private final Sandbox sandbox = Sandbox.start(World.parse(WORLD, "world.yaml"), 0, CLOCK);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Cli.Ran run(String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of(args));
    var file = Files.writeString(folder.resolve("file.yaml"), FILE);
    all.addAll(List.of("--sandbox", "-f", file.toString()));
    return Cli.on(folder, sandbox).run(all.toArray(String[]::new));
  }

  private boolean isOn(String account, String region) {
    return sandbox
        .world()
        .at(account, region)
        .detector()
        .orElseThrow()
        .feature(Feature.RUNTIME_MONITORING)
        .enabled();
  }

  private List<RecordedCall> writes() {
    return sandbox.events().calls().stream()
        .filter(call -> call.operation().matches("(Tag|Untag|Update|Create|Delete).*"))
        .toList();
  }

  @Test
  void anAccountIsPlannedForWithItsTagsAndNobodyElse() throws IOException {
    var plan = run("plan", "--target", ONE);

    assertThat(plan.code()).as(plan.toString()).isZero();
    assertThat(plan.out())
        .contains(ONE, "legacy", "eu-west-1", "us-east-1")
        .doesNotContain("\n  " + TWO)
        .doesNotContain("payments")
        .endsWith("Plan: 2 to tag, 0 to untag, 2 to enable, 0 to disable, 0 to update.\n");
  }

  @Test
  void aRegionOfAnAccountIsAppliedAndTheRestIsLeft() throws IOException {
    var apply = run("apply", "--yes", "--target", ONE + "/eu-west-1");

    assertThat(apply.code()).as(apply.toString()).isZero();
    assertThat(apply.out()).contains("Applied: 2 done").contains("live matches the plan");
    assertThat(isOn(ONE, "eu-west-1")).isTrue();
    assertThat(isOn(ONE, "us-east-1")).isFalse();
    assertThat(isOn(TWO, "us-east-1")).isFalse();
    assertThat(writes()).allMatch(call -> call.region().equals("eu-west-1"));
    assertThat(sandbox.events().wasEverManaged(ONE, "eu-west-1", "legacy")).isFalse();
  }

  @Test
  void aClusterIsTaggedAndItsFeatureIsLeft() throws IOException {
    var apply = run("apply", "--yes", "--target", ONE + "/us-east-1/legacy");

    assertThat(apply.code()).as(apply.toString()).isZero();
    assertThat(apply.out()).contains("Applied: 1 done");
    assertThat(writes()).extracting(RecordedCall::operation).containsExactly("TagResource");
  }

  @Test
  void severalTargetsAreTakenTogetherAndWhatIsLeftIsTheRest() throws IOException {
    var apply = run("apply", "--yes", "--target", ONE, "--target", TWO + "/us-east-1");
    var rest = run("apply", "--yes");
    var after = run("plan", "--detailed-exitcode");

    assertThat(apply.code()).as(apply.toString()).isZero();
    assertThat(sandbox.events().calls("UpdateOrganizationConfiguration")).hasSize(2);
    assertThat(rest.code()).as(rest.toString()).isZero();
    assertThat(after.code()).as(after.toString()).isZero();
    assertThat(sandbox.events().wasEverManaged(TWO, "us-east-1", "batch")).isFalse();
  }

  @Test
  void aPartIsSavedAndAppliedAsAPart() throws IOException {
    String plan = folder.resolve("plan.json").toString();

    var saved = run("plan", "--target", ONE + "/us-east-1", "-o", plan);
    var apply = Cli.on(folder, sandbox).run("apply", "--sandbox", plan);

    assertThat(saved.code()).as(saved.toString()).isZero();
    assertThat(apply.code()).as(apply.toString()).isZero();
    assertThat(isOn(ONE, "us-east-1")).isTrue();
    assertThat(isOn(ONE, "eu-west-1")).isFalse();
    assertThat(isOn(TWO, "us-east-1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "222233334444",
        "444455556666/ap-south-1",
        "222233334444/us-east-1/legacy",
        "444455556666/us-east-1/nothing-of-that-name"
      })
  void aTargetThatMatchesNothingIsToldAndNothingIsDone(String target) throws IOException {
    var plan = run("plan", "--target", target);
    var apply = run("apply", "--yes", "--target", target);

    assertThat(plan.err()).contains("warning EG207", target);
    assertThat(plan.code()).as(plan.toString()).isZero();
    assertThat(apply.err()).contains("EG207");
    assertThat(apply.code()).as(apply.toString()).isZero();
    assertThat(writes()).isEmpty();
  }

  @Test
  void aTargetThatMatchesButHasNothingToDoIsNotWarnedOf() throws IOException {
    run("apply", "--yes");

    var plan = run("plan", "--target", ONE + "/us-east-1/checkout", "--detailed-exitcode");

    assertThat(plan.err()).doesNotContain("EG207");
    assertThat(plan.code()).as(plan.toString()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "prod", "44445555666", "444455556666/", "444455556666/us-east-1/a/b"})
  void whatIsNoTargetIsWrongUsage(String target) throws IOException {
    var plan = run("plan", "--target", target);

    assertThat(plan.code()).as(plan.toString()).isEqualTo(64);
    assertThat(plan.err()).contains("EG401");
    assertThat(sandbox.events().calls()).isEmpty();
  }
}
