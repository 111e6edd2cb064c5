package io.eksguard.model;

import java.util.Optional;

/// On which clusters of an entry agents are looked for.
///
/// @param approach how the entry covers its accounts
/// @param removesLeftovers whether the file removes agents that stayed behind
public record AgentVisit(Approach approach, boolean removesLeftovers) {
  /// Of an entry of a file.
  public static AgentVisit of(Entry entry, Desired desired) {
    return new AgentVisit(entry.approach(), desired.removeLeftoverAgents());
  }

  /// Whether any cluster could be visited.
  public boolean isAny() {
    return approach.tendsAgents() || looksForLeftovers();
  }

  /// Whether an agent could have stayed behind that goes: monitoring is on, and GuardDuty shall not
  /// manage every cluster. Where monitoring goes off, GuardDuty itself takes them.
  public boolean looksForLeftovers() {
    return removesLeftovers
        && switch (approach) {
          case Approach.AllExcept _, Approach.Only _, Approach.Manual _ -> true;
          case Approach.All _, Approach.Disabled _ -> false;
        };
  }

  /// Whether a cluster is visited.
  public boolean visits(ClusterName cluster, Region region) {
    return approach.tendsAgents()
        || (looksForLeftovers() && !approach.selection(region).manages(cluster));
  }

  /// The line of agents that names the cluster.
  public Optional<AgentRule> line(ClusterName cluster, Region region) {
    return approach.agentFor(cluster, region);
  }
}
