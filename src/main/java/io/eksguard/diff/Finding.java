package io.eksguard.diff;

import io.eksguard.model.ClusterName;
import io.eksguard.model.Region;
import java.util.Optional;

/// Something the comparison noticed that is not a change. Words come later.
///
/// @param kind what it is
/// @param region where
/// @param account the account, or `organization`
/// @param cluster the cluster, if it is about one
/// @param detail the value in question
/// @param path which part of the file it is about
public record Finding(
    Kind kind,
    Region region,
    String account,
    Optional<ClusterName> cluster,
    String detail,
    String path) {

  /// What was noticed.
  public enum Kind {
    /// There is no detector, and one is needed. Blocks the account in the region.
    NO_DETECTOR,
    /// The region does not offer the feature. Blocks the account in the region.
    FEATURE_NOT_OFFERED,
    /// The organization's value ALL would be overwritten against, and the file does not manage it.
    /// Blocks the account in the region.
    BLOCKED_BY_ALL,
    /// The change to the other feature would end ECS or EC2 monitoring. Blocks the account in the
    /// region.
    WOULD_END_OTHER_MONITORING,
    /// Turning the feature off, as asked, ends ECS or EC2 monitoring too.
    ENDS_OTHER_MONITORING,
    /// A tag value that GuardDuty gives no meaning.
    ODD_TAG_VALUE,
    /// The clusters were not read, so stray tags would not be seen.
    CLUSTERS_NOT_READ,
    /// GuardDuty's coverage does not have a cluster as managed that shall be, and its tag could not
    /// be read. The detail is what coverage says; empty if it lists no such cluster.
    SEEN_NOT_MANAGED,
    /// The same of one that shall not be.
    SEEN_MANAGED,
    /// A rule of the file that no cluster matches.
    RULE_MATCHES_NOTHING,
    /// A cluster would get the agent and is not ready for it. The detail has the obstacles, each
    /// with what EKS says in the matter, such as `NOT_ACTIVE CREATING, HYBRID_NODES`.
    UNREADY,
    /// The same, where that is not certain, so that nothing is done about it.
    MAYBE_UNREADY,
    /// A cluster is not ready, and its account in the region is left as it is.
    UNREADY_HELD,
    /// The same, and the cluster is taken as excluded.
    UNREADY_EXCLUDED,
    /// ALL cannot be set, since an account that it would change could not be read or is blocked.
    ALL_NOT_SAFE
  }
}
