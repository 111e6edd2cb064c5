package io.eksguard.apply;

import io.eksguard.diff.Obstacle;
import io.eksguard.live.Cluster;
import java.util.Optional;
import java.util.stream.Collectors;

/// Why a cluster that was read again cannot take the agent, in words for the step that it holds.
final class Unready {
  private Unready() {}

  /// What stands in the way; nothing if the cluster is ready.
  static Optional<String> why(Cluster cluster) {
    String obstacles =
        Obstacle.of(cluster.build()).stream()
            .filter(Obstacle::isCertain)
            .map(one -> clause(one, one.value(cluster.build()).orElse("")))
            .collect(Collectors.joining("; "));
    return Optional.of(obstacles).filter(text -> !text.isEmpty());
  }

  private static String clause(Obstacle obstacle, String value) {
    return switch (obstacle) {
      case NOT_ACTIVE -> "its status is `%s`".formatted(value);
      case LOCAL -> "it is on an Outpost, where EKS has no add-ons";
      case HYBRID_NODES -> "it lets in hybrid nodes, on which the agent is not supported";
      case NO_DNS -> "its VPC does not resolve private names";
      case NO_ADDRESS -> "no subnet of its VPC has a free address";
      case SHARED_VPC -> "its VPC belongs to another account";
      case NO_AGENT_VERSION -> "AWS offers no agent for its Kubernetes %s".formatted(value);
      case TELEMETRY_DENIED -> "a service control policy denies it its telemetry";
      case NO_NODE_FITS -> "none of its nodes takes the agent";
      case SOME_NODES_DO_NOT_FIT -> "some of its nodes do not take the agent";
      case FARGATE_ONLY -> "it seems to have Fargate only";
      case OLD_KUBERNETES -> "its Kubernetes is %s, which no agent is for".formatted(value);
    };
  }
}
