package io.eksguard.aws.session;

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
  private final BackoffStrategy backoff =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(250), Duration.ofSeconds(20));

  private record Key(String service, AccountId account, Region region) {}

  /// Lets time go by.
  interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  Turns() {
    this(System::nanoTime, Thread::sleep);
  }

  /// @param clock the time in nanoseconds, from any beginning
  Turns(LongSupplier clock, Sleeper sleeper) {
    this.clock = clock;
    this.sleeper = sleeper;
  }

  Rate rate(AccountId account, Region region, Permission operation) {
    String service = operation.action().substring(0, operation.action().indexOf(':'));
    return rates.computeIfAbsent(new Key(service, account, region), _ -> new Rate(clock));
  }

  /// Waits for a turn.
  ///
  /// @return whether it came; for a write, it may be too far away
  boolean await(Rate rate, Permission operation) {
    Duration most =
        switch (operation.effect()) {
          case READ -> MOST_OF_A_READ;
          case WRITE -> MOST_OF_A_WRITE;
        };
    var wait = rate.take(most);
    wait.ifPresent(this::sleep);
    return wait.isPresent();
  }

  /// Waits after a throttled call, if it may be sent again from here. A write may not: its guards
  /// have to be read again first.
  ///
  /// @param sent how often the call was sent
  boolean again(Permission operation, int sent) {
    return switch (operation.effect()) {
      case WRITE -> false;
      case READ -> {
        boolean again = sent < READS;
        if (again) {
          sleep(backoff.computeDelay(sent + 1));
        }
        yield again;
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
