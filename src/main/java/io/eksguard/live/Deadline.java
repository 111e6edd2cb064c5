package io.eksguard.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Until when AWS may be asked.
///
/// @param at when the time is up; never, if left out
/// @param clock the time
public record Deadline(Optional<Instant> at, InstantSource clock) {
  /// There is time without end.
  public static final Deadline NONE =
      new Deadline(Optional.empty(), InstantSource.fixed(Instant.EPOCH));

  /// From now on for so long.
  public static Deadline in(Duration time, InstantSource clock) {
    return new Deadline(Optional.of(clock.instant().plus(time)), clock);
  }

  /// Whether the time is up.
  public boolean isPast() {
    return at.isPresent() && !clock.instant().isBefore(at.get());
  }

  /// A time to wait, or what is left if that is shorter.
  public Duration atMost(Duration wait) {
    if (at.isEmpty()) {
      return wait;
    }
    Duration left = Duration.between(clock.instant(), at.get());
    Duration shorter = left.compareTo(wait) < 0 ? left : wait;
    return shorter.isNegative() ? Duration.ZERO : shorter;
  }
}
