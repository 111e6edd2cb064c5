package io.eksguard.diff;

import io.eksguard.diff.policy.Bound;
import io.eksguard.diff.policy.PolicyDocument;
import io.eksguard.diff.policy.Principal;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LivePolicy;
import io.eksguard.live.LiveProtection;
import io.eksguard.live.LiveState;
import io.eksguard.live.PolicyContent;
import io.eksguard.live.Reading;
import io.eksguard.model.Access;
import io.eksguard.model.AccountId;
import io.eksguard.model.Desired;
import io.eksguard.model.ProtectionText;
import io.eksguard.model.Standing;
import io.eksguard.model.TagProtection;
import io.eksguard.model.Units;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Compares the service control policy that protects the tag, and works out whom it would bind.
final class ProtectionDiffer {
  private static final int ACCOUNT_PART = 4;

  private final TagProtection wanted;
  private final Access access;
  private final PolicyContent content;
  private final LiveState live;
  private final List<Change> changes = new ArrayList<>();
  private final List<PolicyFinding> findings = new ArrayList<>();

  ProtectionDiffer(TagProtection wanted, Desired desired, LiveState live) {
    this.wanted = wanted;
    this.access = desired.access();
    this.content =
        new PolicyContent(
            ProtectionText.DESCRIPTION,
            ProtectionText.of(wanted, desired.regions().first().partition()));
    this.live = live;
  }

  List<Change> changes() {
    return changes;
  }

  List<PolicyFinding> findings() {
    return findings;
  }

  /// Compares.
  ///
  /// @param others the other changes: a tag that is to be written must not be refused
  /// @return what it stands on; nothing where the policy is not known, or where nothing may be done
  Optional<ProtectionGround> compare(List<Change> others) {
    return switch (live.protection().policy()) {
      case Reading.Present<LivePolicy>(LivePolicy policy) -> compare(others, Optional.of(policy));
      case Reading.Absent<LivePolicy> _ -> compare(others, Optional.empty());
      case Reading.Unknown<LivePolicy> _, Reading.NotRead<LivePolicy> _ -> Optional.empty();
    };
  }

  private Optional<ProtectionGround> compare(List<Change> others, Optional<LivePolicy> policy) {
    var ground = new ProtectionGround(wanted, content, policy, bound(policy));
    boolean adopted = wanted.adopt() || policy.filter(one -> !isOurs(one)).isEmpty();
    List<PolicyFinding> lockedOut = lockedOut(ground, others);
    Optional<LivePolicy> allowing = policy.filter(ProtectionDiffer::isNeededToAllow);
    if (allowing.isPresent()) {
      findings.add(new PolicyFinding.Allows(wanted, allowing.get().id()));
    } else if (!adopted) {
      policy.ifPresent(one -> findings.add(new PolicyFinding.NotOurs(wanted, one.id())));
    }
    findings.addAll(lockedOut);
    findings.add(new PolicyFinding.StillTrusted(wanted, elsewhere()));
    if (wanted.form() == TagProtection.Form.DOCUMENTED) {
      findings.add(new PolicyFinding.BreaksOtherTags(wanted));
    }
    if (!adopted || allowing.isPresent() || !lockedOut.isEmpty()) {
      return Optional.empty();
    }
    change(policy);
    return Optional.of(ground);
  }

  private static boolean isOurs(LivePolicy policy) {
    return policy.content().description().equals(ProtectionText.DESCRIPTION);
  }

  /// What no service control policy allows at some level is denied below it.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html">
  ///   AWS Organizations User Guide, SCP evaluation, read 2026-11-24</a>
  private static boolean isNeededToAllow(LivePolicy policy) {
    return !policy.targets().isEmpty() && PolicyDocument.mayAllow(policy.content().text());
  }

  private void change(Optional<LivePolicy> policy) {
    Optional<PolicyContent> before = policy.map(LivePolicy::content);
    Optional<String> id = policy.map(LivePolicy::id);
    if (before.filter(this::saysTheSame).isEmpty()) {
      changes.add(
          new Change.PolicyText(
              wanted.policy(), id, before, content, Reason.DIFFERS_FROM_FILE, wanted.path()));
    }
    SortedSet<String> attached = policy.map(LivePolicy::targets).orElseGet(TreeSet::new);
    var missing = new TreeSet<>(wanted.attachTo());
    missing.removeAll(attached);
    missing.forEach(target -> changes.add(target(id, target, true, Reason.DIFFERS_FROM_FILE)));
    var extra = new TreeSet<>(attached);
    wanted.attachTo().forEach(extra::remove);
    extra.forEach(target -> changes.add(target(id, target, false, Reason.NOT_IN_FILE)));
  }

