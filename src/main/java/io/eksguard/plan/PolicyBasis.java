package io.eksguard.plan;

import io.eksguard.diff.Change;
import io.eksguard.diff.ProtectionGround;
import io.eksguard.diff.policy.Bound;
import io.eksguard.diff.policy.PolicyDocument;
import io.eksguard.diff.policy.Principal;
import io.eksguard.live.LivePolicy;
import io.eksguard.live.PolicyContent;
import io.eksguard.model.Access;
import io.eksguard.model.AccountId;
import io.eksguard.model.Reach;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a plan stands on of the policy that protects the tag.
///
/// @param policy its name
/// @param text what it said; none where there was no policy
/// @param targets what it was attached to
/// @param accounts the accounts whose tags may be written and that it could bind
public record PolicyBasis(
    String policy,
    Optional<String> text,
    SortedSet<String> targets,
    SortedMap<AccountId, Bound> accounts) {
  public PolicyBasis {
    targets = new TreeSet<>(targets);
    accounts = new TreeMap<>(accounts);
  }

  static PolicyBasis of(ProtectionGround ground) {
    return new PolicyBasis(
            ground.wanted().policy(), Optional.empty(), new TreeSet<>(), ground.accounts())
        .readAgain(ground.live());
  }

  /// The same as it was read again.
  ///
  /// @param live the policy now, if there is one
  public PolicyBasis readAgain(Optional<LivePolicy> live) {
    return new PolicyBasis(
        policy,
        live.map(LivePolicy::content).map(PolicyContent::text),
        live.map(LivePolicy::targets).orElseGet(TreeSet::new),
        accounts);
  }

  /// The same for whoever writes the tags now: in its own account the caller itself, elsewhere the
  /// role that leads there. Where none does, no tag is written, and it stays as it was.
  ///
  /// @param caller the ARN of the caller, as STS gives it
  /// @param reach by what way accounts are reached
  public PolicyBasis calledBy(String caller, Reach reach) {
    Principal now = Principal.ofCaller(caller);
    SortedMap<AccountId, Bound> changed = new TreeMap<>(accounts);
    changed.replaceAll((account, bound) ->
        now.arn().contains("::" + account + ":")
            ? new Bound(now, true, bound.below())
            : role(account, reach)
                .map(role -> new Bound(Principal.ofRole(role.arnIn(account)), false, bound.below()))
                .orElse(bound));
    return new PolicyBasis(policy, text, targets, changed);
  }

  private static Optional<Access.Role> role(AccountId account, Reach reach) {
    return reach.administrator().filter(account::equals).isPresent()
        ? reach.access().administrator()
        : reach.access().members();
  }

  /// The basis once the change is done.
  PolicyBasis after(Change.OfPolicy change) {
    return switch (change) {
      case Change.PolicyText text ->
          new PolicyBasis(policy, Optional.of(text.after().text()), targets, accounts);
      case Change.PolicyTarget target -> {
        SortedSet<String> now = new TreeSet<>(targets);
        if (target.attached()) {
          now.add(target.target());
        } else {
          now.remove(target.target());
        }
        yield new PolicyBasis(policy, text, now, accounts);
      }
    };
  }

  /// Whether a policy of this text may refuse our own tag writes in an account.
  static boolean mayDeny(String text, Bound bound) {
    return PolicyDocument.mayDeny(text, bound.principal());
  }
}
