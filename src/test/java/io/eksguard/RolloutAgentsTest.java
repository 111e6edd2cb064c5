package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.Sandbox;
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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Rings of accounts that stand alone, with agents by hand: a new version goes from ring to ring.
@Timeout(60)
class RolloutAgentsTest {
  private static final String FIRST = "123456789012";
  private static final String OLD = "v1.10.0-eksbuild.2";
  private static final String NEW = "v1.12.1-eksbuild.4";
  private static final String WORLD =
      """
      accounts:
        "123456789012":
          clusters:
            us-east-1: [{name: web, agent: {by: manual, version: %1$s}}]
        "222222222222":
          clusters:
            us-east-1: [{name: shop, agent: {by: manual, version: %1$s}}]
      """
          .formatted(OLD);
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      standalone:
        - account: "123456789012"
          approach: manual
          agents: [{name: web, version: %1$s}]
        - account: "222222222222"
          approach: manual
          agents: [{name: shop, version: %1$s}]
      access:
        members: {role: "arn:aws:iam::{account}:role/eksguard"}
      rollout:
        rings: [{name: canary, account: "123456789012"}]
      """
          .formatted(NEW);

  @TempDir private Path folder;
  private final HandClock clock = new HandClock();
  private final List<Duration> pauses = new ArrayList<>();
  private final Sandbox sandbox =
      Sandbox.start(World.parse(WORLD, "world"), 0, InstantSource.system());

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Cli.Ran apply(Runnable meanwhile) throws IOException {
    return apply(FILE, meanwhile);
  }

  private Cli.Ran apply(String text, Runnable meanwhile) throws IOException {
    Path file = Files.writeString(folder.resolve("file.yaml"), text);
    return Cli.on(folder, sandbox)
        .at(clock)
        .pausing(time -> {
          pauses.add(time);
          clock.forward(time);
          meanwhile.run();
        })
        .run("apply", "--yes", "--sandbox", "-f", file.toString());
  }

  private void showVersion(String version) {
    sandbox.change(world ->
        world.withCluster(
            FIRST,
            "us-east-1",
            "web",
            cluster ->
                cluster.withAgent(
                    cluster.agent().map(agent -> agent.with(version, agent.configuration())))));
  }

  private Optional<String> version(String account, String cluster) {
    return sandbox
        .world()
        .cluster(account, "us-east-1", cluster)
        .flatMap(one -> one.agent().map(agent -> agent.version()));
  }

  /// GuardDuty's view comes later than EKS's, and the old agent was healthy.
  @Test
  void thatTheAgentBeforeWasHealthyProvesNothingOfTheNewOne() throws IOException {
    sandbox.faults().on("ListCoverage").nth(1).first(() -> showVersion(OLD));

    var ran = apply(() -> showVersion(NEW));

    assertThat(pauses).as(ran.toString()).hasSize(1);
    assertThat(ran.code()).as(ran.toString()).isZero();
    assertThat(ran.err())
        .contains(
            "Ring `canary`: Coverage: 0 of 1 cluster healthy.",
            "Ring `canary`: Coverage: 1 of 1 cluster healthy.");
  }

  @Test
  void aTagBringsNoAgentAndWaitsForNoRing() throws IOException {
    apply(FILE.replace("version: " + NEW, "version: " + OLD), () -> {});

    var ran = apply(FILE.replace("version: " + NEW, "tags: {team: security}"), () -> {});

    assertThat(ran.code()).as(ran.toString()).isZero();
    assertThat(ran.out()).contains("2 steps (2 to update), for which no ring waits", "2 done");
    assertThat(ran.err()).doesNotContain("Ring `canary`");
  }

  @Test
  void anAgentThatGuardDutyDoesNotSeeInTimeHaltsTheRollout() throws IOException {
    sandbox.faults().on("ListCoverage").first(() -> showVersion(OLD));

    var ran = apply(() -> {});

    assertThat(ran.code()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.err())
        .contains("has a new agent, and GuardDuty still sees `" + OLD + "`", "EG331");
    assertThat(version("222222222222", "shop")).contains(OLD);
  }

  /// Where nothing shall be on, nothing need be readable either.
  @Test
  void anAccountOfARingThatShallBeOffIsNotLookedAt() throws IOException {
    String firstIsOff =
        FILE.replace("approach: manual\n    agents: [{name: web,", "approach: disabled\n    #");
    sandbox.faults().on("ListCoverage").account(FIRST).deny();

    var ran = apply(firstIsOff, () -> {});

    assertThat(ran.code()).as(ran.toString()).isZero();
    assertThat(ran.out())
        .contains("`canary` healthy (no cluster), `rest` healthy (1 of 1 cluster)");
    assertThat(pauses).isEmpty();
  }
}
