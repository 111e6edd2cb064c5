package io.eksguard.model;

import java.time.LocalDate;
import java.util.Optional;

/// One line of an `exclude` or `include` list.
///
/// ```yaml
/// - name: legacy-billing
///   region: eu-west-1
///   reason: vendor appliance, CHG-1234
///   owner: platform@example.com
///   until: 2027-03-31
/// ```
///
/// @param path where it stands in the file, such as `organization.members[0].exclude[1]`
/// @param name which clusters
/// @param region in which region; in every one if left out
/// @param reason why, for the reader
/// @param owner who answers for it, for the reader
/// @param until the last day on which it is meant to stand
public record ClusterRule(
    String path,
    ClusterPattern name,
    Optional<Region> region,
    Optional<String> reason,
    Optional<String> owner,
    Optional<LocalDate> until) {

  /// Whether the cluster of this name in this region is meant.
  public boolean matches(ClusterName cluster, Region in) {
    return region.map(in::equals).orElse(true) && name.matches(cluster);
  }
}
