package io.eksguard.live;

/// How many nodes something has, and how large they are.
///
/// @param nodes how many there are on which the agent can run
/// @param vcpus how many vCPUs those have together whose size is known
/// @param unsized of how many of them the size is not known
/// @param unfit how many others there are, on which it cannot: of Windows, or of a processor that
///   it is not for
public record NodeCount(long nodes, long vcpus, long unsized, long unfit) {
  /// No nodes.
  public static final NodeCount NONE = new NodeCount(0, 0, 0, 0);

  /// One on which the agent cannot run.
  public static final NodeCount ONE_UNFIT = new NodeCount(0, 0, 0, 1);

  /// Nodes of which nothing is known but how many they are.
  public static NodeCount ofUnknownSize(long nodes) {
    return new NodeCount(nodes, 0, nodes, 0);
  }

  /// Both together.
  public NodeCount plus(NodeCount other) {
    return new NodeCount(
        nodes + other.nodes, vcpus + other.vcpus, unsized + other.unsized, unfit + other.unfit);
  }

  /// Whether the size of at least some is known; also where there are none.
  public boolean isSized() {
    return nodes == 0 || unsized < nodes;
  }
}
