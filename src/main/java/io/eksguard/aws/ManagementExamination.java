package io.eksguard.aws;

import io.eksguard.aws.guardduty.Delegation;
import io.eksguard.aws.organizations.Policies;
import io.eksguard.aws.organizations.TrustedAccess;
import io.eksguard.aws.organizations.UnitTree;
import io.eksguard.aws.session.Answer;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.live.Check.Result;
import io.eksguard.live.Check.Skip;
import io.eksguard.live.Check.Topic;
import io.eksguard.live.LivePolicy;
import io.eksguard.live.LiveState;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.Desired;
import io.eksguard.model.Needs;
import io.eksguard.model.Organization;
import io.eksguard.model.Permission;
import io.eksguard.model.Permission.Party;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.TagProtection;
import io.eksguard.model.Units;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Looks at what AWS Organizations tells.
final class ManagementExamination {
  private static final Party PARTY = Party.MANAGEMENT;
  private static final List<Permission> OF_POLICY =
      List.of(
          Permission.LIST_POLICIES, Permission.DESCRIBE_POLICY, Permission.LIST_TARGETS_FOR_POLICY);

  private final Desired desired;
  private final Organization organization;
  private final Needs needs;
  private final Checks checks;
  private final Place place;
  private final UnitTree unitTree;
  private final Policies policies;
  private final TrustedAccess trustedAccess;
  private final Delegation delegation;

  ManagementExamination(
      Desired desired,
      Needs needs,
      Checks checks,
      Place place,
      UnitTree unitTree,
      Policies policies,
      TrustedAccess trustedAccess,
      Delegation delegation) {
    this.desired = desired;
    this.organization = desired.organization().orElseThrow();
    this.needs = needs;
    this.checks = checks;
    this.place = place;
    this.unitTree = unitTree;
    this.policies = policies;
    this.trustedAccess = trustedAccess;
    this.delegation = delegation;
  }

  /// Whether there is anything to ask, and anybody who may.
  boolean isNeeded() {
    return !needs.of(PARTY).isEmpty();
  }

  /// Nobody is there who may ask for what only the management account tells.
  void notAsked() {
    checks.add(
        Topic.TRUSTED_ACCESS,
        PARTY,
        Optional.empty(),
        Optional.empty(),
        new Result.NotChecked(Skip.NO_MANAGEMENT));
  }

  /// Looks.
  ///
  /// @return the units of the file's entries, as far as they could be read
  Units look() {
    organization.tagProtection().ifPresentOrElse(this::protection, this::policies);
    if (desired.access().management().isPresent()) {
      trust();
      desired.regions().forEach(this::delegated);
    } else {
      notAsked();
    }
    return units();
  }

  private Units units() {
    SortedSet<String> all = new TreeSet<>(desired.units());
    for (String target :
        organization.tagProtection().map(one -> one.attachTo()).orElse(List.of())) {
      if (target.startsWith("ou-")) {
        all.add(target);
      }
    }
    if (all.isEmpty()) {
      return Units.NONE;
    }
    Reading<Units> read = unitTree.below(all);
    checks.read(
        List.of(
            Permission.LIST_ACCOUNTS_FOR_PARENT, Permission.LIST_ORGANIZATIONAL_UNITS_FOR_PARENT),
        PARTY,
        place,
        read);
    return desired.units().isEmpty() ? Units.NONE : LiveState.unitsOf(read);
  }

  private void protection(TagProtection wanted) {
    checks.read(List.of(Permission.DESCRIBE_ORGANIZATION), PARTY, place, policies.management());
    switch (policies.named(wanted.policy())) {
      case Reading.Absent<LivePolicy> _ -> {
        checks.add(Permission.LIST_POLICIES, PARTY, place, Checks.OK);
        var nothing = new Result.NotChecked(Skip.NOTHING_THERE);
        checks.add(Permission.DESCRIBE_POLICY, PARTY, place, nothing);
        checks.add(Permission.LIST_TARGETS_FOR_POLICY, PARTY, place, nothing);
      }
      case Reading<LivePolicy> read -> checks.read(OF_POLICY, PARTY, place, read);
    }
  }

  /// Reads what the policies say, where nothing but readiness asks for it.
  private void policies() {
    if (needs.of(PARTY).contains(Permission.LIST_POLICIES)) {
      checks.read(List.of(Permission.DESCRIBE_ORGANIZATION), PARTY, place, policies.management());
      checks.read(
          List.of(Permission.LIST_POLICIES, Permission.DESCRIBE_POLICY),
          PARTY,
          place,
          policies.whose(_ -> false, unitTree));
    }
  }

  private void trust() {
    answered(
        Topic.TRUSTED_ACCESS,
        Optional.empty(),
        trustedAccess.isOn(),
        on -> on,
        Diagnostic.error(
                Code.NO_TRUSTED_ACCESS,
                "GuardDuty has no trusted access to the organization, so it cannot act in it.")
            .hint(
                "In the management account: `aws organizations enable-aws-service-access"
                    + " --service-principal guardduty.amazonaws.com`."));
    answered(
        Topic.DELEGATION,
        Optional.empty(),
        trustedAccess.administrators(),
        found -> found.contains(organization.administrator()),
        notDelegated("in any region"));
  }

  private void delegated(Region region) {
    answered(
        Topic.DELEGATION,
        Optional.of(region),
        delegation.ofOrganization(region),
        found -> found.equals(Optional.of(organization.administrator())),
        notDelegated("in `" + region + "`"));
  }

  private Diagnostic notDelegated(String where) {
    AccountId administrator = organization.administrator();
    return Diagnostic.error(
            Code.NOT_THE_ADMINISTRATOR,
            "The organization has not delegated GuardDuty to account %s %s."
                .formatted(administrator, where))
        .hint(
            "In the management account, in each such region: `aws guardduty"
                + " enable-organization-admin-account --admin-account-id %s --region REGION`."
                    .formatted(administrator));
  }

  /// Only `doctor` asks this, so it is no failure if it may not.
  private <T> void answered(
      Topic topic,
      Optional<Region> region,
      Answer<T> answer,
      Predicate<T> isRight,
      Diagnostic wrong) {
    Result result =
        switch (answer) {
          case Answer.Ok<T>(T value) -> isRight.test(value) ? Checks.OK : new Result.Failed(wrong);
          case Answer.Failed<T>(var why, var _) when why.code() == Code.ACCESS_DENIED ->
              new Result.NotChecked(Skip.MAY_NOT_ASK);
          case Answer.Failed<T>(var why, var _) -> new Result.Failed(why);
        };
    checks.add(topic, PARTY, Optional.of(place.account()), region, result);
  }
}
