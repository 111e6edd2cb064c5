package io.eksguard.aws;

import io.eksguard.live.Deadline;
import java.time.Duration;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/// Asks again for what AWS does not tell yet, and only for that.
///
/// The pauses are random and become longer, up to a limit for all of it.
final class Patience {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Supplier<Duration> limit;
  private final BackoffStrategy pauses;
  private final LongSupplier clock;
  private final Sleeper sleeper;

  /// @param limit how long to go on at most
  /// @param clock the time in nanoseconds, from any beginning
  Patience(Supplier<Duration> limit, BackoffStrategy pauses, LongSupplier clock, Sleeper sleeper) {
    this.limit = limit;
    this.pauses = pauses;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /// Lets time go by.
  interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  /// With accounts that have just become members: 60 s, since AWS names no figure.
  ///
  /// @param deadline after which nothing is read, and so nothing is waited for
  static Patience forMembers(Deadline deadline) {
    return new Patience(
        () -> deadline.atMost(Duration.ofSeconds(60)),
        BackoffStrategy.exponentialDelay(FIRST, LONGEST),
        System::nanoTime,
        Thread::sleep);
  }

  /// Asks until nothing is left or the time is up.
  ///
  /// @param ask asks for these, and gives back those to ask for again
  <T> void untilNoneIsLeft(SortedSet<T> wanted, Function<Set<T>, SortedSet<T>> ask) {
    long until = clock.getAsLong() + limit.get().toNanos();
    SortedSet<T> left = wanted;
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      left = ask.apply(left);
      Duration pause = pauses.computeDelay(attempt + 1); // none before the first try
      if (left.isEmpty() || clock.getAsLong() + pause.toNanos() - until > 0) {
        return;
      }
      sleep(pause);
    }
  }

  private void sleep(Duration pause) {
    try {
      sleeper.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while AWS was read", e);
    }
  }
}
