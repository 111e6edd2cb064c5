package io.eksguard.live;

import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// How a cluster is built, as far as it says whether the agent can run on it and what else comes
/// with the agent. All but one trait is in the answer that has the tag too.
///
/// @param status EKS's word for its state, such as `ACTIVE`
/// @param kubernetes its Kubernetes version, such as `1.33`
/// @param vpc the VPC it is in
/// @param traits what is special about it
/// @param subnets the subnets it is in; empty where nobody said
/// @see <a href="https://docs.aws.amazon.com/eks/latest/APIReference/API_Cluster.html">AWS API
///   reference, Cluster, read 2026-11-24</a>
public record ClusterBuild(
    Optional<String> status,
    Optional<String> kubernetes,
    Optional<String> vpc,
    SortedSet<Trait> traits,
    SortedSet<String> subnets) {
  /// One of whose subnets nothing is known.
  public ClusterBuild(
      Optional<String> status,
      Optional<String> kubernetes,
      Optional<String> vpc,
      SortedSet<Trait> traits) {
    this(status, kubernetes, vpc, traits, new TreeSet<>());
  }

  /// Where nothing was said of it.
  public static final ClusterBuild UNKNOWN =
      new ClusterBuild(Optional.empty(), Optional.empty(), Optional.empty(), new TreeSet<>());

  private static final String ACTIVE = "ACTIVE";

  public ClusterBuild {
    traits = new TreeSet<>(traits);
    subnets = new TreeSet<>(subnets);
  }

  /// An active cluster with these traits, of which no more is known.
  public static ClusterBuild with(Trait... traits) {
    return new ClusterBuild(
        Optional.of(ACTIVE), Optional.empty(), Optional.empty(), new TreeSet<>(Set.of(traits)));
  }

  /// The same with one more trait.
  public ClusterBuild and(Trait trait) {
    SortedSet<Trait> more = new TreeSet<>(traits);
    more.add(trait);
    return new ClusterBuild(status, kubernetes, vpc, more, subnets);
  }

  /// The same without its subnets.
  public ClusterBuild withoutSubnets() {
    return new ClusterBuild(status, kubernetes, vpc, traits);
  }

  /// Something special about a cluster.
  public enum Trait {
    /// Its control plane runs on an AWS Outpost, where EKS has no add-ons.
    LOCAL("local"),
    /// It lets in nodes that are not in AWS.
    HYBRID_NODES("hybrid-nodes"),
    /// EKS manages its nodes.
    AUTO_MODE("auto-mode"),
    /// It has Fargate profiles and no node group that EKS knows. Only looked at where that was
    /// asked for; nodes that somebody manages without EKS are not seen.
    FARGATE_ONLY("fargate-only");

    private final String word;

    Trait(String word) {
      this.word = word;
    }

    /// Its name in files.
    public String word() {
      return word;
    }
  }

  /// Whether EKS says that it is in another state than `ACTIVE`. Where it says nothing it is taken
  /// to be.
  public boolean isNotActive() {
    return status.filter(word -> !word.equals(ACTIVE)).isPresent();
  }

  /// Whether it is being made, so that nothing can be on it yet.
  public boolean isInTheMaking() {
    return status.filter(word -> word.equals("CREATING") || word.equals("PENDING")).isPresent();
  }

  /// Whether it has the trait.
  public boolean is(Trait trait) {
    return traits.contains(trait);
  }
}
