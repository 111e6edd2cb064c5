package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.journal.Ending.How;
import io.eksguard.journal.RecordedRun;
import io.eksguard.journal.Runs;
import io.eksguard.plan.StepId;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.Feature;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// `--timeout`: what was not read is unknown, and what has not begun does not begin.
@Timeout(60)
class TimeoutTest {
  private static final String ON = "444455556666";
  private static final String WORLD =
      """
      organization: {management: "000011112222", administrator: "111122223333"}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666":
          detectors: {us-east-1: {features: {RUNTIME_MONITORING: {status: ENABLED}}}}
        "500000000001": {clusters: {us-east-1: [checkout, legacy]}}
        "500000000002": {clusters: {us-east-1: [checkout, legacy]}}
        "500000000003": {clusters: {us-east-1: [checkout, legacy]}}
        "500000000004": {clusters: {us-east-1: [checkout, legacy]}}
        "500000000005": {clusters: {us-east-1: [checkout, legacy]}}
        "500000000006": {clusters: {us-east-1: [checkout, legacy]}}
      """;
  private static final String MANY =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      organization:
        administrator: {account: "111122223333"}
        defaults: {approach: all-except, exclude: [legacy]}
        members:
          - {account: "444455556666", approach: disabled}
      access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
      limits: {changePercent: 100, disable: 1}
      """;
  private static final String ONE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      organization:
        administrator: {account: "111122223333"}
        members:
          - {account: "500000000001", approach: all-except, exclude: [legacy]}
      access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
      limits: {changePercent: 100}
      """;

  @TempDir private Path folder;
  private final HandClock clock = new HandClock();
  private final Sandbox sandbox = Sandbox.start(World.parse(WORLD, "world.yaml"), 0, clock);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Cli.Ran run(String file, String... args) throws IOException {
    var path = Files.writeString(folder.resolve("file.yaml"), file).toString();
    return Cli.on(folder, sandbox)
        .at(clock)
        .run(
            Stream.concat(Arrays.stream(args), Stream.of("--sandbox", "-f", path))
                .toArray(String[]::new));
  }

