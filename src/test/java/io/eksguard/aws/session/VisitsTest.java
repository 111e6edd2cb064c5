package io.eksguard.aws.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VisitsTest {
  private static final int ACCOUNTS = 500;
  private static final int IN_FLIGHT = 4;

  @Test
  void twoForEachCallInFlightAreReadAtATimeAndAllInTheEnd()
      throws ExecutionException, InterruptedException {
    var visits = new Visits(IN_FLIGHT);
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    var full = new CountDownLatch(2 * IN_FLIGHT);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < ACCOUNTS; i++) {
        all.add(
            threads.submit(() ->
                visits.one(() -> {
                  most.accumulateAndGet(now.incrementAndGet(), Math::max);
                  full.countDown();
                  boolean reached = await(full);
                  now.decrementAndGet();
                  return reached;
                })));
      }
      for (Future<Boolean> one : all) {
        assertThat(one.get()).isTrue();
      }
    }
    assertThat(most).hasValue(2 * IN_FLIGHT);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
