package io.eksguard.sim;

import java.time.Instant;

/// Something happened to a cluster.
///
/// @param sequence its place among all events and calls, counted from 1
/// @param cause the call that brought it about, such as `guardduty:UpdateDetector`, or `start`,
///   `settle` or `change`
/// @param requestId the id of that call; empty if it was none
public record Event(
    long sequence,
    Instant at,
    Kind kind,
    String account,
    String region,
    String cluster,
    String cause,
    String requestId) {

  /// What happened.
  public enum Kind {
    /// It was managed by GuardDuty when the log began.
    MANAGED_AT_START,
    /// GuardDuty's rules made it a managed one.
    BECAME_MANAGED,
    /// GuardDuty's rules do not make it a managed one any more.
    BECAME_UNMANAGED,
    /// GuardDuty put the agent on it.
    AGENT_INSTALLED,
    /// Somebody put the agent on it.
    AGENT_ADDED_BY_HAND,
    /// It is not managed any more, and its agent is still there.
    AGENT_STAYS,
    /// The agent was taken away.
    AGENT_REMOVED
  }

  boolean isOf(String someAccount, String someRegion, String someCluster) {
    return account.equals(someAccount) && region.equals(someRegion) && cluster.equals(someCluster);
  }
}