  /// The time is up when the members have been read, and not one of their clusters.
  private void letTheTimeBeUpBeforeClustersAreRead() {
    var membersAsked = new CountDownLatch(1);
    sandbox.faults().beforeOperation("GetMemberDetectors", membersAsked::countDown);
    sandbox
        .faults()
        .beforeOperation(
            "ListClusters",
            () -> {
              waitFor(membersAsked);
              clock.forward(Duration.ofMinutes(5));
            });
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static long told(Cli.Ran ran) {
    return ran.err().lines().filter(line -> line.contains("error EG109")).count();
  }

  private boolean isOn(String account) {
    return sandbox
        .world()
        .at(account, "us-east-1")
        .detector()
        .orElseThrow()
        .feature(Feature.RUNTIME_MONITORING)
        .enabled();
  }

  @Test
  void whatWasNotReadIsUnknownAndNothingIsPlannedThere() throws IOException {
    letTheTimeBeUpBeforeClustersAreRead();

    var plan = run(MANY, "plan", "--timeout", "5m");

    assertThat(plan.code()).as(plan.toString()).isZero();
    assertThat(plan.out())
        .contains("6 account-regions could not be planned for")
        .endsWith("Plan: 0 to tag, 0 to untag, 0 to enable, 1 to disable, 0 to update.\n");
    assertThat(sandbox.events().calls("DescribeCluster")).isEmpty();
  }

  @Test
  void itIsToldOnceAndNotForEachAccount() throws IOException {
    letTheTimeBeUpBeforeClustersAreRead();

    var plan = run(MANY, "plan", "--timeout", "5m");

    assertThat(told(plan)).as(plan.err()).isEqualTo(1);
    assertThat(plan.err())
        .contains("6 accounts us-east-1: error EG109: The time of `--timeout` was up")
        .contains("500000000005 and 1 more");
  }

  @Test
  void strictlyItIsSomethingThatCouldNotBeRead() throws IOException {
    letTheTimeBeUpBeforeClustersAreRead();

    var plan = run(MANY, "plan", "--timeout", "5m", "--strict");

    assertThat(plan.code()).as(plan.toString()).isEqualTo(7);
  }

  @Test
  void withoutTimeNothingIsAskedAndNothingMatches() throws IOException {
    var plan = run(MANY, "plan", "--timeout", "0s");

    assertThat(plan.code()).as(plan.toString()).isEqualTo(1);
    assertThat(plan.out()).endsWith("Nothing could be compared.\n");
    assertThat(told(plan)).as(plan.err()).isEqualTo(1);
    assertThat(sandbox.events().all()).isEmpty();
  }

  @Test
  void inTimeItMakesNoDifference() throws IOException {
    var without = run(MANY, "plan");
    var within = run(MANY, "plan", "--timeout", "1h");

    assertThat(within).isEqualTo(without);
  }

  @Test
  void whatIsInFlightIsFinishedAndNoFurtherStepBegins() throws IOException {
    sandbox.faults().beforeOperation("TagResource", () -> clock.forward(Duration.ofHours(1)));

    var apply = run(ONE, "apply", "--yes", "--timeout", "1h");

    assertThat(apply.code()).as(apply.toString()).isEqualTo(4);
    assertThat(apply.out())
        .endsWith(
            "Applied: 1 done, 0 failed, 0 held, 0 stale, 1 skipped. Not read again: the time was"
                + " up.\n");
    assertThat(apply.err())
        .contains(
            "error EG109: The time of `--timeout` was up; 1 step was not started:"
                + " `us-east-1/500000000001/feature`.");
    assertThat(sandbox.events().calls("UpdateMemberDetectors")).isEmpty();
    var recorded =
        switch (Runs.read(folder.resolve("eksguard/runs-sandbox"), Runs.LATEST)) {
          case Runs.Found.Run(var found) -> found;
          case Runs.Found other -> throw new AssertionError(other.toString());
        };
    assertThat(recorded.finish()).map(RecordedRun.Finish::verdict).contains("out-of-time");
    assertThat(recorded.inDoubt()).isEmpty();
    assertThat(recorded.ended())
        .hasEntrySatisfying(
            new StepId("us-east-1/500000000001/feature"),
            ending -> assertThat(ending.how()).isEqualTo(How.NOT_STARTED));
  }

  @Test
  void whatWasLeftIsDoneByTheNextApply() throws IOException {
    sandbox.faults().beforeOperation("TagResource", () -> clock.forward(Duration.ofHours(1)));
    run(ONE, "apply", "--yes", "--timeout", "1h");
    sandbox.faults().clear();

    var rerun = run(ONE, "apply", "--yes", "--timeout", "1h");

    assertThat(rerun.code()).as(rerun.toString()).isZero();
    assertThat(isOn("500000000001")).isTrue();
  }

  @Test
  void jsonNamesTheStepsThatWereNotStarted() throws IOException {
    sandbox.faults().beforeOperation("TagResource", () -> clock.forward(Duration.ofHours(1)));

    var apply = run(ONE, "apply", "--yes", "--timeout", "1h", "--format", "json");

    var json = JsonMapper.shared().readTree(apply.out());
    assertThat(json.path("outcome").stringValue()).isEqualTo("incomplete");
    assertThat(json.path("steps").get(1).path("outcomeReason").stringValue())
        .isEqualTo("the run was stopped before its turn");
  }

  @Test
  void whereReadingTookAllTheTimeNothingIsWritten() throws IOException {
    letTheTimeBeUpBeforeClustersAreRead();

    var apply = run(MANY, "apply", "--yes", "--timeout", "5m");

    assertThat(apply.code()).as(apply.toString()).isEqualTo(4);
    assertThat(sandbox.events().calls("UpdateMemberDetectors")).isEmpty();
    assertThat(isOn(ON)).isTrue();
  }
}
