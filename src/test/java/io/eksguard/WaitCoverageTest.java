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

/// `apply --wait-coverage`: time passes only where the command lets it.
class WaitCoverageTest {
  private static final String ACCOUNT = "123456789012";
  private static final String REGION = "us-east-1";
  private static final String SETTING_UP =
      "EKS Runtime Monitoring enablement resource provisioning in progress";
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      standalone:
        - {account: "123456789012", approach: all-except, exclude: [legacy]}
      """;

  @TempDir private Path folder;
  private final HandClock clock = new HandClock();
  private final List<Duration> pauses = new ArrayList<>();
  private Sandbox sandbox = start(SETTING_UP);

  private static Sandbox start(String issue) {
    String world =
        """
        accounts:
          "123456789012":
            clusters:
              us-east-1:
                - {name: batch, agent: {by: guardduty, issue: "%s"}}
                - {name: legacy}
                - {name: web}
        """
            .formatted(issue);
    return Sandbox.start(World.parse(world, "world"), 0, InstantSource.system());
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private static final String BY_HAND =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      standalone:
        - account: "123456789012"
          approach: manual
          agents: [batch, web]
      """;

  /// `batch` has an agent already, which is as the file says; that of `web` is installed.
  @Test
  void clustersWithAgentsByHandAreWaitedForToo() throws IOException {
    byHand();

    var ran =
        apply(
            BY_HAND,
            () -> {
              if (pauses.size() == 2) {
                heal();
              }
            },
            "--wait-coverage");

    assertThat(ran.err()).contains("Coverage: 1 of 2 clusters healthy.");
    assertThat(ran.out()).endsWith("Coverage: 2 of 2 clusters healthy.\n");
    assertThat(ran.code()).as(ran.toString()).isZero();
    assertThat(pauses).hasSize(2);
  }

  @Test
  void agentsByHandThatAreNotHealthyInTimeAreNamed() throws IOException {
    byHand();

    var ran = apply(BY_HAND, () -> {}, "--wait-coverage=1m");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err()).contains("EG254", "`batch`").doesNotContain("`legacy`");
  }

  /// A saved plan knows them too.
  @Test
  void aSavedPlanWaitsForAgentsByHand() throws IOException {
    byHand();
    Path file = Files.writeString(folder.resolve("file.yaml"), BY_HAND);
    String saved = folder.resolve("plan.json").toString();
    Cli.on(folder, sandbox).run("plan", "--sandbox", "-f", file.toString(), "-o", saved);

    var ran =
        Cli.on(folder, sandbox)
            .at(clock)
            .pausing(time -> clock.forward(time))
            .run("apply", "--sandbox", "--wait-coverage=1m", saved);

    assertThat(ran.out()).contains("Coverage: 1 of 2 clusters healthy.");
  }

  private void byHand() {
    sandbox.close();
    String world =
        """
        accounts:
          "123456789012":
            clusters:
              us-east-1:
                - {name: batch, agent: {by: manual, issue: "%s"}}
                - {name: legacy}
                - {name: web}
        """
            .formatted(SETTING_UP);
    sandbox = Sandbox.start(World.parse(world, "world"), 0, InstantSource.system());
  }

  private Cli.Ran apply(Runnable meanwhile, String wait) throws IOException {
    return apply(FILE, meanwhile, wait);
  }

  private Cli.Ran apply(String text, Runnable meanwhile, String wait) throws IOException {
    Path file = Files.writeString(folder.resolve("file.yaml"), text);
    return Cli.on(folder, sandbox)
        .at(clock)
        .pausing(time -> {
          pauses.add(time);
          clock.forward(time);
          meanwhile.run();
        })
        .run("apply", "--yes", "--sandbox", wait, "-f", file.toString());
  }

  private void heal() {
    sandbox.change(world ->
        world.withCluster(
            ACCOUNT,
            REGION,
            "batch",
            cluster ->
                cluster.withAgent(
                    cluster
                        .agent()
                        .map(agent ->
                            new Agent(agent.installer(), agent.version(), Optional.empty())))));
  }

  @Test
  void endsWellOnceEveryClusterIsHealthy() throws IOException {
    var ran =
        apply(
            () -> {
              if (pauses.size() == 3) {
                heal();
              }
            },
            "--wait-coverage");

    assertThat(ran.err()).contains("Coverage: 1 of 2 clusters healthy.");
    assertThat(ran.out()).endsWith("Coverage: 2 of 2 clusters healthy.\n");
    assertThat(ran.code()).as(ran.toString()).isZero();
    assertThat(pauses).hasSize(3);
  }

  @Test
  void endsWithWhatIsLeftOnceTheTimeIsUp() throws IOException {
    var ran = apply(() -> {}, "--wait-coverage=2m");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err()).contains("EG254", "`batch`", SETTING_UP, "Wait:");
    assertThat(ran.out()).contains("Coverage: 1 of 2 clusters healthy.");
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void doesNotWaitForWhatCannotBecomeHealthy() throws IOException {
    sandbox.close();
    sandbox = start("Local EKS clusters:not supported");

    var ran = apply(() -> {}, "--wait-coverage");

    assertThat(pauses).isEmpty();
    assertThat(ran.code()).isEqualTo(4);
  }

  @Test
  void endsWith7WhereCoverageCannotBeRead() throws IOException {
    sandbox.faults().on("guardduty:ListCoverage").deny();

    var ran = apply(() -> {}, "--wait-coverage=1m");

    assertThat(ran.code()).as(ran.toString()).isEqualTo(7);
    assertThat(ran.err()).contains("guardduty:ListCoverage");
  }

  @Test
  void nothingIsWaitedForUnlessThatIsSaid() throws IOException {
    var ran = apply(() -> {}, "--color=never");

    assertThat(ran.code()).isZero();
    assertThat(pauses).isEmpty();
    assertThat(sandbox.events().calls("ListCoverage")).isEmpty();
  }
}
