package io.eksguard.sim;

import java.time.Instant;

/// A call of the API.
///
/// Two calls overlapped if one started before the other ended, by their sequence numbers.
///
/// @param started its place among all events and calls when it came in
/// @param ended its place when its answer was ready
/// @param account the account it was for, which is the caller's
/// @param principal the ARN of the caller
/// @param path the decoded path, which names the detector or the cluster
/// @param status the HTTP status of the answer
/// @param answered whether the answer went out; not if a fault closed the connection
public record RecordedCall(
    long started,
    long ended,
    Instant at,
    String service,
    String operation,
    String account,
    String region,
    String principal,
    String path,
    int status,
    boolean answered,
    String requestId) {

  /// Whether this and another call were under way at the same moment.
  public boolean overlaps(RecordedCall other) {
    return started < other.ended && other.started < ended;
  }
}
