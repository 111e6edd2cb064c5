package io.eksguard.diff;

import io.eksguard.live.Cluster;
import io.eksguard.model.Approach;
import io.eksguard.model.Assignment;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Entry;
import io.eksguard.model.Region;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// Which clusters of an account in a region would get the agent and are not ready for it.
final class Readiness {
  private Readiness() {}

  /// Those clusters, each with what stands in the way. Where GuardDuty manages a cluster already,
  /// nothing can be kept from it any more.
  ///
  /// @param outlook what else was asked
  static SortedMap<ClusterName, SortedSet<Obstacle>> unready(Ground ground, Outlook outlook) {
    SortedMap<ClusterName, SortedSet<Obstacle>> unready = new TreeMap<>();
    for (Cluster cluster : ground.clusters().values()) {
      SortedSet<Obstacle> obstacles = Obstacle.of(cluster.build());
      ground
          .vpc(cluster)
          .ifPresent(vpc -> obstacles.addAll(Obstacle.of(vpc, ground.place().account())));
      obstacles.addAll(outlook.obstacles(ground.place(), cluster));
      boolean wouldGetIt = ground.shallManage(cluster.name()) && !ground.managesNow(cluster);
      if (wouldGetIt && !obstacles.isEmpty()) {
        unready.put(cluster.name(), obstacles);
      }
    }
    return unready;
  }

  /// The assignment as if the file excluded these clusters in this account and region.
  ///
  /// @param known the clusters that are there
  static Assignment without(
      Assignment assignment, Set<ClusterName> excluded, Set<ClusterName> known) {
    Entry entry = assignment.entry();
    Region region = assignment.place().region();
    Approach approach =
        switch (entry.approach()) {
          case Approach.All _ -> new Approach.AllExcept(exactly(entry.path(), excluded, region));
          case Approach.AllExcept(List<ClusterRule> exclude) -> {
            List<ClusterRule> all = new ArrayList<>(exclude);
            all.addAll(exactly(entry.path(), excluded, region));
            yield new Approach.AllExcept(all);
          }
          case Approach.Only(List<ClusterRule> include) -> {
            List<ClusterRule> rest = narrowed(include, excluded, known, region);
            yield rest.isEmpty() ? new Approach.Manual(List.of()) : new Approach.Only(rest);
          }
          case Approach.Manual manual -> manual;
          case Approach.Disabled disabled -> disabled;
        };
    return new Assignment(
        assignment.place(),
        assignment.standing(),
        new Entry(entry.path(), entry.who(), approach, entry.regions()));
  }

  /// A rule that names an excluded cluster gives way to one for each other cluster that it names.
  private static List<ClusterRule> narrowed(
      List<ClusterRule> include, Set<ClusterName> excluded, Set<ClusterName> known, Region region) {
    Set<ClusterRule> rest = new LinkedHashSet<>();
    for (ClusterRule rule : include) {
      if (excluded.stream().noneMatch(cluster -> rule.matches(cluster, region))) {
        rest.add(rule);
      } else {
        known.stream()
            .filter(cluster -> rule.matches(cluster, region) && !excluded.contains(cluster))
            .forEach(cluster ->
                rest.add(
                    new ClusterRule(
                        rule.path(),
                        new ClusterPattern(cluster.value()),
                        Optional.of(region),
                        rule.reason(),
                        rule.owner(),
                        rule.until())));
      }
    }
    return List.copyOf(rest);
  }

  private static List<ClusterRule> exactly(String path, Set<ClusterName> clusters, Region region) {
    return clusters.stream()
        .map(cluster ->
            new ClusterRule(
                path,
                new ClusterPattern(cluster.value()),
                Optional.of(region),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        .toList();
  }
}
