package io.eksguard.journal;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The name of one run of apply. Names sort by the time at which their runs began, to the second.
///
/// @param value such as `20261124T134455Z-3f9c`: the time in UTC, and four hexadecimal digits that
///   keep runs of one second apart
public record RunId(String value) implements Comparable<RunId> {
  private static final Pattern FORM = Pattern.compile("[0-9]{8}T[0-9]{6}Z-[0-9a-f]{4}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int SUFFIXES = 0x10000;

  public RunId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a run id: " + value);
    }
  }

  /// A new name.
  public static RunId next(InstantSource clock, RandomGenerator random) {
    return new RunId(
        String.format(
            Locale.ROOT, "%s-%04x", TIME.format(clock.instant()), random.nextInt(SUFFIXES)));
  }

  /// The name that a text is, if it is one.
  public static Optional<RunId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new RunId(text)) : Optional.empty();
  }

  /// Whether both runs began in the same second.
  boolean isOfTheSecondOf(RunId other) {
    int suffix = value.indexOf('-');
    return value.substring(0, suffix).equals(other.value.substring(0, suffix));
  }

  @Override
  public int compareTo(RunId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
