package io.eksguard.sim.world;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Reads what may be said once for all regions or for each.
///
/// ```yaml
/// membership: none                           # the same in every region
/// membership: {all: none, us-east-1: Enabled}
/// ```
record PerRegion(List<String> regions) {
  static final String ALL = "all";

  <T> SortedMap<String, T> read(YamlValue value, Function<YamlValue, T> reader) {
    var found = new TreeMap<String, T>();
    if (value.isScalar()) {
      regions.forEach(region -> found.put(region, reader.apply(value)));
      return found;
    }
    value
        .entries()
        .forEach((key, each) -> {
          if (key.text().equals(ALL)) {
            regions.forEach(region -> found.putIfAbsent(region, reader.apply(each)));
          } else if (regions.contains(key.text())) {
            found.put(key.text(), reader.apply(each));
          } else {
            throw key.error(
                "`"
                    + key.text()
                    + "` is no enabled region; known: all, "
                    + String.join(", ", regions));
          }
        });
    return found;
  }
}
