package io.eksguard.live;

import java.util.Collections;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// How hard AWS may be asked.
///
/// @param inFlight how many calls may be under way at once; as many as is usual, if left out
/// @param perSecond how many calls a second a service may get, by its name in IAM actions; as many
///   as it takes, where it is left out
public record CallLimits(OptionalInt inFlight, SortedMap<String, Integer> perSecond) {
  /// As is usual.
  public static final CallLimits USUAL = new CallLimits(OptionalInt.empty(), new TreeMap<>());

  /// What cannot change later.
  public CallLimits {
    perSecond = Collections.unmodifiableSortedMap(new TreeMap<>(perSecond));
  }
}
