package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

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
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ctrl-C, sent to the program as a process of its own.
@Timeout(120)
class InterruptTest {
  private static final String ONE = "444455556666";
  private static final String TWO = "777788889999";
  private static final String WORLD =
      """
      organization: {management: "000011112222", administrator: "111122223333"}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666": {clusters: {us-east-1: [checkout, legacy]}}
        "777788889999": {clusters: {us-east-1: [payments, batch]}}
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      organization:
        administrator: {account: "111122223333"}
        members:
          - {account: "444455556666", approach: all-except, exclude: [legacy]}
          - {account: "777788889999", approach: only, include: [payments]}
      access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
      """;

  @TempDir private Path folder;
  private final Sandbox sandbox =
      Sandbox.start(World.parse(WORLD, "world.yaml"), 0, InstantSource.system());

  @AfterEach
  void stop() {
    sandbox.close();
  }

  /// Whether processes that we start would never hear of it, as under `nohup` and in a script's
  /// background.
  private static boolean isIgnored(int signal) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
        .anyMatch(mask -> ((mask >> (signal - 1)) & 1) != 0);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
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

  @ParameterizedTest
  @CsvSource({"INT, 2, 130", "TERM, 15, 143"})
  void whatIsInFlightIsFinishedAndRecordedAndNothingNewIsBegun(String name, int signal, int code)
      throws Exception {
    assumeFalse(isIgnored(signal));
    var file = Files.writeString(folder.resolve("file.yaml"), FILE);
    var bothInFlight = new CountDownLatch(2);
    var release = new CountDownLatch(1);
    sandbox
        .faults()
        .beforeOperation(
            "TagResource",
            () -> {
              bothInFlight.countDown();
              waitFor(release);
            });

    var process =
        Program.of(folder, sandbox, "apply", "--yes", "-f", file.toString())
            .redirectError(ProcessBuilder.Redirect.PIPE)
            .start();
    var said = new StringBuilder();
    try (var err = process.errorReader()) {
      waitFor(bothInFlight);
      Program.signal(process, name);
      String line = err.readLine();
      while (line != null && !line.startsWith("Interrupted")) {
        said.append(line).append('\n');
        line = err.readLine();
      }
      assertThat(line).as(said.toString()).startsWith("Interrupted");
      release.countDown();
      err.lines().forEach(rest -> said.append(rest).append('\n'));
      assertThat(process.waitFor()).as(said.toString()).isEqualTo(code);
    } finally {
      release.countDown();
      process.destroyForcibly();
    }

    var run = journal();
    assertThat(run.finish()).map(RecordedRun.Finish::verdict).contains("interrupted");
    assertThat(run.inDoubt()).isEmpty();
    assertThat(run.written()).containsExactly(tag(ONE, "legacy"), tag(TWO, "payments"));
    Map<StepId, How> ended = new TreeMap<>();
    run.ended().forEach((step, ending) -> ended.put(step, ending.how()));
    assertThat(ended)
        .isEqualTo(
            Map.of(
                tag(ONE, "legacy"), How.DONE,
                tag(TWO, "payments"), How.DONE,
                feature(ONE), How.NOT_STARTED,
                feature(TWO), How.NOT_STARTED));
    assertThat(sandbox.events().calls("TagResource")).hasSize(2);
    assertThat(isOn(ONE)).isFalse();
    assertThat(isOn(TWO)).isFalse();

    sandbox.faults().clear();
    var rerun =
        Cli.inPlaceOfAws(folder, sandbox)
            .at(Clock.systemUTC())
            .run("apply", "--yes", "-f", file.toString());

    assertThat(rerun.code()).as(rerun.toString()).isZero();
    assertThat(rerun.err()).as("no lock and nothing in doubt is left").doesNotContain("EG");
    assertThat(isOn(ONE)).isTrue();
    assertThat(isOn(TWO)).isTrue();
    assertThat(sandbox.events().wasEverManaged(ONE, "us-east-1", "legacy")).isFalse();
  }

  @Test
  void whatOnlyReadsIsEndedAtOnce() throws Exception {
    assumeFalse(isIgnored(2));
    var file = Files.writeString(folder.resolve("file.yaml"), FILE);
    var reading = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    sandbox
        .faults()
        .beforeOperation(
            "ListClusters",
            () -> {
              reading.countDown();
              waitFor(release);
            });

    var process = Program.of(folder, sandbox, "apply", "--yes", "-f", file.toString()).start();
    try {
      waitFor(reading);
      Program.signal(process, "INT");
      assertThat(process.waitFor()).isEqualTo(130);
    } finally {
      release.countDown();
      process.destroyForcibly();
    }

    assertThat(Program.runs(folder)).doesNotExist();
    assertThat(folder.resolve("eksguard").resolve("apply.lock")).doesNotExist();
  }

  private static StepId tag(String account, String cluster) {
    return new StepId("us-east-1/" + account + "/" + cluster + "/tag");
  }

  private static StepId feature(String account) {
    return new StepId("us-east-1/" + account + "/feature");
  }

  private RecordedRun journal() {
    return switch (Runs.read(Program.runs(folder), Runs.LATEST)) {
      case Runs.Found.Run(var run) -> run;
      case Runs.Found other -> throw new AssertionError(other.toString());
    };
  }
}
