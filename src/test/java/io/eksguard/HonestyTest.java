package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.Cluster;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Nothing is said to match that was not seen to match.
class HonestyTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final String ORGANIZATION =
      """
      organization: {management: "000011112222", administrator: "111122223333"}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666": {clusters: {us-east-1: [checkout]}}
      """;
  private static final String MEMBER =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      organization:
        administrator: {account: "111122223333"}
        members:
          - {account: "444455556666", approach: all}
      access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
      limits: {changePercent: 100}
      """;
  private static final String DEFAULTS =
      MEMBER
          .replace("  members:\n    - {account: \"444455556666\", approach: all}\n", "")
          .replace("access:", "  defaults: {approach: all}\naccess:");

  @TempDir private Path folder;

  private Cli.Ran run(Sandbox sandbox, String file, String... args) throws IOException {
    var path = Files.writeString(folder.resolve("file.yaml"), file).toString();
    return Cli.on(folder, sandbox)
        .run(
            Stream.concat(Arrays.stream(args), Stream.of("--sandbox", "-f", path))
                .toArray(String[]::new));
  }

  private static Sandbox sandbox(String world) {
    return Sandbox.start(World.parse(world, "world.yaml"), 0, CLOCK);
  }

  private static String outcome(Cli.Ran ran) {
    return JsonMapper.shared().readTree(ran.out()).path("outcome").stringValue();
  }

  @Test
  void whereTheAdministratorHasNoDetectorTheReasonIsTold() throws IOException {
    try (var sandbox =
        sandbox(
            ORGANIZATION.replace(
                "\"111122223333\": {}", "\"111122223333\": {detectors: {us-east-1: none}}"))) {
      var named = run(sandbox, MEMBER, "plan");
      var defaults = run(sandbox, DEFAULTS, "plan");

      assertThat(named.code()).isEqualTo(1);
      assertThat(named.err()).contains("Account 111122223333 has no GuardDuty detector");
      assertThat(named.err()).doesNotContain("is not a member");
      assertThat(defaults.code()).isEqualTo(1);
      assertThat(defaults.err()).contains("Account 111122223333 has no GuardDuty detector");
      assertThat(defaults.out()).doesNotContain("No changes");
    }
  }

  @Test
  void aSuspendedDetectorIsNotSaidToMonitor() throws IOException {
    String suspended =
        "{us-east-1: {status: DISABLED, features: {RUNTIME_MONITORING: {status: ENABLED,"
            + " EKS_ADDON_MANAGEMENT: ENABLED}}}}";
    var file =
        MEMBER
            .replace("  members:\n    - {account: \"444455556666\", approach: all}\n", "")
            .replace("{account: \"111122223333\"}", "{account: \"111122223333\", approach: all}");
    try (var sandbox =
        sandbox(
            ORGANIZATION.replace(
                "\"111122223333\": {}", "\"111122223333\": {detectors: " + suspended + "}"))) {
      var plan = run(sandbox, file, "plan");

      assertThat(plan.err()).contains("GuardDuty is suspended in account 111122223333");
      assertThat(plan.out())
          .contains("1 account-region could not be planned for")
          .doesNotContain("No changes");
    }
  }

  @Test
  void aRefusalAfterALostAnswerLeavesTheWriteInDoubt() throws IOException {
    try (var sandbox = sandbox(ORGANIZATION)) {
      sandbox.faults().on("UpdateMemberDetectors").nth(1).loseAnswer();
      sandbox.faults().on("UpdateMemberDetectors").nth(2).deny();

      var apply = run(sandbox, MEMBER, "apply", "--yes");

      assertThat(apply.err()).contains("EG304").contains("It may have taken effect.");
    }
  }

  @Test
  void aWriteWithoutAnAnswerIsNotSentAgainBehindItsGuard() throws IOException {
    var file =
        MEMBER.replace("approach: all", "approach: all-except, exclude: [{name: \"legacy-*\"}]");
    try (var sandbox = sandbox(ORGANIZATION)) {
      sandbox
          .faults()
          .on("UpdateMemberDetectors")
          .nth(1)
          .first(() ->
              sandbox.addCluster("444455556666", "us-east-1", Cluster.named("legacy-billing")));
      sandbox.faults().on("UpdateMemberDetectors").nth(1).hangUp();

      var apply = run(sandbox, file, "apply", "--yes");

      assertThat(apply.err()).contains("EG304");
      assertThat(sandbox.events().wasEverManaged("444455556666", "us-east-1", "legacy-billing"))
          .isFalse();
    }
  }

  @Test
  void nothingMatchesWhereNothingCouldBeRead() throws IOException {
    try (var sandbox = sandbox(ORGANIZATION)) {
      sandbox.faults().on("guardduty:*").deny();
      sandbox.faults().on("*").account("111122223333").deny();

      var plan = run(sandbox, MEMBER, "plan");
      var json = run(sandbox, MEMBER, "plan", "--format", "json");

      assertThat(plan.code()).as(plan.toString()).isEqualTo(6);
      assertThat(plan.out()).endsWith("Nothing could be compared.\n");
      assertThat(json.code()).isEqualTo(6);
      assertThat(outcome(json)).isEqualTo("failed");
    }
  }

  @Test
  void membersThatCouldNotBeListedAreNotMembersThatMatch() throws IOException {
    try (var sandbox = sandbox(ORGANIZATION)) {
      sandbox.faults().on("ListMembers").deny();

      var plan = run(sandbox, DEFAULTS, "plan");

      assertThat(plan.code()).as(plan.toString()).isEqualTo(6);
      assertThat(plan.out()).doesNotContain("No changes");
    }
  }

  @Test
  void anAccountThatCouldNotBeReadIsNotCountedAmongThoseThatMatch() throws IOException {
    String more = "  \"777788889999\": {deny: [\"eks:*\"], clusters: {us-east-1: [web]}}\n";
    try (var sandbox = sandbox(ORGANIZATION + more)) {
      run(sandbox, DEFAULTS, "apply", "--yes");

      var plan = run(sandbox, DEFAULTS, "plan");

      assertThat(plan.out())
          .contains("1 account-region could not be planned for")
          .contains("No changes. 1 cluster in 1 account matches.");
    }
  }

  @Test
  void anApplyThatCannotBeReadAgainIsNotSaidToMatch() throws IOException {
    try (var sandbox = sandbox(ORGANIZATION)) {
      sandbox.faults().on("GetMemberDetectors").after(2).deny();

      var apply = run(sandbox, MEMBER, "apply", "--yes");

      assertThat(apply.code()).as(apply.toString()).isEqualTo(4);
      assertThat(apply.out())
          .contains("Applied: 1 done")
          .contains("it is not known whether live matches the file")
          .contains("1 account-region could not be planned for.");
      assertThat(apply.err()).contains("guardduty:GetMemberDetectors");
    }
  }

  @Test
  void anApplyThatCannotBeReadAgainIsIncompleteInJson() throws IOException {
    try (var sandbox = sandbox(ORGANIZATION)) {
      sandbox.faults().on("GetMemberDetectors").after(2).deny();

      var apply = run(sandbox, MEMBER, "apply", "--yes", "--format", "json");

      assertThat(outcome(apply)).isEqualTo("incomplete");
    }
  }
}
