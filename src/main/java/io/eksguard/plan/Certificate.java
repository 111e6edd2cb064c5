package io.eksguard.plan;

import io.eksguard.model.Place;
import java.util.SortedMap;
import java.util.TreeMap;

/// That the order of a plan was checked.
///
/// @param states how many states were walked for each account and region
public record Certificate(SortedMap<Place, Long> states) {
  public Certificate {
    states = new TreeMap<>(states);
  }

  /// How many states were walked in all.
  public long total() {
    return states.values().stream().mapToLong(Long::longValue).sum();
  }
}
