package io.eksguard.aws.session;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Keeps calls to a rate, by a bucket of tokens: a full one lets a burst through at once, then
/// calls follow as tokens come in.
final class Pace {
  private final long nanosPerCall;
  private final long fullNanos;
  private final LongSupplier clock;
  private long paidUntil;

  /// @param perSecond how many tokens come in each second
  /// @param burst how many tokens the bucket holds
  Pace(int perSecond, int burst) {
    this(perSecond, burst, System::nanoTime);
  }

  /// @param clock the time in nanoseconds, from any beginning
  Pace(int perSecond, int burst, LongSupplier clock) {
    this.nanosPerCall = Duration.ofSeconds(1).toNanos() / perSecond;
    this.fullNanos = nanosPerCall * burst;
    this.clock = clock;
    this.paidUntil = clock.getAsLong() - fullNanos;
  }

  /// Takes a token, and tells how long to wait until it has come in.
  synchronized Duration take() {
    long now = clock.getAsLong();
    paidUntil = Math.max(paidUntil, now - fullNanos) + nanosPerCall;
    return Duration.ofNanos(Math.max(0, paidUntil - now));
  }
}
