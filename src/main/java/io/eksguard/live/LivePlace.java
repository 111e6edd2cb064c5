package io.eksguard.live;

import io.eksguard.model.Assignment;
import io.eksguard.model.ClusterName;
import java.util.SortedMap;

/// One managed account in one region, as it is.
///
/// @param assignment which entry of the file decides for it
/// @param detector its runtime monitoring settings
/// @param clusters its clusters by name
public record LivePlace(
    Assignment assignment,
    Reading<Detector> detector,
    Reading<SortedMap<ClusterName, Cluster>> clusters) {}
