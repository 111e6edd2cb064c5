package io.eksguard.diff;

import io.eksguard.live.Agent;
import io.eksguard.live.Cluster;
import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.LiveCoverage;
import io.eksguard.live.Reading;
import io.eksguard.model.Approach;
import io.eksguard.model.ClusterName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Which agents stayed behind, going by GuardDuty's own coverage. It names no owner: one that a
/// team runs on purpose looks the same. So where the add-on itself was read, that decides.
public final class LeftoverSurvey {
  private LeftoverSurvey() {}

  /// The agents on clusters that GuardDuty does not manage and shall not, but for those whose
  /// add-on was read. Where agents are managed by hand, an agent is no leftover.
  public static List<AgentFinding> seen(Difference difference, LiveCoverage coverage) {
    List<AgentFinding> found = new ArrayList<>();
    for (Ground ground : difference.grounds().values()) {
      if (ground.wanted().enabled()
          && !(ground.assignment().entry().approach() instanceof Approach.Manual)) {
        coverage
            .of(ground.place())
            .asOptional()
            .ifPresent(known -> found.addAll(seen(ground, known)));
      }
    }
    return found;
  }

  /// The findings, with the nodes that GuardDuty counts on the cluster of each agent that stayed.
  public static List<AgentFinding> counted(List<AgentFinding> findings, LiveCoverage coverage) {
    return findings.stream()
        .map(finding ->
            finding.what() instanceof AgentFinding.What.LeftBehind(var version, var _, var owner)
                ? new AgentFinding(
                    finding.place(),
                    finding.cluster(),
                    new AgentFinding.What.LeftBehind(version, nodes(finding, coverage), owner),
                    finding.path())
                : finding)
        .toList();
  }

  private static Optional<Long> nodes(AgentFinding finding, LiveCoverage coverage) {
    return coverage
        .of(finding.place())
        .asOptional()
        .flatMap(known -> Optional.ofNullable(known.get(finding.cluster())))
        .map(ClusterCoverage::compatibleNodes);
  }

  /// Whether the add-on of the cluster was read: then it is known whose it is, if there is one.
  public static boolean isDecided(Cluster cluster) {
    return cluster
        .site()
        .map(site ->
            switch (site.agent()) {
              case Reading.Present<Agent> _, Reading.Absent<Agent> _ -> true;
              case Reading.Unknown<Agent> _, Reading.NotRead<Agent> _ -> false;
            })
        .orElse(false);
  }

  private static List<AgentFinding> seen(
      Ground ground, SortedMap<ClusterName, ClusterCoverage> known) {
    List<AgentFinding> found = new ArrayList<>();
    for (Cluster cluster : ground.clusters().values()) {
      Optional<ClusterCoverage> own = Optional.ofNullable(known.get(cluster.name()));
      if (!ground.shallManage(cluster.name()) && !isDecided(cluster)) {
        own.filter(coverage -> coverage.addonVersion().isPresent())
            .ifPresent(coverage ->
                found.add(
                    new AgentFinding(
                        ground.place(),
                        cluster.name(),
                        new AgentFinding.What.LeftBehind(
                            coverage.addonVersion(),
                            Optional.of(coverage.compatibleNodes()),
                            Optional.empty()),
                        ground.assignment().entry().path())));
      }
    }
    return found;
  }
}
