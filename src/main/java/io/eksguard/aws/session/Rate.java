package io.eksguard.aws.session;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How fast one service may be called for one account and region. AWS publishes no rates for
/// GuardDuty and EKS, so this one is learnt: free until AWS throttles, then half of what went
/// through, and half again if that is still too fast; while calls succeed, a little faster each
/// second, until it is free again.
///
/// @see <a href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_limits.html">Amazon
///   GuardDuty User Guide, quotas, read 2026-11-24: request rates are not among them</a>
final class Rate {
  /// No account is called more slowly, in calls a second.
  static final double SLOWEST = 0.5;

  /// What a second without throttling adds, in calls a second.
  static final double RECOVERY = 0.5;

  /// From here on there is no limit any more, in calls a second.
  static final double FREE = 100;

  private static final double NANOS = 1e9;

  private final LongSupplier clock;
  private double perSecond = FREE;
  private long nextTurn;
  private long pausedUntil;
  private long changedAt;
  private long secondBegan;
  private int inThisSecond;
  private int inTheOneBefore;

  /// @param clock the time in nanoseconds, from any beginning
  Rate(LongSupplier clock) {
    this.clock = clock;
    this.nextTurn = clock.getAsLong();
    this.pausedUntil = nextTurn;
    this.changedAt = nextTurn;
    this.secondBegan = nextTurn;
  }

  /// Takes a turn, and tells how long to wait for it.
  ///
  /// @param most how long the caller would wait; if it is longer, no turn is taken
  synchronized Optional<Duration> take(Duration most) {
    long now = clock.getAsLong();
    long first = pausedUntil - now < 0 ? now : pausedUntil;
    long turn = isFree() || nextTurn - first < 0 ? first : nextTurn;
    if (turn - now > most.toNanos()) {
      return Optional.empty();
    }
    nextTurn = isFree() ? now : turn + (long) (NANOS / perSecond);
    count(now);
    return Optional.of(Duration.ofNanos(turn - now));
  }

  private void count(long now) {
    double seconds = (now - secondBegan) / NANOS;
    if (seconds >= 1) {
      inTheOneBefore = seconds < 2 ? inThisSecond : 0;
      inThisSecond = 0;
      secondBegan = now;
    }
    inThisSecond++;
  }

  /// A call was throttled. Those that were under way together are answered together, so within a
  /// second only the first of them counts.
  synchronized void throttled() {
    long now = clock.getAsLong();
    if (!isFree() && now - changedAt < NANOS) {
      return;
    }
    double tooFast = isFree() ? Math.max(inThisSecond, inTheOneBefore) : perSecond;
    perSecond = Math.clamp(tooFast / 2, SLOWEST, FREE / 2);
    changedAt = now;
    nextTurn = now + (long) (NANOS / perSecond);
  }

  /// AWS asks to be left alone for so long.
  synchronized void pause(Duration time) {
    long until = clock.getAsLong() + time.toNanos();
    if (until - pausedUntil > 0) {
      pausedUntil = until;
    }
  }

  /// A call was not throttled.
  synchronized void succeeded() {
    long now = clock.getAsLong();
    if (!isFree() && now - changedAt >= NANOS) {
      perSecond = Math.min(FREE, perSecond + RECOVERY * ((now - changedAt) / NANOS));
      changedAt = now;
    }
  }

  /// Whether there is no limit now.
  synchronized boolean isFree() {
    return perSecond >= FREE;
  }

  /// Calls a second.
  synchronized double perSecond() {
    return perSecond;
  }
}
