package io.eksguard.snapshot;

import io.eksguard.live.Cluster;
import io.eksguard.live.Detector;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Standing;
import java.util.SortedMap;

/// What was read of one account in one region, whatever any file wants there.
///
/// @param standing as what it was read: a member's detector is read through the administrator
/// @param detector its runtime monitoring settings
/// @param clusters its clusters by name; not read where the file that was read for needed none
/// @param vpcs the VPCs in which endpoints were looked at, by id; absent in snapshots of before
///   that was done
public record PlaceFacts(
    Standing standing,
    Reading<Detector> detector,
    Reading<SortedMap<ClusterName, Cluster>> clusters,
    Reading<SortedMap<String, Vpc>> vpcs) {
  /// One whose VPCs nobody looked at.
  public PlaceFacts(
      Standing standing,
      Reading<Detector> detector,
      Reading<SortedMap<ClusterName, Cluster>> clusters) {
    this(standing, detector, clusters, new Reading.NotRead<>());
  }
}
