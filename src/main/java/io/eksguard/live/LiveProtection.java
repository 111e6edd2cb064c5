package io.eksguard.live;

import io.eksguard.model.AccountId;
import io.eksguard.model.Units;

/// What was found of the protection of the tag.
///
/// @param policy the policy of the name in the file
/// @param units which accounts lie below the units that the policy is, or shall be, attached to
/// @param caller the ARN of the caller, as STS gives it
/// @param management the management account, which no service control policy binds
public record LiveProtection(
    Reading<LivePolicy> policy,
    Reading<Units> units,
    Reading<String> caller,
    Reading<AccountId> management) {
  /// Where the file does not ask for it.
  public static final LiveProtection NOT_READ =
      new LiveProtection(
          new Reading.NotRead<>(),
          new Reading.NotRead<>(),
          new Reading.NotRead<>(),
          new Reading.NotRead<>());
}
