package io.eksguard.aws.session;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Lets some accounts be read at a time, each to its end, where else all would be begun and none
/// done: what is under way then has its size from the calls in flight, and not from the
/// organization.
public final class Visits {
  /// While one account's answer is read, another's call can be under way.
  private static final int FOR_EACH_CALL = 2;

  private final Semaphore free;

  Visits(int inFlight) {
    this.free = new Semaphore(FOR_EACH_CALL * inFlight, true);
  }

  /// Reads one account. Not to be used within itself.
  public <T> T one(Supplier<T> reading) {
    free.acquireUninterruptibly();
    try {
      return reading.get();
    } finally {
      free.release();
    }
  }
}
