package io.eksguard.live;

import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.model.AccountId;
import io.eksguard.model.Permission;
import io.eksguard.model.Region;
import java.util.Optional;

/// Why an account that is no active member cannot be covered.
public final class Membership {
  private Membership() {}

  /// That the account is not an active member, what its status means and what would help.
  ///
  /// @param member the account as the administrator sees it, if it does
  public static Diagnostic missing(AccountId account, Region region, Optional<Member> member) {
    String what =
        member
            .map(m ->
                "is a member with the status `%s`: %s, so it is not an active one"
                    .formatted(m.status(), m.state().meaning()))
            .orElse("is not a member of the delegated administrator");
    String cure =
        member
            .map(m -> m.state().cure())
            .orElse("Add it as a member in the GuardDuty console, or take it out of the file.");
    return Diagnostic.error(
            Code.NOT_A_MEMBER, "Account %s %s in `%s`.".formatted(account, what, region))
        .at(
            new AwsCall(
                account.value(), region.name(), Permission.LIST_MEMBERS.action(), Optional.empty()))
        .hint(cure);
  }
}
