package io.eksguard.model;

import java.util.Optional;

/// On which clusters of an entry agents are looked for.
///
/// @param approach how the entry covers its accounts
/// @param leftovers what the file does about agents that stayed behind
public record AgentVisit(Approach approach, LeftoverCare leftovers) {
  /// Of an entry of a file.
  public static AgentVisit of(Entry entry, Desired desired) {
    return new AgentVisit(entry.approach(), desired.leftoverAgents());
  }

  /// Whether any cluster could be visited.
  public boolean isAny() {
    return approach.tendsAgents() || looksForLeftovers();
  }

  /// Whether an agent could have stayed behind that is looked for: monitoring is on, and GuardDuty
  /// shall not manage every cluster. Where monitoring goes off, GuardDuty itself takes them.
  public boolean looksForLeftovers() {
    return leftovers.looks()
        && switch (approach) {
          case Approach.AllExcept _, Approach.Only _, Approach.Manual _ -> true;
          case Approach.All _, Approach.Disabled _ -> false;
        };
  }

  /// Whether what was looked for goes.
  public boolean removesLeftovers() {
    return looksForLeftovers() && leftovers.removes();
  }

  /// Whether without knowing the agents nothing can be planned: some may have to be written. To
  /// tell of leftovers only, whatever else is to be done need not wait for them.
  public boolean decides() {
    return approach.tendsAgents() || removesLeftovers();
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
