package io.eksguard.diff;

import io.eksguard.model.AgentRule;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.Conflicts;
import io.eksguard.model.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Makes the lines of `agents` that say what is there.
final class AgentLines {
  private final Predicate<AgentSetup> hasWords;

  /// @param hasWords whether a file has words for an agent that is set up so
  AgentLines(Predicate<AgentSetup> hasWords) {
    this.hasWords = hasWords;
  }

  /// Whether a line can say all of it.
  boolean sayable(AgentSetup setup) {
    return hasWords.test(setup);
  }

  /// One line for a name, unless a cluster of that name in another region has no such agent.
  List<AgentRule> of(SortedMap<Region, Seen.Sayable> seen) {
    SortedMap<ClusterName, SortedMap<Region, Optional<AgentSetup>>> byName = new TreeMap<>();
    seen.forEach((region, found) ->
        found
            .agents()
            .setups()
            .forEach((name, setup) ->
                byName.computeIfAbsent(name, _ -> new TreeMap<>()).put(region, setup)));
    List<AgentRule> lines = new ArrayList<>();
    byName.forEach((name, byRegion) -> {
      List<Optional<AgentSetup>> different = byRegion.values().stream().distinct().toList();
      if (different.size() == 1) {
        different.getFirst().ifPresent(setup -> lines.add(line(name, Optional.empty(), setup)));
      } else {
        byRegion.forEach((region, setup) ->
            setup.ifPresent(one -> lines.add(line(name, Optional.of(region), one))));
      }
    });
    return lines;
  }

  /// What a line does not say stays as it is.
  private AgentRule line(ClusterName name, Optional<Region> region, AgentSetup setup) {
    var without = new AgentSetup(setup.version(), Optional.empty());
    SortedMap<String, String> tags = new TreeMap<>(setup.tags());
    tags.entrySet().removeIf(tag -> !sayable(tagged(tag.getKey(), tag.getValue())));
    return new AgentRule(
        "",
        new ClusterPattern(name.value()),
        region,
        Optional.of(setup.version()).filter(_ -> sayable(without)),
        setup.configuration().filter(_ -> sayable(setup.untagged())),
        Conflicts.NONE,
        tags);
  }

  /// One of which nothing but a tag may be hard to say.
  private static AgentSetup tagged(String key, String value) {
    return new AgentSetup("v1", Optional.empty(), new TreeMap<>(Map.of(key, value)));
  }

  /// The same lines at the places of a list.
  static List<AgentRule> placed(List<AgentRule> lines, String path) {
    List<AgentRule> placed = new ArrayList<>();
    for (AgentRule line : lines) {
      placed.add(line.at(path + "[" + placed.size() + "]"));
    }
    return placed;
  }
}
