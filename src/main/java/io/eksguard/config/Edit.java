package io.eksguard.config;

import io.eksguard.model.AccountId;
import io.eksguard.model.ApproachName;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Region;
import java.util.Optional;

/// What is to become otherwise in the file.
public sealed interface Edit {
  /// The account shall be covered so.
  ///
  /// @param account one that stands alone, a member, or the administrator's own
  record SetApproach(AccountId account, ApproachName approach) implements Edit {}

  /// Accounts that join later shall be covered so.
  record SetNewAccounts(ApproachName approach) implements Edit {}

  /// The cluster shall not be managed by GuardDuty.
  ///
  /// @param region where; in every region of the account's entry if left out
  /// @param reason why, for the reader
  record Exclude(
      AccountId account, Optional<Region> region, ClusterName cluster, Optional<String> reason)
      implements Edit {}

  /// The cluster shall be managed by GuardDuty.
  ///
  /// @param region where; in every region of the account's entry if left out
  /// @param reason why, for the reader
  record Include(
      AccountId account, Optional<Region> region, ClusterName cluster, Optional<String> reason)
      implements Edit {}
}
