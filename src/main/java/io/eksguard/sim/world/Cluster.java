package io.eksguard.sim.world;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// An EKS cluster.
///
/// @param version its Kubernetes version, such as `1.33`
/// @param status one of EKS's cluster states, such as `ACTIVE`
/// @param agent the security agent on it, if there is one
/// @param createdAt when it was created
public record Cluster(
    String name,
    String version,
    String status,
    SortedMap<String, String> tags,
    Optional<Agent> agent,
    Instant createdAt) {

  static final String VERSION = "1.33";
  static final String ACTIVE = "ACTIVE";

  /// A cluster whose tags are safe from later changes.
  public Cluster {
    tags = Sorted.map(tags);
  }

  /// An active cluster without tags and without an agent, as old as its account.
  public static Cluster named(String name) {
    return new Cluster(
        name, VERSION, ACTIVE, Sorted.map(Map.of()), Optional.empty(), Detector.EPOCH);
  }

  /// The same cluster with other tags.
  public Cluster withTags(Map<String, String> changed) {
    return new Cluster(name, version, status, Sorted.map(changed), agent, createdAt);
  }

  /// The same cluster with one tag set.
  public Cluster withTag(String key, String value) {
    return withTags(Sorted.with(tags, key, value));
  }

  /// The same cluster with another agent, or none.
  public Cluster withAgent(Optional<Agent> changed) {
    return new Cluster(name, version, status, tags, changed, createdAt);
  }

  /// The same cluster in another state.
  public Cluster withStatus(String changed) {
    return new Cluster(name, version, changed, tags, agent, createdAt);
  }

  /// Whether EKS would say `ACTIVE`.
  public boolean active() {
    return status.equals(ACTIVE);
  }
}
