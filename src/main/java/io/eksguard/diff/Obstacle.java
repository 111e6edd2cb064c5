package io.eksguard.diff;

import io.eksguard.live.ClusterBuild;
import io.eksguard.live.Vpc;
import io.eksguard.model.AccountId;
import io.eksguard.model.AgentVersion;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Why the agent cannot run on a cluster, as far as EKS's description of it says, or EC2's of its
/// VPC.
///
/// What is not said is not looked at: kernels of nodes, distributions of Linux on them, whether
/// admission control lets the agent in. Of the VPC, where EC2 was asked, only what keeps GuardDuty
/// from making its endpoint.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-eks-support.html">
///   GuardDuty User Guide, prerequisites for EKS, read 2026-11-24</a>
public enum Obstacle {
  /// It is not active: it is being made or changed, or has failed.
  NOT_ACTIVE,
  /// It is on an Outpost, where EKS has no add-ons.
  LOCAL,
  /// It lets in hybrid nodes, on which the agent is not supported.
  HYBRID_NODES,
  /// Its Kubernetes is older than what any version of the agent is for.
  OLD_KUBERNETES,
  /// Its VPC does not resolve private names, so GuardDuty can make no endpoint that agents find.
  NO_DNS,
  /// No subnet of its VPC has a free address for the endpoint.
  NO_ADDRESS,
  /// Its VPC belongs to another account, which alone can have the endpoint.
  SHARED_VPC,
  /// A service control policy denies the agents of its account what they do.
  TELEMETRY_DENIED,
  /// AWS offers no version of the agent for its Kubernetes.
  NO_AGENT_VERSION,
  /// All of its nodes on EC2 are of Windows or of a processor that the agent is not for.
  NO_NODE_FITS,
  /// Some of its nodes are, which then go without the agent.
  SOME_NODES_DO_NOT_FIT,
  /// It has Fargate profiles, on which the agent does not run, and no node group that EKS knows. It
  /// may have nodes all the same: those of Karpenter, or of somebody's own groups.
  FARGATE_ONLY;

  /// Whether it keeps the agent from running for certain. What is not certain is told, and nothing
  /// is held or excluded for it: production may run on nodes that EKS does not know.
  public boolean isCertain() {
    return this != FARGATE_ONLY && this != SOME_NODES_DO_NOT_FIT;
  }

  /// What stands in the way on a cluster that is built so.
  public static SortedSet<Obstacle> of(ClusterBuild build) {
    SortedSet<Obstacle> found = new TreeSet<>();
    if (build.isNotActive()) {
      found.add(NOT_ACTIVE);
    }
    if (build.is(ClusterBuild.Trait.LOCAL)) {
      found.add(LOCAL);
    }
    if (build.is(ClusterBuild.Trait.HYBRID_NODES)) {
      found.add(HYBRID_NODES);
    }
    if (build.kubernetes().filter(AgentVersion::isTooOld).isPresent()) {
      found.add(OLD_KUBERNETES);
    }
    if (build.is(ClusterBuild.Trait.FARGATE_ONLY)) {
      found.add(FARGATE_ONLY);
    }
    return found;
  }

  /// What stands in the way of the endpoint that GuardDuty would make in a VPC. Where there is one
  /// that agents can use, nothing does.
  static SortedSet<Obstacle> of(Vpc vpc, AccountId account) {
    SortedSet<Obstacle> found = new TreeSet<>();
    NoEndpoint.of(vpc, account).ifPresent(why -> found.add(of(why)));
    return found;
  }

  private static Obstacle of(NoEndpoint why) {
    return switch (why) {
      case SHARED_VPC -> SHARED_VPC;
      case NO_DNS -> NO_DNS;
      case NO_ADDRESS -> NO_ADDRESS;
    };
  }

  /// What EKS says in the matter, where it is more than that it is so.
  public Optional<String> value(ClusterBuild build) {
    return switch (this) {
      // one word, whatever stands in a snapshot
      case NOT_ACTIVE -> build.status().map(word -> word.replaceAll("[^A-Za-z0-9_.-]", "?"));
      case OLD_KUBERNETES, NO_AGENT_VERSION -> build.kubernetes();
      case LOCAL,
          HYBRID_NODES,
          NO_DNS,
          NO_ADDRESS,
          SHARED_VPC,
          TELEMETRY_DENIED,
          NO_NODE_FITS,
          SOME_NODES_DO_NOT_FIT,
          FARGATE_ONLY ->
          Optional.empty();
    };
  }
}
