package io.eksguard.live;

import io.eksguard.model.ClusterName;
import io.eksguard.model.Tag;
import java.time.Instant;
import java.util.Optional;

/// An EKS cluster as far as it matters here.
///
/// @param name its name
/// @param arn its ARN, which tagging needs
/// @param tag the value of its `GuardDutyManaged` tag
/// @param leaving whether it is being deleted, so that nothing needs to be done about it
/// @param createdAt when it was created
/// @param stack the CloudFormation stack that made it, going by the tag that CloudFormation sets
/// @param build how it is built
/// @param site the agent on it; nothing where agents are not our business
public record Cluster(
    ClusterName name,
    String arn,
    Optional<String> tag,
    boolean leaving,
    Optional<Instant> createdAt,
    Optional<String> stack,
    ClusterBuild build,
    Optional<AgentSite> site) {
  /// One of which no more is known.
  public Cluster(ClusterName name, String arn, Optional<String> tag, boolean leaving) {
    this(name, arn, tag, leaving, Optional.empty(), Optional.empty());
  }

  /// One of which it is not known how it is built, or what agent is on it.
  public Cluster(
      ClusterName name,
      String arn,
      Optional<String> tag,
      boolean leaving,
      Optional<Instant> createdAt,
      Optional<String> stack) {
    this(name, arn, tag, leaving, createdAt, stack, ClusterBuild.UNKNOWN, Optional.empty());
  }

  /// The same, built like this.
  public Cluster with(ClusterBuild other) {
    return new Cluster(name, arn, tag, leaving, createdAt, stack, other, site);
  }

  /// Its Kubernetes version, such as `1.33`.
  public Optional<String> kubernetes() {
    return build.kubernetes();
  }

  /// The same with what was read of its agent.
  public Cluster with(AgentSite other) {
    return new Cluster(name, arn, tag, leaving, createdAt, stack, build, Optional.of(other));
  }

  /// The same where its agent is not our business.
  public Cluster withoutAgent() {
    return new Cluster(name, arn, tag, leaving, createdAt, stack, build, Optional.empty());
  }

  /// Whether GuardDuty manages the agent on it while the detector is as given.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-eks.html">
  ///   Amazon GuardDuty User Guide, read 2026-11-24</a>
  public boolean isManagedUnder(Detector detector) {
    if (!detector.monitors()) {
      return false;
    }
    return detector.managesAddons()
        ? !tag.equals(Optional.of(Tag.EXCLUDED))
        : tag.equals(Optional.of(Tag.INCLUDED));
  }
}
