package io.eksguard.live;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// One attempt of a call to AWS, as it went over the wire: nothing of what was sent or answered but
/// how it ended.
///
/// @param service such as `guardduty`, as in IAM actions
/// @param operation such as `ListMembers`
/// @param account whose object was asked for, where it is known
/// @param region the region that was asked
/// @param number which attempt of the call it was, counted from 1
/// @param status the HTTP status; none if no answer came
/// @param requestId by which AWS finds it again
/// @param took how long until the answer, or until it was given up
/// @param throttled whether AWS refused it for being too many
/// @param error the code of the error, if it was refused or broke
public record WireAttempt(
    String service,
    String operation,
    Optional<String> account,
    String region,
    int number,
    OptionalInt status,
    Optional<String> requestId,
    Duration took,
    boolean throttled,
    Optional<String> error) {
  /// Whether AWS did what was asked.
  public boolean isOk() {
    return error.isEmpty() && status.isPresent() && status.getAsInt() < 400;
  }
}
