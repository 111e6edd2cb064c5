package io.eksguard.sim;

import java.util.function.LongSupplier;

/// A bucket of tokens, as AWS throttles with: as many calls at once as come in within a second.
final class Tokens {
  private static final double NANOS = 1e9;

  private final int perSecond;
  private final LongSupplier clock;
  private double left;
  private long filled;

  /// @param clock the time in nanoseconds, from any beginning
  Tokens(int perSecond, LongSupplier clock) {
    this.perSecond = perSecond;
    this.clock = clock;
    this.left = perSecond;
    this.filled = clock.getAsLong();
  }

  /// Takes a token, if there is one.
  synchronized boolean take() {
    long now = clock.getAsLong();
    left = Math.min(perSecond, left + (now - filled) / NANOS * perSecond);
    filled = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
