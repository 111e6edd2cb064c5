package io.eksguard.live;

/// How many nodes something has, and how large they are.
///
/// @param nodes how many there are
/// @param vcpus how many vCPUs those have together whose size is known
/// @param unsized of how many the size is not known
public record NodeCount(long nodes, long vcpus, long unsized) {
  /// No nodes.
  public static final NodeCount NONE = new NodeCount(0, 0, 0);

  /// Nodes of which nothing is known but how many they are.
  public static NodeCount ofUnknownSize(long nodes) {
    return new NodeCount(nodes, 0, nodes);
  }

  /// Both together.
  public NodeCount plus(NodeCount other) {
    return new NodeCount(nodes + other.nodes, vcpus + other.vcpus, unsized + other.unsized);
  }

  /// Whether the size of at least some is known; also where there are none.
  public boolean isSized() {
    return nodes == 0 || unsized < nodes;
  }
}
