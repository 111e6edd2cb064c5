package io.eksguard.model;

import java.util.Optional;

/// One line of an `agents` list: an EKS add-on `aws-guardduty-agent` that we install by hand.
///
/// ```yaml
/// - name: edge
///   version: v1.12.1-eksbuild.4
///   configurationValues: {priorityClassName: system-node-critical}
///   resolveConflicts: overwrite
/// ```
///
/// @param path where it stands in the file
/// @param name which clusters
/// @param region in which region; in every one if left out
/// @param version the add-on's version, such as `v1.12.1-eksbuild.4`, or [#LATEST] or [#DEFAULT];
///   left out, AWS's default is installed, and a version that is there stays
/// @param configuration the add-on's `configurationValues` as JSON, keys sorted; left out, those
///   that are there stay
/// @param conflicts what happens to what others changed in the cluster
public record AgentRule(
    String path,
    ClusterPattern name,
    Optional<Region> region,
    Optional<String> version,
    Optional<String> configuration,
    Conflicts conflicts) {
  /// The newest version that is for the cluster's Kubernetes.
  public static final String LATEST = "latest";

  /// The version that AWS calls the default for the cluster's Kubernetes.
  public static final String DEFAULT = "default";

  /// One that says nothing of configuration and conflicts.
  public AgentRule(
      String path, ClusterPattern name, Optional<Region> region, Optional<String> version) {
    this(path, name, region, version, Optional.empty(), Conflicts.NONE);
  }

  /// Whether the cluster of this name in this region is meant.
  public boolean matches(ClusterName cluster, Region in) {
    return region.map(in::equals).orElse(true) && name.matches(cluster);
  }

  /// The same at another place of the file.
  public AgentRule at(String otherPath) {
    return new AgentRule(otherPath, name, region, version, configuration, conflicts);
  }
}
