package io.eksguard.live;

import io.eksguard.model.ClusterName;
import java.time.Instant;
import java.util.Optional;

/// What GuardDuty itself says of one cluster.
///
/// @param cluster its name
/// @param health whether its events reach GuardDuty
/// @param issue why not, in GuardDuty's words
/// @param managedBy by whom its agent is managed, as GuardDuty has it
/// @param coveredNodes how many nodes have a healthy agent
/// @param compatibleNodes how many nodes there are at all
/// @param addonVersion the agent's version, such as `v1.12.1-eksbuild.4`
/// @param addonStatus the add-on's status, such as `ACTIVE`
/// @param updatedAt when GuardDuty last looked
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CoverageResource.html">AWS
///   API reference, CoverageResource, read 2026-11-24</a>
public record ClusterCoverage(
    ClusterName cluster,
    Health health,
    Optional<String> issue,
    ManagedBy managedBy,
    long coveredNodes,
    long compatibleNodes,
    Optional<String> addonVersion,
    Optional<String> addonStatus,
    Optional<Instant> updatedAt) {

  /// What kind of issue it is, if there is one.
  public Optional<CoverageIssue> kindOfIssue() {
    return issue.map(CoverageIssue::of);
  }
}
