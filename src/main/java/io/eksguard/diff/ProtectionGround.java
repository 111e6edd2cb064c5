package io.eksguard.diff;

import io.eksguard.diff.policy.Bound;
import io.eksguard.diff.policy.PolicyDocument;
import io.eksguard.live.LivePolicy;
import io.eksguard.live.PolicyContent;
import io.eksguard.model.AccountId;
import io.eksguard.model.TagProtection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the protection of the tag stands on: what was seen, and what is wanted.
///
/// @param wanted what the file says
/// @param content what the policy shall say
/// @param live the policy as seen, if there is one
/// @param accounts the managed accounts that policies bind and whose tags we may write
public record ProtectionGround(
    TagProtection wanted,
    PolicyContent content,
    Optional<LivePolicy> live,
    SortedMap<AccountId, Bound> accounts) {
  public ProtectionGround {
    accounts = new TreeMap<>(accounts);
  }

  /// Whether the policy, as it is now, may refuse our own tag writes in the account.
  public boolean mayDenyNow(AccountId account) {
    Bound bound = accounts.get(account);
    return bound != null
        && live.filter(policy -> bound.isBelow(policy.targets()))
            .filter(policy -> PolicyDocument.mayDeny(policy.content().text(), bound.principal()))
            .isPresent();
  }
}
