package io.eksguard.live;

import io.eksguard.model.AccountId;

/// A member account as the administrator sees it.
///
/// @param account its id
/// @param status the relationship as AWS words it, such as `Enabled`; it is free text there
public record Member(AccountId account, String status) {
  /// Whether its settings can be changed by the administrator. Case varies in what AWS returns.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListMembers.html">AWS
  ///   API reference, read 2026-11-24</a>
  public boolean isActive() {
    return state() == MemberState.ENABLED;
  }

  /// What the status means.
  public MemberState state() {
    return MemberState.of(status);
  }
}
