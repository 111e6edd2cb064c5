package io.eksguard.drift;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What one run of `drift` found, as the history keeps it.
///
/// @param at when it ran
/// @param items what was not as it should be, by its key
/// @param unknown what could not be read, as the beginnings of keys: of what lies below nothing is
///   known that night
/// @param notices what each channel knows after it, by the channel and by the key of the item
public record Night(
    Instant at,
    SortedMap<String, Kind> items,
    SortedSet<String> unknown,
    SortedMap<String, SortedMap<String, Notice>> notices) {
  /// Stands between the beginning of keys and the one aspect that is not known there.
  static final String ONLY = "#";

  public Night {
    items = new TreeMap<>(items);
    unknown = new TreeSet<>(unknown);
    SortedMap<String, SortedMap<String, Notice>> copy = new TreeMap<>();
    notices.forEach((channel, known) -> copy.put(channel, new TreeMap<>(known)));
    notices = copy;
  }

  /// A night of which nobody was told.
  public Night(Instant at, SortedMap<String, Kind> items, SortedSet<String> unknown) {
    this(at, items, unknown, new TreeMap<>());
  }

  /// The same, with what each channel knows.
  public Night knowing(SortedMap<String, SortedMap<String, Notice>> known) {
    return new Night(at, items, unknown, known);
  }

  /// The night of a run, as a day in UTC: two runs of one day are one night.
  LocalDate day() {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  /// Whether nothing is known of a key that night.
  boolean isUnknown(String key) {
    // Of one aspect of a whole region nothing is known, either, where nothing is of the region.
    String path = key.replace(ONLY, "/");
    return unknown.stream().anyMatch(one -> one.equals(key) || covers(one, path));
  }

  private static boolean covers(String unknown, String key) {
    int only = unknown.indexOf(ONLY);
    if (only >= 0) {
      return key.startsWith(unknown.substring(0, only) + "/")
          && key.endsWith("/" + unknown.substring(only + 1));
    }
    return key.equals(unknown) || key.startsWith(unknown + "/");
  }
}
