package io.eksguard.aws.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final AtomicLong now = new AtomicLong();
  private final Pace pace = new Pace(5, 8, now::get);

  private Duration takeThe(int last) {
    Duration wait = Duration.ZERO;
    for (int i = 0; i < last; i++) {
      wait = pace.take();
    }
    return wait;
  }

  @Test
  void aBurstGoesThroughAtOnceAndTheRestFollowsAtTheRate() {
    assertThat(takeThe(8)).isZero();
    assertThat(pace.take()).isEqualTo(Duration.ofMillis(200));
    assertThat(pace.take()).isEqualTo(Duration.ofMillis(400));
  }

  @Test
  void tokensComeInAsTimePasses() {
    takeThe(8);

    now.addAndGet(Duration.ofMillis(400).toNanos());

    assertThat(takeThe(2)).isZero();
    assertThat(pace.take()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void noMoreThanABurstIsEverSaved() {
    now.addAndGet(Duration.ofHours(1).toNanos());

    assertThat(takeThe(8)).isZero();
    assertThat(pace.take()).isEqualTo(Duration.ofMillis(200));
  }
}
