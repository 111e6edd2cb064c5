package io.eksguard.aws.session;

import io.eksguard.live.Deadline;
import io.eksguard.model.AccountId;
import io.eksguard.model.Permission;
import io.eksguard.model.Region;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/// Keeps each service, account and region to its own rate, and says how a throttled call goes on.
final class Turns {
  /// How often a read is sent before its throttling is told as a failure.
  static final int READS = 12;

  /// How long a write waits for its turn. It goes out right behind its guards or not at all.
  static final Duration MOST_OF_A_WRITE = Duration.ofSeconds(1);

  private static final Duration MOST_OF_A_READ = Duration.ofMinutes(10);

  private final Map<Key, Rate> rates = new ConcurrentHashMap<>();
  private final LongSupplier clock;
  private final Sleeper sleeper;
  private final Deadline deadline;
  private final BackoffStrategy backoff =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(250), Duration.ofSeconds(20));

  private record Key(String service, AccountId account, Region region) {}

  /// Lets time go by.
  interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  /// What waiting came to.
  enum Turn {
    /// It came.
    CAME,
    /// It would not come soon enough, or not any more.
    TOO_FAR,
    /// The time of the whole command is up, or would be by then.
    TOO_LATE
  }

  /// @param deadline after which nothing is read
  Turns(Deadline deadline) {
    this(System::nanoTime, Thread::sleep, deadline);
  }

  /// @param clock the time in nanoseconds, from any beginning
  Turns(LongSupplier clock, Sleeper sleeper, Deadline deadline) {
    this.clock = clock;
    this.sleeper = sleeper;
    this.deadline = deadline;
  }

  /// Whether it may not be sent any more. A write may: it has begun with its guards.
  boolean isTooLate(Permission operation) {
    return switch (operation.effect()) {
      case READ -> deadline.isPast();
      case WRITE -> false;
    };
  }

  Rate rate(AccountId account, Region region, Permission operation) {
    return rates.computeIfAbsent(
        new Key(operation.service(), account, region), _ -> new Rate(clock));
  }

  /// Waits for a turn.
  ///
  /// @param pace how long the published rate of the operation has it wait besides
  Turn await(Rate rate, Duration pace, Permission operation) {
    if (isTooLate(operation) || reachesPast(pace, operation)) {
      return Turn.TOO_LATE;
    }
    sleep(pace);
    Duration most =
        switch (operation.effect()) {
          case READ -> deadline.atMost(MOST_OF_A_READ);
          case WRITE -> MOST_OF_A_WRITE;
        };
    var wait = rate.take(most);
    if (wait.isEmpty()) {
      return reachesPast(MOST_OF_A_READ, operation) ? Turn.TOO_LATE : Turn.TOO_FAR;
    }
    sleep(wait.get());
    return Turn.CAME;
  }

  private boolean reachesPast(Duration wait, Permission operation) {
    return switch (operation.effect()) {
      case READ -> deadline.atMost(wait).compareTo(wait) < 0;
      case WRITE -> false;
    };
  }

  /// Waits after a throttled call, if it may be sent again from here. A write may not: its guards
  /// have to be read again first.
  ///
  /// @param sent how often the call was sent
  Turn again(Permission operation, int sent) {
    return switch (operation.effect()) {
      case WRITE -> Turn.TOO_FAR;
      case READ -> {
        if (sent >= READS) {
          yield Turn.TOO_FAR;
        }
        Duration pause = backoff.computeDelay(sent + 1);
        if (reachesPast(pause, operation)) {
          yield Turn.TOO_LATE;
        }
        sleep(pause);
        yield Turn.CAME;
      }
    };
  }

  private void sleep(Duration time) {
    if (time.isPositive()) {
      try {
        sleeper.sleep(time);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while a call waited for its turn", e);
      }
    }
  }
}
