package io.eksguard.live;

import io.eksguard.diag.Diagnostic;
import io.eksguard.model.Assignment;
import io.eksguard.model.ClusterName;
import java.util.List;
import java.util.SortedMap;

/// One managed account in one region, as it is.
///
/// @param assignment which entry of the file decides for it
/// @param detector its runtime monitoring settings
/// @param clusters its clusters by name, as EKS has them
/// @param throughAdministrator its clusters as GuardDuty has them, where the account itself was not
///   entered since its settings are as wanted and nothing would change them; these have no tags
/// @param vpcs the VPCs of its clusters by id, where the endpoints in them are our business
public record LivePlace(
    Assignment assignment,
    Reading<Detector> detector,
    Reading<SortedMap<ClusterName, Cluster>> clusters,
    Reading<SortedMap<ClusterName, ClusterCoverage>> throughAdministrator,
    Reading<SortedMap<String, Vpc>> vpcs) {
  /// One whose VPCs nobody looked at.
  public LivePlace(
      Assignment assignment,
      Reading<Detector> detector,
      Reading<SortedMap<ClusterName, Cluster>> clusters,
      Reading<SortedMap<ClusterName, ClusterCoverage>> throughAdministrator) {
    this(assignment, detector, clusters, throughAdministrator, new Reading.NotRead<>());
  }

  /// One of which only EKS, if anybody, was asked for the clusters.
  public LivePlace(
      Assignment assignment,
      Reading<Detector> detector,
      Reading<SortedMap<ClusterName, Cluster>> clusters) {
    this(assignment, detector, clusters, new Reading.NotRead<>());
  }

  /// The same with more known of its clusters.
  public LivePlace withClusters(Reading<SortedMap<ClusterName, Cluster>> more) {
    return new LivePlace(assignment, detector, more, throughAdministrator, vpcs);
  }

  /// Whether something could not be read of the agents that are our business.
  public boolean hasUnknownAgents() {
    return !agentProblems().isEmpty();
  }

  /// What could not be read of the agents that are our business.
  public List<Diagnostic> agentProblems() {
    return clusters.asOptional().stream()
        .flatMap(all -> all.values().stream())
        .flatMap(cluster -> cluster.site().stream())
        .flatMap(site -> site.problems().stream())
        .toList();
  }

  /// Whether its clusters are known through the administrator only.
  public boolean isSeenThroughAdministrator() {
    return throughAdministrator.asOptional().isPresent();
  }
}
