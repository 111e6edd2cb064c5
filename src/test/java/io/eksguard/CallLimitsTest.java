package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `--in-flight` and `--rate`.
class CallLimitsTest {
  @TempDir private Path folder;

  private final Sandbox sandbox = Sandbox.start(World.builtIn(), 0, InstantSource.system());

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Cli.Ran plan(String... more) throws IOException {
    var file = folder.resolve("file.yaml");
    Files.copy(Path.of("examples/organization.yaml"), file);
    var args = new String[more.length + 4];
    System.arraycopy(new String[] {"plan", "--sandbox", "-f", file.toString()}, 0, args, 0, 4);
    System.arraycopy(more, 0, args, 4, more.length);
    return Cli.on(folder, sandbox).run(args);
  }

  @Test
  void withOneInFlightNoTwoCallsOverlap() throws IOException {
    var plan = plan("--in-flight", "1");

    assertThat(plan.code()).as("%s", plan).isZero();
    List<RecordedCall> calls = sandbox.events().calls();
    assertThat(calls).hasSizeGreaterThan(20);
    for (int i = 1; i < calls.size(); i++) {
      assertThat(calls.get(i).overlaps(calls.get(i - 1))).as("%s", calls.get(i)).isFalse();
    }
  }

  @Test
  void aRateLeavesTheAnswerAsItIs() throws IOException {
    var plan = plan("--rate", "guardduty=1000", "--rate", "eks=1000");

    assertThat(plan.code()).as("%s", plan).isZero();
    assertThat(plan.out()).contains("Plan: 6 to tag");
  }

  @Test
  void whatIsNoneIsWrongUsage() throws IOException {
    assertThat(plan("--in-flight", "0").code()).isEqualTo(64);
    Files.delete(folder.resolve("file.yaml"));
    var rate = plan("--rate", "s3=1");

    assertThat(rate.code()).isEqualTo(64);
    assertThat(rate.err())
        .contains("`s3=1` is not SERVICE=N", "eks, guardduty, organizations, sts");
  }
}