  private boolean saysTheSame(PolicyContent other) {
    return other.description().equals(content.description())
        && PolicyDocument.sameMeaning(other.text(), content.text());
  }

  private Change.PolicyTarget target(
      Optional<String> id, String target, boolean attached, Reason reason) {
    return new Change.PolicyTarget(
        wanted.policy(), id, target, attached, content.text(), reason, wanted.path());
  }

  /// An account that only what is attached now binds counts too where a tag is to be written: the
  /// new text would be in force there until it is detached.
  private List<PolicyFinding> lockedOut(ProtectionGround ground, List<Change> others) {
    Set<AccountId> tagged = new HashSet<>();
    for (Change change : others) {
      if (change instanceof Change.ClusterTag tag) {
        tagged.add(tag.place().account());
      }
    }
    SortedSet<String> wantedTargets = new TreeSet<>(wanted.attachTo());
    SortedSet<String> liveTargets = ground.live().map(LivePolicy::targets).orElseGet(TreeSet::new);
    SortedMap<AccountId, String> lockedOut = new TreeMap<>();
    ground
        .accounts()
        .forEach((account, bound) -> {
          boolean reached =
              bound.isBelow(wantedTargets)
                  || (tagged.contains(account) && bound.isBelow(liveTargets));
          if (reached && PolicyDocument.mayDeny(content.text(), bound.principal())) {
            lockedOut.put(account, bound.principal().arn());
          }
        });
    return lockedOut.isEmpty()
        ? List.of()
        : List.of(new PolicyFinding.LockedOut(wanted, lockedOut));
  }

  private int elsewhere() {
    return (int)
        managed().keySet().stream()
            .filter(account -> wanted.attachTo().stream().noneMatch(t -> isBelow(account, t)))
            .count();
  }

  private SortedMap<AccountId, Standing> managed() {
    SortedMap<AccountId, Standing> managed = new TreeMap<>();
    Optional<AccountId> management = live.protection().management().asOptional();
    for (LivePlace place : live.places().values()) {
      AccountId account = place.assignment().place().account();
      if (place.assignment().standing() != Standing.STANDALONE
          && !management.equals(Optional.of(account))) {
        managed.put(account, place.assignment().standing());
      }
    }
    return managed;
  }

  private SortedMap<AccountId, Bound> bound(Optional<LivePolicy> policy) {
    SortedSet<String> targets = new TreeSet<>(wanted.attachTo());
    policy.ifPresent(one -> targets.addAll(one.targets()));
    SortedMap<AccountId, Bound> bound = new TreeMap<>();
    managed()
        .forEach((account, standing) -> {
          SortedSet<String> above = new TreeSet<>(targets);
          above.removeIf(target -> !isBelow(account, target));
          writer(account, standing, above).ifPresent(one -> bound.put(account, one));
        });
    return bound;
  }

  /// Who writes the tags of the account; nobody can where neither a role nor the caller leads
  /// there.
  private Optional<Bound> writer(AccountId account, Standing standing, SortedSet<String> above) {
    Optional<String> caller =
        live.protection().caller().asOptional().filter(arn -> account(arn).equals(account.value()));
    if (caller.isPresent()) {
      return Optional.of(new Bound(Principal.ofCaller(caller.get()), true, above));
    }
    Optional<Access.Role> role =
        switch (standing) {
          case ADMINISTRATOR -> access.administrator();
          case MEMBER, STANDALONE -> access.members();
        };
    return role.map(one -> new Bound(Principal.ofRole(one.arnIn(account)), false, above));
  }

  private static String account(String arn) {
    String[] parts = arn.split(":", -1);
    return parts.length > ACCOUNT_PART ? parts[ACCOUNT_PART] : "";
  }

  /// Below a unit that could not be looked into, every account may lie.
  private boolean isBelow(AccountId account, String target) {
    if (target.startsWith("r-") || target.equals(account.value())) {
      return true;
    }
    if (!target.startsWith("ou-")) {
      return false;
    }
    LiveProtection found = live.protection();
    return switch (found.units()) {
      case Reading.Present<Units>(Units units) -> units.above(account).contains(target);
      case Reading.Absent<Units> _, Reading.Unknown<Units> _, Reading.NotRead<Units> _ -> true;
    };
  }
}
