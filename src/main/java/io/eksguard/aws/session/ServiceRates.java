package io.eksguard.aws.session;

import io.eksguard.model.Permission;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// How often the user lets a service be called, over all accounts and regions.
final class ServiceRates {
  private final Map<String, Pace> paces = new HashMap<>();

  /// @param perSecond calls a second, by service
  /// @param clock the time in nanoseconds, from any beginning
  ServiceRates(Map<String, Integer> perSecond, LongSupplier clock) {
    perSecond.forEach((service, calls) -> paces.put(service, new Pace(calls, calls, clock)));
  }

  /// Takes a turn, and tells how long to wait for it. A write never waits, since it goes out right
  /// behind its guards; the reads after it do.
  Duration take(Permission operation) {
    Pace pace = paces.get(operation.service());
    if (pace == null) {
      return Duration.ZERO;
    }
    Duration wait = pace.take();
    return switch (operation.effect()) {
      case READ -> wait;
      case WRITE -> Duration.ZERO;
    };
  }
}
