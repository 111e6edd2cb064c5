package io.eksguard.sim.world;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/// An EKS cluster.
///
/// @param version its Kubernetes version, such as `1.33`
/// @param status one of EKS's cluster states, such as `ACTIVE`
/// @param agent the security agent on it, if there is one
/// @param createdAt when it was created
/// @param vpc the VPC that it is in; empty = the one that its account has in the region
/// @param traits what is special about it: `local`, `hybrid-nodes`, `auto-mode`
/// @param nodes its nodes on EC2, if something is said of them
public record Cluster(
    String name,
    String version,
    String status,
    SortedMap<String, String> tags,
    Optional<Agent> agent,
    Instant createdAt,
    Optional<String> vpc,
    SortedSet<String> traits,
    Optional<List<Nodes>> nodes) {

  static final String VERSION = "1.33";
  static final String ACTIVE = "ACTIVE";

  /// The trait of a cluster whose control plane is on an Outpost; EKS has no add-ons there.
  public static final String LOCAL = "local";

  /// The trait of a cluster that lets in nodes from elsewhere.
  public static final String HYBRID_NODES = "hybrid-nodes";

  /// The trait of a cluster whose nodes EKS manages.
  public static final String AUTO_MODE = "auto-mode";

  /// The trait of a cluster that has a Fargate profile beside its node group.
  public static final String FARGATE = "fargate";

  /// The trait of a cluster that has a Fargate profile and no node group.
  public static final String FARGATE_ONLY = "fargate-only";

  /// A cluster whose tags are safe from later changes.
  public Cluster {
    tags = Sorted.map(tags);
    traits = Sorted.set(traits);
    nodes = nodes.map(List::copyOf);
  }

  /// An active cluster without tags and without an agent, as old as its account.
  public static Cluster named(String name) {
    return new Cluster(
        name,
        VERSION,
        ACTIVE,
        Sorted.map(Map.of()),
        Optional.empty(),
        Detector.EPOCH,
        Optional.empty(),
        Sorted.set(Set.of()),
        Optional.empty());
  }

  /// The same cluster with other tags.
  public Cluster withTags(Map<String, String> changed) {
    return new Cluster(
        name, version, status, Sorted.map(changed), agent, createdAt, vpc, traits, nodes);
  }

  /// The same cluster with one tag set.
  public Cluster withTag(String key, String value) {
    return withTags(Sorted.with(tags, key, value));
  }

  /// The same cluster with another agent, or none.
  public Cluster withAgent(Optional<Agent> changed) {
    return new Cluster(name, version, status, tags, changed, createdAt, vpc, traits, nodes);
  }

  /// The same cluster in another state.
  public Cluster withStatus(String changed) {
    return new Cluster(name, version, changed, tags, agent, createdAt, vpc, traits, nodes);
  }

  /// The same cluster in another VPC.
  public Cluster withVpc(String changed) {
    return new Cluster(
        name, version, status, tags, agent, createdAt, Optional.of(changed), traits, nodes);
  }

  /// The same cluster with other traits.
  public Cluster withTraits(Set<String> changed) {
    return new Cluster(
        name, version, status, tags, agent, createdAt, vpc, Sorted.set(changed), nodes);
  }

  /// The same cluster with other nodes.
  public Cluster withNodes(List<Nodes> changed) {
    return new Cluster(
        name, version, status, tags, agent, createdAt, vpc, traits, Optional.of(changed));
  }

  /// Its nodes on EC2, said or not.
  public List<Nodes> allNodes() {
    return nodes.orElse(traits.contains(FARGATE_ONLY) ? List.of() : List.of(Nodes.USUAL));
  }

  /// How many nodes the agent can run on.
  public int nodesForAgents() {
    return allNodes().stream().filter(one -> !one.windows()).mapToInt(Nodes::count).sum();
  }

  /// Whether an add-on can be on it.
  public boolean takesAddons() {
    return active() && !traits.contains(LOCAL);
  }

  /// Whether EKS would say `ACTIVE`.
  public boolean active() {
    return status.equals(ACTIVE);
  }
}
