package io.eksguard.cli;

import io.eksguard.live.CallListener;
import io.eksguard.live.WireAttempt;
import io.eksguard.model.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Counts what AWS is asked. Safe for use by several threads.
final class Tally implements CallListener {
  /// How long to count before what is left can be estimated.
  private static final Duration ENOUGH = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final Set<Place> places = new HashSet<>();
  private final Set<Place> open = new HashSet<>();
  private Instant began;
  private int calls;
  private int throttled;
  private int failed;

  Tally(InstantSource clock) {
    this.clock = clock;
    this.began = clock.instant();
  }

  /// The counts at one moment.
  ///
  /// @param read how many accounts were read, region by region
  /// @param places of how many
  /// @param regions in how many regions those are
  /// @param calls how often AWS was asked, each attempt counted
  /// @param throttled how often AWS refused for being asked too often
  /// @param failed how often else it did not do what it was asked, or did not answer
  /// @param left how long the rest of the accounts will take, where it can be said
  record Counts(
      int read,
      int places,
      int regions,
      int calls,
      int throttled,
      int failed,
      Optional<Duration> left) {}

  synchronized Counts counts() {
    int read = places.size() - open.size();
    int regions = (int) places.stream().map(Place::region).distinct().count();
    return new Counts(read, places.size(), regions, calls, throttled, failed, left(read));
  }

  private Optional<Duration> left(int read) {
    Duration gone = Duration.between(began, clock.instant());
    return read == 0 || open.isEmpty() || gone.compareTo(ENOUGH) < 0
        ? Optional.empty()
        : Optional.of(gone.multipliedBy(open.size()).dividedBy(read));
  }

  @Override
  public synchronized void attempted(WireAttempt attempt) {
    calls++;
    if (attempt.throttled()) {
      throttled++;
    } else if (!attempt.isOk()) {
      failed++;
    }
  }

  /// What was read before and is read again counts as not read.
  @Override
  public synchronized void reading(Collection<Place> more) {
    if (open.isEmpty()) {
      began = clock.instant();
    }
    places.addAll(more);
    open.addAll(more);
  }

  @Override
  public synchronized void read(Place place) {
    open.remove(place);
  }
}
