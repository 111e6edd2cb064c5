package io.eksguard.aws;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Waits for what other threads read.
final class Waiting {
  private Waiting() {}

  /// The result.
  ///
  /// @throws IllegalStateException if the task threw, which is a bug of ours: failures are values
  static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while AWS was read", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("AWS could not be read", e);
    }
  }
}
