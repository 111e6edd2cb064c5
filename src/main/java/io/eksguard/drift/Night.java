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
public record Night(Instant at, SortedMap<String, Kind> items, SortedSet<String> unknown) {
  /// Stands between the beginning of keys and the one aspect that is not known there.
  static final String ONLY = "#";

  public Night {
    items = new TreeMap<>(items);
    unknown = new TreeSet<>(unknown);
  }

  /// The night of a run, as a day in UTC: two runs of one day are one night.
  LocalDate day() {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  /// Whether nothing is known of a key that night.
  boolean isUnknown(String key) {
    return unknown.stream().anyMatch(one -> covers(one, key));
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
