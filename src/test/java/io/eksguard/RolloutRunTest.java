package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.Agent;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
  private final Ticking clock = new Ticking();
  private final List<Duration> pauses = new ArrayList<>();
  private final Sandbox sandbox =
      Sandbox.start(World.parse(WORLD, "world"), 0, InstantSource.system());

  @AfterEach
  void stop() {
    sandbox.close();
  }

  /// A clock that stands, but for pauses.
  private static final class Ticking extends Clock {
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
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

  private Cli.Ran run(String... args) throws IOException {
    return Cli.on(folder, sandbox)
        .at(clock)
        .pausing(time -> {
          pauses.add(time);
          clock.pass(time);
        })
        .run(args);
  }

  private Cli.Ran apply(Path file, String... more) throws IOException {
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

  private Optional<String> tag(String account, String cluster) {
    return sandbox
        .world()
        .cluster(account, "us-east-1", cluster)
        .map(one -> one.tags().get("GuardDutyManaged"));
  }
}
