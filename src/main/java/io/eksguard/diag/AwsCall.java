package io.eksguard.diag;

import java.util.Optional;

/// A call to AWS, named well enough to find it in CloudTrail.
///
/// @param account the account whose credentials were used, or whose object was asked for
/// @param region the AWS region
/// @param operation service and operation, as in an IAM policy: `guardduty:ListDetectors`
/// @param requestId what AWS answered in `x-amzn-RequestId`, if it answered
public record AwsCall(String account, String region, String operation, Optional<String> requestId)
    implements Where {
  @Override
  public String toString() {
    return account
        + "/"
        + region
        + " "
        + operation
        + requestId.map(id -> " (request " + id + ")").orElse("");
  }
}
