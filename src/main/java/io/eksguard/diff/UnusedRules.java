package io.eksguard.diff;

import io.eksguard.live.Cluster;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveState;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Finds the cluster rules that match nothing: a slip of the pen there leaves a cluster unguarded.
final class UnusedRules {
  private UnusedRules() {}

  /// A finding for each rule that no cluster matches, where all its clusters could be read.
  static List<Finding> in(LiveState live) {
    Map<String, Finding> unused = new TreeMap<>();
    Set<String> usedOrUncertain = new HashSet<>();
    for (LivePlace found : live.places().values()) {
      Place place = found.assignment().place();
      for (ClusterRule rule : found.assignment().entry().approach().rules()) {
        if (!rule.region().map(place.region()::equals).orElse(true)) {
          continue;
        }
        unused.putIfAbsent(rule.path(), finding(rule, place));
        if (found.clusters().asOptional().map(all -> anyMatches(rule, place, all)).orElse(true)) {
          usedOrUncertain.add(rule.path());
        }
      }
    }
    unused.keySet().removeAll(usedOrUncertain);
    return List.copyOf(unused.values());
  }

  private static boolean anyMatches(
      ClusterRule rule, Place place, SortedMap<ClusterName, Cluster> clusters) {
    return clusters.keySet().stream().anyMatch(name -> rule.matches(name, place.region()));
  }

  private static Finding finding(ClusterRule rule, Place place) {
    return new Finding(
        Finding.Kind.RULE_MATCHES_NOTHING,
        place.region(),
        place.account().value(),
        Optional.empty(),
        rule.name().glob(),
        rule.path());
  }
}
