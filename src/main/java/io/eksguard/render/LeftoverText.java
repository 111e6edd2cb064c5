package io.eksguard.render;

import io.eksguard.live.Agent;
import io.eksguard.model.Region;
import io.eksguard.plan.AgentPrice;
import java.util.Optional;

/// An agent that stayed behind, and what it goes on costing, in words.
final class LeftoverText {
  /// What to do about it.
  static final String CURE =
      "Say `leftoverAgents: remove`, which takes what GuardDuty installed, its endpoint too once no"
          + " cluster of the VPC needs it; or delete the EKS add-on `aws-guardduty-agent` of the cluster"
          + " if nobody needs it. While the endpoint is there, the VPC cannot be deleted.";

  private LeftoverText() {}

  /// What it costs, behind a colon. Of what type the nodes are is not known, so there is no sum.
  ///
  /// @param nodes how many nodes the cluster has, if GuardDuty said it
  static String cost(Region region, Optional<Long> nodes) {
    String each =
        "each vCPU of its "
            + nodes.map(count -> Plurals.of(count.intValue(), "node")).orElse("nodes");
    return AgentPrice.in(region)
        .map(price -> "%s USD %s".formatted(each, range(price)))
        .orElseGet(() ->
            "%s, at a price that is not known here for %s; as an example USD %s"
                .formatted(each, region, range(AgentPrice.example())));
  }

  /// Who installed it, as a clause behind the agent.
  static Optional<String> maker(Agent.Owner owner) {
    return switch (owner) {
      case EKSGUARD -> Optional.of(" that eksguard installed");
      case GUARDDUTY -> Optional.of(" that GuardDuty installed");
      case OTHERS -> Optional.empty();
    };
  }

  private static String range(AgentPrice price) {
    return "%s to %s a month (%s, read %s)"
        .formatted(price.least(), price.most(), price.region(), price.read());
  }
}
