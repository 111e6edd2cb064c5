package io.eksguard.sim.world;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Immutable sorted copies, so that whatever is listed is listed in the same order in every run.
public final class Sorted {
  private Sorted() {}

  /// An immutable copy of a map in the order of its keys.
  public static <V> SortedMap<String, V> map(Map<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /// The copy of a map in which one key has this value.
  public static <V> SortedMap<String, V> with(Map<String, V> map, String key, V value) {
    var copy = new TreeMap<>(map);
    copy.put(key, value);
    return Collections.unmodifiableSortedMap(copy);
  }

  /// The copy of a map that lacks some keys.
  public static <V> SortedMap<String, V> without(Map<String, V> map, Collection<String> keys) {
    var copy = new TreeMap<>(map);
    copy.keySet().removeAll(keys);
    return Collections.unmodifiableSortedMap(copy);
  }

  /// An immutable copy of a set in the order of its elements.
  public static SortedSet<String> set(Collection<String> set) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(set));
  }
}
