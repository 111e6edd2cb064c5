package io.eksguard.foreign;

import java.util.Optional;

/// Who made a call, as CloudTrail tells it.
///
/// @param type such as `AssumedRole`, `IAMUser` or `AWSService`
/// @param arn the session, user or root; services have none
/// @param role the role that the session is of
/// @param invokedBy the AWS service that made the call, or made it on somebody's behalf
/// @see <a
///   href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html">
///   AWS CloudTrail User Guide, read 2026-11-24</a>
public record Principal(
    String type, Optional<String> arn, Optional<String> role, Optional<String> invokedBy) {
  /// The one name that says most.
  public String name() {
    return arn.or(() -> role).or(() -> invokedBy).orElse(type);
  }
}
