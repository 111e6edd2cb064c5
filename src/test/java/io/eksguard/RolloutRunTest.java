package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.Agent;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A rollout in three rings, from the command line: it halts on a ring that is ill and goes on once
/// it is well. Time passes only where the command lets it.
class RolloutRunTest {
  private static final String WORLD =
      """
      organization:
        management: "000011112222"
        administrator: "111122223333"
      accounts:
        "000011112222": {}
        "111122223333": {}
        "444455556666":
          clusters:
            us-east-1: [canary]
        "777788889999":
          clusters:
            us-east-1:
              - {name: web, agent: {by: guardduty, issue: "Agent not reporting"}}
              - {name: legacy}
        "888899990000":
          clusters:
            us-east-1: [shop]
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      organization:
        administrator: {account: "111122223333"}
        defaults: {approach: all-except, exclude: [legacy]}
      access:
        members: {role: "arn:aws:iam::{account}:role/eksguard"}
      limits: {changePercent: 100}
      """;

  @TempDir private Path folder;
  private final HandClock clock = new HandClock();
  private final List<Duration> pauses = new ArrayList<>();
  private final Sandbox sandbox =
      Sandbox.start(World.parse(WORLD, "world"), 0, InstantSource.system());

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Path file(String more) throws IOException {
    return Files.writeString(
        folder.resolve("file.yaml"),
        FILE
            + """
            rollout:
              rings:
                - {name: canary, account: "444455556666"}
                - {name: early, account: "777788889999"}
            """
            + more.indent(2));
  }

  private Cli cli() {
    return Cli.on(folder, sandbox)
        .at(clock)
        .pausing(time -> {
          pauses.add(time);
          clock.forward(time);
        });
  }

  private Cli.Ran run(String... args) {
    return cli().run(args);
  }

  private Cli.Ran apply(Path file, String... more) {
    var args = new ArrayList<>(List.of("apply", "--yes", "--sandbox", "-f", file.toString()));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  private void heal() {
    sandbox.change(world ->
        world.withCluster(
            "777788889999",
            "us-east-1",
            "web",
            cluster ->
                cluster.withAgent(
                    Optional.of(
                        new Agent(
                            Agent.Installer.GUARDDUTY, "v1.12.1-eksbuild.2", Optional.empty())))));
  }

  private static JsonNode ring(Cli.Ran ran, int ring) {
    return JsonMapper.shared().readTree(ran.out()).at("/rollout/rings/" + (ring - 1));
  }

  @Test
  void thePlanShowsItsRings() throws IOException {
    var ran = run("plan", "--sandbox", "-f", file("").toString());

    assertThat(ran.out())
        .contains(
            """
            Rollout, ring after ring; each healthy within 30m before the next begins:
              first      1 step (1 to tag), for which no ring waits
              canary     1 step (1 to enable) in 1 account
              early      1 step (1 to enable) in 1 account
              rest       2 steps (2 to enable) in 2 accounts
            """);
  }

  @Test
  void itHaltsOnARingThatIsIllAndGoesOnOnceItIsWell() throws IOException {
    Path file = file("onUnhealthy: exclude");

    var halted = apply(file, "--format", "json");

    assertThat(halted.code()).as(halted.toString()).isEqualTo(4);
    assertThat(ring(halted, 1).path("verdict").stringValue()).isEqualTo("open");
    assertThat(ring(halted, 2).toString())
        .contains("\"verdict\":\"shut\",\"healthy\":0,\"unhealthy\":1,\"excludedAgain\":1");
    assertThat(ring(halted, 3).path("verdict").isNull()).isTrue();
    assertThat(halted.out()).contains("EG331", "`early`", "EG332", "Agent not reporting");
    assertThat(tag("777788889999", "web")).contains("false");
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(Duration.ofMinutes(30));

    heal();
    pauses.clear();
    var resumed = apply(file);

    assertThat(resumed.code()).as(resumed.toString()).isZero();
    assertThat(resumed.out())
        .contains("early      1 step (1 to untag) in 1 account")
        .endsWith(
            "Rollout: `canary` healthy (1 of 1 cluster), `early` healthy (1 of 1 cluster), `rest`"
                + " healthy (1 of 1 cluster).\n");
    assertThat(tag("777788889999", "web")).isEmpty();
    assertThat(tag("777788889999", "legacy")).contains("false");
    assertThat(pauses).isEmpty();
    assertThat(apply(file).out()).startsWith("No changes.");
  }

  /// Whoever stops it while it waits, or kills it, does not lose what it was to watch over.
  @Test
  void whatWasOnTrialWhenItWasStoppedIsOnTrialWhenItGoesOn() throws IOException {
    Path file = file("onUnhealthy: exclude");

    var stopped =
        cli()
            .endingWhen(() -> pauses.size() >= 2)
            .run("apply", "--yes", "--sandbox", "-f", file.toString());

    assertThat(stopped.code()).isEqualTo(4);
    assertThat(stopped.out()).contains("`early` waited for (0 of 1 cluster)");
    assertThat(tag("777788889999", "web")).isEmpty();

    var goesOn = apply(file);

    assertThat(goesOn.code()).isEqualTo(4);
    assertThat(goesOn.err()).contains("EG331", "EG332");
    assertThat(tag("777788889999", "web")).contains("false");
  }

  /// A cluster that was covered long ago and falls ill today is not the rollout's doing.
  @Test
  void aClusterThatTheRolloutDidNotGiveAwayIsNotExcluded() throws IOException {
    heal();
    assertThat(apply(file("")).code()).isZero();
    sandbox.change(world ->
        world.withCluster(
            "777788889999",
            "us-east-1",
            "web",
            cluster ->
                cluster.withAgent(
                    Optional.of(
                        new Agent(
                            Agent.Installer.GUARDDUTY,
                            "v1",
                            Optional.of("Agent not reporting"))))));
    sandbox.setTag("888899990000", "us-east-1", "shop", "GuardDutyManaged", "false");

    var ran = apply(file("onUnhealthy: exclude"));

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err()).contains("EG331").doesNotContain("EG332");
    assertThat(tag("777788889999", "web")).isEmpty();
    assertThat(tag("888899990000", "shop")).contains("false");
  }

