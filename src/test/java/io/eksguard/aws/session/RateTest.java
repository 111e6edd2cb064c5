package io.eksguard.aws.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final Rate rate = new Rate(now::get);

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private Duration take() {
    return rate.take(HOUR).orElseThrow();
  }

  private void take(int calls) {
    for (int i = 0; i < calls; i++) {
      take();
    }
  }

  @Test
  void isFreeUntilAwsThrottles() {
    take(1000);

    assertThat(take()).isZero();
    assertThat(rate.isFree()).isTrue();
  }

  @Test
  void afterThrottlingHalfOfWhatWentOutInASecondGoesOut() {
    take(20);

    rate.throttled();

    assertThat(rate.perSecond()).isEqualTo(10);
    assertThat(take()).isEqualTo(Duration.ofMillis(100));
    assertThat(take()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void answersOfOneBurstAreLearntFromOnce() {
    take(20);

    for (int i = 0; i < 20; i++) {
      rate.throttled();
    }

    assertThat(rate.perSecond()).isEqualTo(10);
  }

  @Test
  void stillTooFastIsHalvedAgainDownToTheSlowest() {
    take(2);

    for (int i = 0; i < 10; i++) {
      rate.throttled();
      pass(Duration.ofSeconds(1));
    }

    assertThat(rate.perSecond()).isEqualTo(Rate.SLOWEST);
  }

  @Test
  void recoversSlowlyWhileCallsSucceedAndIsFreeInTheEnd() {
    take(20);
    rate.throttled();

    pass(Duration.ofSeconds(4));
    rate.succeeded();

    assertThat(rate.perSecond()).isEqualTo(12);
    pass(HOUR);
    assertThat(rate.perSecond()).as("time alone teaches nothing").isEqualTo(12);
    rate.succeeded();
    assertThat(rate.isFree()).isTrue();
  }

  @Test
  void whoWouldNotWaitSoLongTakesNoTurn() {
    take(2);
    rate.throttled();

    assertThat(rate.take(Duration.ofMillis(900))).isEmpty();
    assertThat(take()).isEqualTo(Duration.ofSeconds(1));
    assertThat(take()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void turnsThatNobodyTookAreNotSaved() {
    take(2);
    rate.throttled();

    pass(HOUR);

    assertThat(take()).isZero();
    assertThat(take()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whoeverIsAskedToWaitWaitsEvenWhereTheRateIsFree() {
    rate.pause(Duration.ofSeconds(7));
    rate.pause(Duration.ofSeconds(3));

    assertThat(rate.take(Duration.ofSeconds(6))).isEmpty();
    assertThat(take()).isEqualTo(Duration.ofSeconds(7));
    pass(Duration.ofSeconds(7));
    assertThat(take()).isZero();
  }
}
