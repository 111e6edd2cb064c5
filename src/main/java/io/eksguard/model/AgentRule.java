package io.eksguard.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One line of an `agents` list: an EKS add-on `aws-guardduty-agent` that we install by hand.
///
/// ```yaml
/// - name: edge
///   version: v1.12.1-eksbuild.4
///   configurationValues: {priorityClassName: system-node-critical}
///   resolveConflicts: overwrite
///   tags: {team: security}
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
/// @param tags the add-on's tags that shall be there, with their values; others are left alone
public record AgentRule(
    String path,
    ClusterPattern name,
    Optional<Region> region,
    Optional<String> version,
    Optional<String> configuration,
    Conflicts conflicts,
    SortedMap<String, String> tags) {
  /// The newest version that is for the cluster's Kubernetes.
  public static final String LATEST = "latest";

  /// The version that AWS calls the default for the cluster's Kubernetes.
  public static final String DEFAULT = "default";

  public AgentRule {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  /// One that says nothing of tags.
  public AgentRule(
      String path,
      ClusterPattern name,
      Optional<Region> region,
      Optional<String> version,
      Optional<String> configuration,
      Conflicts conflicts) {
    this(path, name, region, version, configuration, conflicts, Collections.emptySortedMap());
  }

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
    return new AgentRule(otherPath, name, region, version, configuration, conflicts, tags);
  }
}
