package io.eksguard.model;

import java.util.List;
import java.util.Optional;

/// How runtime monitoring shall cover the clusters of an account.
///
/// AWS stores no such thing: an approach is the feature's setting in GuardDuty together with the
/// tags of the EKS clusters.
public sealed interface Approach {
  /// GuardDuty manages the agent on every cluster.
  record All() implements Approach {}

  /// GuardDuty manages the agent on every cluster but these.
  ///
  /// @param exclude at least one, else it is [All]
  record AllExcept(List<ClusterRule> exclude) implements Approach {
    public AllExcept {
      exclude = List.copyOf(exclude);
      if (exclude.isEmpty()) {
        throw new IllegalArgumentException("all-except nothing is all");
      }
    }
  }

  /// GuardDuty manages the agent on these clusters and no other.
  ///
  /// @param include at least one, else it is [Manual] without agents
  record Only(List<ClusterRule> include) implements Approach {
    public Only {
      include = List.copyOf(include);
      if (include.isEmpty()) {
        throw new IllegalArgumentException("only nothing is manual");
      }
    }
  }

  /// Runtime monitoring is on, and GuardDuty manages no agent.
  ///
  /// @param agents the ones that eksguard installs; others are the user's own
  /// @param tended whether the file has a list of agents, if only to say that there shall be none
  ///   of ours
  /// @param endpoint what is done about the endpoint that agents need, if the file says
  record Manual(List<AgentRule> agents, boolean tended, Optional<EndpointCare> endpoint)
      implements Approach {
    public Manual {
      agents = List.copyOf(agents);
      if (!tended && !agents.isEmpty()) {
        throw new IllegalArgumentException("agents that nobody tends");
      }
    }

    /// One that says nothing of endpoints.
    public Manual(List<AgentRule> agents, boolean tended) {
      this(agents, tended, Optional.empty());
    }

    /// One whose list, if it has any, is not empty.
    public Manual(List<AgentRule> agents) {
      this(agents, !agents.isEmpty());
    }
  }

  /// Runtime monitoring is off.
  record Disabled() implements Approach {}

  /// Its name without its lists.
  default ApproachName name() {
    return switch (this) {
      case All _ -> ApproachName.ALL;
      case AllExcept _ -> ApproachName.ALL_EXCEPT;
      case Only _ -> ApproachName.ONLY;
      case Manual _ -> ApproachName.MANUAL;
      case Disabled _ -> ApproachName.DISABLED;
    };
  }

  /// How the feature is set under it.
  default Setting setting() {
    return name().setting();
  }

  /// Its lines of clusters that GuardDuty treats otherwise than the rest.
  default List<ClusterRule> rules() {
    return switch (this) {
      case AllExcept a -> a.exclude();
      case Only o -> o.include();
      case All _, Manual _, Disabled _ -> List.of();
    };
  }

  /// The agents that we install.
  default List<AgentRule> agents() {
    return switch (this) {
      case Manual m -> m.agents();
      case All _, AllExcept _, Only _, Disabled _ -> List.of();
    };
  }

  /// Whether agents on clusters are our business: some shall be there, or none of ours any more.
  default boolean tendsAgents() {
    return this instanceof Manual manual && manual.tended();
  }

  /// What is done about the endpoint that agents by hand need: unless the file says, it is looked
  /// at where agents are installed.
  default EndpointCare endpointCare() {
    return this instanceof Manual manual
        ? manual
            .endpoint()
            .orElse(manual.agents().isEmpty() ? EndpointCare.IGNORED : EndpointCare.CHECKED)
        : EndpointCare.IGNORED;
  }

  /// Whether a cluster needs the endpoint: a line of agents names it, or whoever installs agents
  /// does so without a list.
  default boolean needsEndpoint(ClusterName cluster, Region region) {
    return this instanceof Manual manual
        && endpointCare() != EndpointCare.IGNORED
        && (!manual.tended() || agentFor(cluster, region).isPresent());
  }

  /// The first line of agents that names this cluster.
  default Optional<AgentRule> agentFor(ClusterName cluster, Region region) {
    return agents().stream().filter(rule -> rule.matches(cluster, region)).findFirst();
  }

  /// The first line that names this cluster.
  default Optional<ClusterRule> ruleFor(ClusterName cluster, Region region) {
    return rules().stream().filter(rule -> rule.matches(cluster, region)).findFirst();
  }

  /// Which clusters GuardDuty shall manage in one region.
  default Selection selection(Region region) {
    List<ClusterPattern> named =
        rules().stream()
            .filter(rule -> rule.region().map(region::equals).orElse(true))
            .map(ClusterRule::name)
            .toList();
    return switch (this) {
      case All _ -> new Selection(true, List.of());
      case AllExcept _ -> new Selection(true, named);
      case Only _ -> new Selection(false, named);
      case Manual _, Disabled _ -> new Selection(false, List.of());
    };
  }
}
