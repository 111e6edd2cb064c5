package io.eksguard.sim;

import static io.eksguard.sim.Worlds.CLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sandbox that is far away.
class LatencyTest {
  private static final Duration LATENCY = Duration.ofMillis(100);
  private static final int CALLS = 100;

  @TempDir private Path folder;

  @Test
  void eachAnswerTakesItsTimeAndNoneWaitsForAnother()
      throws ExecutionException, InterruptedException {
    try (var sandbox =
            Sandbox.start(WorldFile.open(folder.resolve("world.yaml")), 0, LATENCY, CLOCK);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var client = Client.of(sandbox);
      List<Future<Duration>> took = new ArrayList<>();
      long began = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        took.add(
            threads.submit(() -> {
              long sent = System.nanoTime();
              assertThat(client.get("guardduty", "/detector").status()).isEqualTo(200);
              return Duration.ofNanos(System.nanoTime() - sent);
            }));
      }
      for (Future<Duration> one : took) {
        assertThat(one.get()).isGreaterThanOrEqualTo(LATENCY);
      }
      var together = Duration.ofNanos(System.nanoTime() - began);

      assertThat(together).isLessThan(LATENCY.multipliedBy(CALLS).dividedBy(2));
    }
  }
}
