package io.eksguard.model;

/// In which VPCs of an entry endpoints are looked at.
///
/// @param approach how the entry covers its accounts
/// @param looksForLeftovers whether to look for endpoints that stayed behind
public record EndpointVisit(Approach approach, boolean looksForLeftovers) {
  /// Of an entry of a file.
  public static EndpointVisit of(Entry entry, Desired desired) {
    return new EndpointVisit(entry.approach(), AgentVisit.of(entry, desired).looksForLeftovers());
  }

  /// Whether any VPC is looked at.
  public boolean isAny() {
    return approach.endpointCare() != EndpointCare.IGNORED || looksForLeftovers;
  }

  /// Whether the VPC of a cluster is looked at. Where endpoints are made and removed, each is: one
  /// of ours may be in it that no agent needs any more.
  public boolean visits(ClusterName cluster, Region region) {
    return looksForLeftovers
        || switch (approach.endpointCare()) {
          case MANAGED -> true;
          case CHECKED -> approach.needsEndpoint(cluster, region);
          case IGNORED -> false;
        };
  }
}
