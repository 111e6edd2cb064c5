package io.eksguard.model;

import java.util.Optional;

/// By which roles the accounts are reached. Each may be left out.
///
/// @param administrator into the delegated administrator's account; the caller's own credentials if
///   left out
/// @param members into each member account; without it EKS of other accounts is not read
/// @param management into the management account
public record Access(
    Optional<Role> administrator, Optional<Role> members, Optional<Role> management) {

  /// No roles: the caller's own credentials for everything.
  public static final Access CALLER =
      new Access(Optional.empty(), Optional.empty(), Optional.empty());

  /// A role to assume.
  ///
  /// @param arn its ARN; `{account}` in it stands for the account that is entered
  /// @param externalId the external id its trust policy asks for
  /// @param sessionName the session's name in CloudTrail
  public record Role(String arn, Optional<String> externalId, Optional<String> sessionName) {
    /// The ARN of the role in this account.
    public String arnIn(AccountId account) {
      return arn.replace("{account}", account.value());
    }

    /// The account that the role is in; nothing if it is in many.
    public Optional<AccountId> account() {
      return Optional.of(arn.split(":", -1)[4]).filter(AccountId::isValid).map(AccountId::new);
    }
  }
}
