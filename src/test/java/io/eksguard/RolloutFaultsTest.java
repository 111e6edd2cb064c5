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

/// What goes wrong around a rollout while it runs: clusters that go, writes that are denied,
/// accounts that change their ring.
@Timeout(60)
class RolloutFaultsTest {
  private static final String EARLY = "777788889999";
  private static final String LATE = "888899990000";
  private static final String ILL = "agent: {by: guardduty, issue: \"Agent not reporting\"}";
  private static final String WORLD =
      """
      organization:
        management: "000011112222"
        administrator: "111122223333"
      accounts:
        "000011112222": {}
        "111122223333": {}
        "444455556666": {}
        "777788889999":
          clusters:
            us-east-1:
              - {name: web, %s}
              - {name: mail}
        "888899990000":
          clusters:
            us-east-1: [shop]
      """
          .formatted(ILL);
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
      rollout:
      """;

  @TempDir private Path folder;
  private final HandClock clock = new HandClock();
  private final List<Duration> pauses = new ArrayList<>();
  private Runnable meanwhile = () -> {};
  private final Sandbox sandbox =
      Sandbox.start(World.parse(WORLD, "world"), 0, InstantSource.system());

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Path file(String rollout) throws IOException {
    return Files.writeString(folder.resolve("file.yaml"), FILE + rollout.indent(2));
  }

  private Cli cli() {
    return Cli.on(folder, sandbox)
        .at(clock)
        .pausing(time -> {
          pauses.add(time);
          clock.forward(time);
          meanwhile.run();
        });
  }

  private Cli.Ran apply(Path file, String... more) {
    return apply(cli(), file, more);
  }

  private static Cli.Ran apply(Cli cli, Path file, String... more) {
    var args = new ArrayList<>(List.of("apply", "--yes", "--sandbox", "-f", file.toString()));
    args.addAll(List.of(more));
    return cli.run(args.toArray(String[]::new));
  }

  private static final String EARLY_FIRST =
      """
      rings:
        - {name: early, account: "777788889999"}
      """;

  /// Nobody becomes healthy who is not there any more.
  @Test
  void aClusterThatIsDeletedWhileItIsWaitedForHoldsUpNobody() throws IOException {
    meanwhile = () -> sandbox.removeCluster(EARLY, "us-east-1", "web");

    var ran = apply(file(EARLY_FIRST + "onUnhealthy: exclude\n"));

    assertThat(ran.code()).as(ran.toString()).isZero();
    assertThat(ran.out()).contains("`early` healthy (1 of 1 cluster), `rest` healthy");
  }

  private Optional<String> tag(String account, String cluster) {
    return sandbox
        .world()
        .cluster(account, "us-east-1", cluster)
        .map(one -> one.tags().get("GuardDutyManaged"));
  }

  /// Whoever asked for ill clusters to be excluded must hear, by the exit code too, that one is
  /// not.
  @Test
  void anExclusionThatIsDeniedIsNoSuccess() throws IOException {
    sandbox.faults().on("TagResource").account(EARLY).deny();

    var ran = apply(file(EARLY_FIRST + "onUnhealthy: exclude\nunhealthyPercent: 60\n"));

    assertThat(tag(EARLY, "web")).isEmpty();
    assertThat(ran.out()).contains("`rest` healthy");
    assertThat(ran.err()).contains("AWS denied `eks:TagResource`");
    assertThat(ran.code()).as(ran.toString()).isEqualTo(6);
  }

  /// A canary in which the write fails has proven nothing, though it has no cluster.
  @Test
  void aRingWithoutClustersWhoseStepFailsLetsNobodyOn() throws IOException {
    sandbox.faults().on("UpdateMemberDetectors").nth(1).deny();

    var ran =
        apply(
            file(
                """
                rings:
                  - {name: canary, account: "444455556666"}
                """));

    assertThat(sandbox.events().becameManaged(LATE, "us-east-1", "shop"))
        .as(ran.toString())
        .isFalse();
    assertThat(ran.code()).as(ran.toString()).isEqualTo(6);
  }

  /// An account that changes its ring takes along that it has yet to prove itself.
  @Test
  void aRingThatIsHealthyProvesNothingOfAnAccountThatIsNotInItAnyMore() throws IOException {
    apply(cli().endingWhen(() -> !pauses.isEmpty()), file(EARLY_FIRST + "onUnhealthy: exclude\n"));
    assertThat(tag(EARLY, "web")).isEmpty();
    String other =
        """
        rings:
          - {name: early, account: "444455556666"}
          - {name: second, account: "777788889999"}
        onUnhealthy: exclude
        """;
    pauses.clear();
    apply(cli().endingWhen(() -> !pauses.isEmpty()), file(other));
    pauses.clear();

    var ran = apply(file(other));

    assertThat(ran.err()).as(ran.toString()).contains("EG332");
    assertThat(tag(EARLY, "web")).contains("false");
  }

  /// What was healthy for long and is ill today is not excluded because of what a journal says.
  @Test
  void aTrialOfLongAgoIsOver() throws IOException {
    apply(cli().endingWhen(() -> !pauses.isEmpty()), file(EARLY_FIRST));
    clock.forward(Duration.ofDays(15));

    var ran = apply(file(EARLY_FIRST + "onUnhealthy: exclude\n"));

    assertThat(ran.err()).contains("EG331").doesNotContain("EG332");
    assertThat(tag(EARLY, "web")).isEmpty();
  }

  /// The time of the run may end first: that leaves no time for a last look, but what was seen
  /// before is not forgotten.
  @Test
  void whatWasSeenIsToldWhereTheTimeOfTheRunEndsBeforeTheRingIsHealthy() throws IOException {
    var ran = apply(file(EARLY_FIRST + "onUnhealthy: exclude\n"), "--timeout", "5m");

    assertThat(ran.code()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.out()).contains("`early` waited for (1 of 2 clusters)");
    assertThat(ran.err())
        .contains("EG254", "Agent not reporting", "3 steps were not started")
        .doesNotContain("could not be read", "guardduty:ListCoverage");
    assertThat(tag(EARLY, "web")).isEmpty();
    assertThat(sandbox.events().becameManaged(LATE, "us-east-1", "shop")).isFalse();
  }

  /// All is written before the last ring has proven itself: whoever is stopped there and starts
  /// again has nothing to write, and yet is not done.
  @Test
  void theLastRingIsLookedAtAgainThoughThereIsNothingLeftToWrite() throws IOException {
    Path file =
        file(
            """
            rings:
              - {name: canary, account: "444455556666"}
            onUnhealthy: exclude
            """);
    apply(cli().endingWhen(() -> !pauses.isEmpty()), file);
    assertThat(sandbox.events().becameManaged(LATE, "us-east-1", "shop")).isTrue();

    var planned = cli().run("plan", "--sandbox", "-f", file.toString());
    assertThat(planned.out()).contains("No changes.");
    assertThat(planned.err())
        .contains(
            "Ring `rest` did not become healthy in an earlier run; `apply` looks at it again.");

    var ran = apply(file);

    assertThat(ran.code()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.out()).contains("No changes.", "`rest` not healthy (2 of 3 clusters)");
    assertThat(ran.err()).contains("Ring `rest` did not become healthy in an earlier run", "EG332");
    assertThat(ran.err()).doesNotContain("AWS may not show it yet");
    assertThat(tag(EARLY, "web")).contains("false");
  }

  @Test
  void theShellLooksAtItAgainToo() throws IOException {
    Path file = file("rings:\n  - {name: canary, account: \"444455556666\"}\n");
    apply(cli().endingWhen(() -> !pauses.isEmpty()), file);

    var ran = cli().piping("apply --yes\n").run("shell", "--sandbox", "-f", file.toString());

    assertThat(ran.out()).contains("`rest` not healthy (2 of 3 clusters)");
    assertThat(ran.code()).as(ran.toString()).isEqualTo(4);
    assertThat(cli().piping("events\n").run("shell", "--sandbox", "-f", file.toString()).out())
        .contains("  ring shut     `rest`\n");
  }

  /// Once it has proven itself, nobody is kept waiting by what journals say.
  @Test
  void aRolloutThatIsOverIsNotLookedAtAgain() throws IOException {
    Path file = file("rings:\n  - {name: canary, account: \"444455556666\"}\n");
    apply(cli().endingWhen(() -> !pauses.isEmpty()), file);
    sandbox.removeCluster(EARLY, "us-east-1", "web");
    assertThat(apply(file).out()).contains("`rest` healthy (2 of 2 clusters)");

    var ran = apply(file);

    assertThat(ran.code()).as(ran.toString()).isZero();
    assertThat(ran.err()).doesNotContain("Ring");
  }

  /// A part of the plan goes ahead of no ring either; but nobody waits for clusters that no step of
  /// it gives to GuardDuty.
  @Test
  void aTargetBehindARingThatIsNotDoneIsHeldAtOnce() throws IOException {
    var ran = apply(file(EARLY_FIRST), "--target", LATE);

    assertThat(ran.code()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.err())
        .contains(
            "Cluster `mail` of account 777788889999 in `us-east-1` is not monitored yet, and no"
                + " step of this plan does that.",
            "without `--target`",
            "is begun: 0 of 2 clusters healthy, 2 never enabled.");
    assertThat(sandbox.events().becameManaged(LATE, "us-east-1", "shop")).isFalse();
    assertThat(pauses).isEmpty();
  }

  /// A ring that nobody could look at is not one whose clusters are ill.
  @Test
  void whereCoverageCannotBeReadThatIsWhatIsSaid() throws IOException {
    sandbox.faults().on("ListCoverage").deny();

    var ran = apply(file(EARLY_FIRST + "onUnhealthy: exclude\n"));

    assertThat(ran.code()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.out()).contains("Rollout: `early` not healthy.\n");
    assertThat(ran.err()).contains("AWS denied `guardduty:ListCoverage`", "See to it that it can");
    assertThat(ran.err()).doesNotContain("unhealthyPercent", "EG332");
    assertThat(sandbox.events().becameManaged(LATE, "us-east-1", "shop")).isFalse();
  }

  /// Beside rings, nobody waits once more for what was waited for and excluded.
  @Test
  void waitCoverageDoesNotWaitForWhatWasExcludedAgain() throws IOException {
    var ran =
        apply(
            file(EARLY_FIRST + "onUnhealthy: exclude\nhealthyWithin: 10m\n"),
            "--wait-coverage=20m");

    assertThat(tag(EARLY, "web")).contains("false");
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .as(ran.toString())
        .isEqualTo(Duration.ofMinutes(10));
  }
}
