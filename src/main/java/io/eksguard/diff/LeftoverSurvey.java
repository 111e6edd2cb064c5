package io.eksguard.diff;

import io.eksguard.live.Cluster;
import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.LiveCoverage;
import io.eksguard.model.Approach;
import io.eksguard.model.ClusterName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Which agents stayed behind, going by GuardDuty's own coverage. It names no owner: one that a
/// team runs on purpose looks the same.
public final class LeftoverSurvey {
  private LeftoverSurvey() {}

  /// The agents on clusters that GuardDuty does not manage and shall not, but for those that the
  /// plan removes. Where agents are managed by hand, an agent is no leftover.
  public static List<AgentFinding> seen(Difference difference, LiveCoverage coverage) {
    List<AgentFinding> found = new ArrayList<>();
    for (Ground ground : difference.grounds().values()) {
      if (ground.wanted().enabled()
          && !(ground.assignment().entry().approach() instanceof Approach.Manual)) {
        coverage
            .of(ground.place())
            .asOptional()
            .ifPresent(known -> found.addAll(seen(difference, ground, known)));
      }
    }
    return found;
  }

  private static List<AgentFinding> seen(
      Difference difference, Ground ground, SortedMap<ClusterName, ClusterCoverage> known) {
    List<AgentFinding> found = new ArrayList<>();
    for (Cluster cluster : ground.clusters().values()) {
      Optional<ClusterCoverage> own = Optional.ofNullable(known.get(cluster.name()));
      if (!ground.shallManage(cluster.name()) && !isRemoved(difference, ground, cluster.name())) {
        own.filter(coverage -> coverage.addonVersion().isPresent())
            .ifPresent(coverage ->
                found.add(
                    new AgentFinding(
                        ground.place(),
                        cluster.name(),
                        new AgentFinding.What.LeftBehind(
                            coverage.addonVersion(), Optional.of(coverage.compatibleNodes())),
                        ground.assignment().entry().path())));
      }
    }
    return found;
  }

  private static boolean isRemoved(Difference difference, Ground ground, ClusterName cluster) {
    return difference.changes().stream()
        .anyMatch(change ->
            change instanceof Change.ClusterAgent agent
                && agent.place().equals(ground.place())
                && agent.cluster().equals(cluster)
                && agent.after().isEmpty());
  }
}
