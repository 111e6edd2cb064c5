package io.eksguard.drift;

import io.eksguard.diag.Severity;

/// In what way something is not as it should be.
///
/// The order is that of importance: where several are true of one cluster, the first is its state.
public enum Kind {
  /// Live is otherwise than the file says.
  DRIFTED("drifted", Severity.ERROR, true),
  /// A tag is there that should not be, and it has an effect.
  STRAY_TAG("stray-tag", Severity.ERROR, true),
  /// Something stands in the way of what the file says.
  BLOCKED("blocked", Severity.ERROR, true),
  /// It could not be read. Neither drift nor in sync.
  UNKNOWN("unknown", Severity.WARNING, false),
  /// GuardDuty says that the cluster is not protected.
  UNHEALTHY("unhealthy", Severity.WARNING, false),
  /// GuardDuty shall manage the cluster, and says nothing of it.
  NOT_COVERED("not-covered", Severity.WARNING, false),
  /// An endpoint may not let every agent by hand through to GuardDuty.
  NARROW_ENDPOINT("narrow-endpoint", Severity.WARNING, false),
  /// An agent runs on a cluster that shall not be managed; GuardDuty never takes it away.
  LEFTOVER_AGENT("leftover-agent", Severity.WARNING, false),
  /// GuardDuty shall manage the agent, and says that somebody else does.
  MANAGED_BY_HAND("managed-by-hand", Severity.WARNING, false),
  /// Agents by hand send through a VPC of another account, in which nobody looks.
  SHARED_VPC("shared-vpc", Severity.WARNING, false),
  /// An endpoint is there that no agent needs; it keeps its VPC from being deleted.
  LEFTOVER_ENDPOINT("leftover-endpoint", Severity.WARNING, false),
  /// A line of the file has passed its last day.
  EXCEPTION_EXPIRED("exception-expired", Severity.WARNING, false),
  /// A tag value that means nothing to GuardDuty, and does no harm.
  ODD_TAG("odd-tag", Severity.WARNING, false),
  /// GuardDuty itself is about to make it as the file says, which takes up to 24 hours.
  PROPAGATING("propagating", Severity.NOTE, false);

  private final String word;
  private final Severity severity;
  private final boolean drift;

  Kind(String word, Severity severity, boolean drift) {
    this.word = word;
    this.severity = severity;
    this.drift = drift;
  }

  /// The word in JSON and on the command line.
  public String word() {
    return word;
  }

  /// How much it matters.
  public Severity severity() {
    return severity;
  }

  /// Whether it is drift: live and the file differ. Everything else is told beside it.
  public boolean isDrift() {
    return drift;
  }

  @Override
  public String toString() {
    return word;
  }
}
