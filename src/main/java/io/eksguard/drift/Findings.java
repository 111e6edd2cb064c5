package io.eksguard.drift;

import java.util.List;

/// What one look found.
///
/// @param items what is not as it should be, in a fixed order
/// @param clusters every cluster that was compared
/// @param accounts how many accounts were compared
/// @param unmanaged how many active members the file does not cover
public record Findings(List<Item> items, List<ClusterState> clusters, int accounts, int unmanaged) {
  public Findings {
    items = List.copyOf(items);
    clusters = List.copyOf(clusters);
  }
}