  @Test
  void aShareOfUnhealthyClustersMayBeAllowed() throws IOException {
    var ran = apply(file("unhealthyPercent: 100\nhealthyWithin: 2m"));

    assertThat(ran.code()).as(ran.toString()).isZero();
    assertThat(ran.out()).contains("`early` healthy enough (0 of 1 cluster), `rest` healthy");
    assertThat(ran.err()).contains("EG254", "Agent not reporting");
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(Duration.ofMinutes(2));
  }

  /// A canary that nobody can look at must not wave everybody through.
  @Test
  void aRingOfAnAccountThatCannotBePlannedForIsNotHealthy() throws IOException {
    sandbox.faults().on("ListClusters").account("444455556666").deny();

    var ran = apply(file(""), "--format", "json");

    assertThat(ran.code()).as(ran.toString()).isNotZero();
    assertThat(ring(ran, 1).toString())
        .contains("\"verdict\":\"shut\",\"healthy\":0,\"unhealthy\":1");
    assertThat(tag("777788889999", "legacy")).contains("false");
    assertThat(pauses).isEmpty();
  }

  /// Waiting helps nobody where the write itself was refused.
  @Test
  void aRingWhoseStepFailsIsNotWaitedFor() throws IOException {
    sandbox.faults().on("UpdateMemberDetectors").deny();

    var ran = apply(file(""));

    assertThat(ran.err()).contains("0 of 1 cluster healthy", "1 never enabled");
    assertThat(pauses).isEmpty();
    assertThat(ran.code()).isEqualTo(6);
  }

  @Test
  void aSavedPlanHasItsRingsAndSoHasWhatIsLeftOfIt() throws IOException {
    Path file = file("onUnhealthy: exclude");
    Path plan = folder.resolve("plan.json");
    run("plan", "--sandbox", "-f", file.toString(), "-o", plan.toString());
    assertThat(Files.readString(plan)).contains("\"formatVersion\" : \"1.1\"");

    var halted = run("apply", "--sandbox", plan.toString());

    assertThat(halted.code()).as(halted.toString()).isEqualTo(4);
    assertThat(halted.err()).contains("EG331", "EG332");
    heal();
    var goesOn = run("apply", "--sandbox", folder.resolve("plan.remaining.json").toString());

    assertThat(goesOn.err()).contains("Ring `canary`: Coverage: 1 of 1 cluster healthy.");
    assertThat(goesOn.out())
        .contains(
            "early      1 step (1 to untag) in 1 account",
            "`canary` healthy (1 of 1 cluster), `early` healthy (1 of 1 cluster), `rest` healthy");
    assertThat(tag("777788889999", "web")).isEmpty();
    assertThat(goesOn.code()).as(goesOn.toString()).isZero();
  }

  /// A rollout of a saved plan may end with an exclusion only.
  @Test
  void whatASavedPlanExcludedAgainIsLeftOfIt() throws IOException {
    Path file = file("onUnhealthy: exclude\nunhealthyPercent: 100");
    Path plan = folder.resolve("plan.json");
    run("plan", "--sandbox", "-f", file.toString(), "-o", plan.toString());

    var ran = run("apply", "--sandbox", plan.toString());

    assertThat(ran.out()).contains("`early` healthy enough (0 of 1 cluster), `rest` healthy");
    assertThat(ran.err()).contains("What is left is saved to");
    heal();
    run("apply", "--sandbox", folder.resolve("plan.remaining.json").toString());
    assertThat(tag("777788889999", "web")).isEmpty();
    assertThat(apply(file).out()).startsWith("No changes.");
  }

  /// To exclude again is a run of its own, and the later one. To undo that would give the ill
  /// cluster to GuardDuty once more; nobody who says `latest` after a rollout means it.
  @Test
  void theLatestRunIsTheRolloutAndNotItsExclusion() throws IOException {
    apply(file("onUnhealthy: exclude"));
    assertThat(tag("777788889999", "web")).contains("false");

    var undone = run("plan", "--sandbox", "--undo", "latest");

    assertThat(undone.out())
        .contains("- disable RUNTIME_MONITORING", "- untag   legacy")
        .doesNotContain("- untag   web");
  }

  @Test
  void nobodyGoesAheadWhereTheAccountsOfARingCannotBeRead() throws IOException {
    sandbox.faults().on("ListAccountsForParent").deny();
    Path file =
        Files.writeString(
            folder.resolve("file.yaml"),
            FILE + "rollout: {rings: [{name: labs, ou: ou-abcd-11111111}]}\n");

    var ran = apply(file);

    assertThat(ran.code()).as(ran.toString()).isNotZero();
    assertThat(ran.err()).contains("EG281");
    assertThat(tag("777788889999", "legacy")).isEmpty();
  }

  @Test
  void explainSaysWhichRingAnAccountIsIn() throws IOException {
    var known = run("explain", "777788889999", "--sandbox", "-f", file("").toString());
    var other = run("explain", "888899990000", "--sandbox", "-f", file("").toString());

    assertThat(known.out()).contains("  ring       early\n");
    assertThat(other.out()).contains("  ring       rest\n");
  }

  private Optional<String> tag(String account, String cluster) {
    return sandbox
        .world()
        .cluster(account, "us-east-1", cluster)
        .map(one -> one.tags().get("GuardDutyManaged"));
  }
}
