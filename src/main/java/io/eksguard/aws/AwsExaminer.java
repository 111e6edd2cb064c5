package io.eksguard.aws;

import io.eksguard.aws.eks.Addons;
import io.eksguard.aws.eks.Nodes;
import io.eksguard.aws.guardduty.CoverageReads;
import io.eksguard.aws.guardduty.Delegation;
import io.eksguard.aws.guardduty.Detectors;
import io.eksguard.aws.organizations.Policies;
import io.eksguard.aws.organizations.TrustedAccess;
import io.eksguard.aws.organizations.UnitTree;
import io.eksguard.aws.session.Answer;
import io.eksguard.aws.session.Clients;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.live.Check.Result;
import io.eksguard.live.Check.Skip;
import io.eksguard.live.Check.Topic;
import io.eksguard.live.Examination;
import io.eksguard.live.Examiner;
import io.eksguard.live.LiveReader;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.Assignments;
import io.eksguard.model.Desired;
import io.eksguard.model.Needs;
import io.eksguard.model.Permission.Effect;
import io.eksguard.model.Permission.Party;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Standing;
import io.eksguard.model.Units;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Finds out by reading what eksguard may do: the organization first, then the accounts, many at
/// the same time.
///
/// Each account is entered once. What needs something that failed is not tried: the one failure is
/// told, and not what follows from it.
final class AwsExaminer implements Examiner {
  private final Clients clients;
  private final LiveReader reader;
  private final Detectors detectors;
  private final CoverageReads coverage;
  private final Delegation delegation;
  private final UnitTree unitTree;
  private final Policies policies;

  AwsExaminer(
      Clients clients,
      LiveReader reader,
      Detectors detectors,
      CoverageReads coverage,
      UnitTree unitTree,
      Policies policies) {
    this.clients = clients;
    this.reader = reader;
    this.detectors = detectors;
    this.coverage = coverage;
    this.delegation = new Delegation(clients, detectors);
    this.unitTree = unitTree;
    this.policies = policies;
  }

  @Override
  public Examination examine(Desired desired, Needs needs) {
    var checks = new Checks();
    notTried(needs, checks);
    switch (clients.caller()) {
      case Answer.Failed<AccountId>(var why, var _) -> {
        caller(checks, Optional.empty(), new Result.Failed(why));
        for (Party party : Party.values()) {
          if (party != Party.CALLER) {
            checks.blocked(needs, party);
          }
        }
      }
      case Answer.Ok<AccountId>(AccountId caller) -> {
        caller(checks, Optional.of(caller), Checks.OK);
        look(desired, needs, checks);
      }
    }
    return new Examination(reader.callerArn().asOptional(), checks.all());
  }

  private static void caller(Checks checks, Optional<AccountId> account, Result result) {
    checks.add(Topic.IDENTITY, Party.CALLER, account, Optional.empty(), result);
  }

  /// To try a write would be to change something.
  private static void notTried(Needs needs, Checks checks) {
    for (Party party : Party.values()) {
      needs.of(party).stream()
          .filter(one -> one.effect() == Effect.WRITE)
          .forEach(one -> checks.skip(one, party, Skip.WRITES));
    }
  }

  private void look(Desired desired, Needs needs, Checks checks) {
    var places =
        new PlaceExamination(
            reader,
            detectors,
            coverage,
            new Addons(clients),
            new Nodes(clients),
            delegation,
            needs,
            checks);
    SortedMap<Region, SortedSet<AccountId>> active = new TreeMap<>();
    Units units = Units.NONE;
    if (desired.organization().isPresent()) {
      AccountId administrator = desired.organization().get().administrator();
      if (enters(
          Party.ADMINISTRATOR,
          administrator,
          clients.owner(administrator, Standing.ADMINISTRATOR),
          checks)) {
        active = administrator(desired, places);
      } else {
        checks.blocked(needs, Party.ADMINISTRATOR);
      }
      units = management(desired, needs, checks);
    }
    accounts(desired, active, units, places, checks);
  }

  /// Looks at the regions through the administrator, all at once.
  ///
  /// @return the active members of each region
  private static SortedMap<Region, SortedSet<AccountId>> administrator(
      Desired desired, PlaceExamination places) {
    SortedMap<Region, SortedSet<AccountId>> active = new TreeMap<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      SortedMap<Region, Future<SortedSet<AccountId>>> looking = new TreeMap<>();
      for (Region region : desired.regions()) {
        looking.put(region, threads.submit(() -> places.administrator(desired, region)));
      }
      looking.forEach((region, members) -> active.put(region, Waiting.result(members)));
    }
    return active;
  }

  private Units management(Desired desired, Needs needs, Checks checks) {
    var organization =
        new ManagementExamination(
            desired,
            needs,
            checks,
            clients.organizationsPlace(),
            unitTree,
            policies,
            new TrustedAccess(clients),
            delegation);
    if (!organization.isNeeded()) {
      organization.notAsked();
      return Units.NONE;
    }
    AccountId account = clients.organizationsPlace().account();
    if (enters(Party.MANAGEMENT, account, clients.ownerOfOrganization(), checks)) {
      return organization.look();
    }
    checks.blocked(needs, Party.MANAGEMENT);
    return Units.UNKNOWN;
  }

  /// Members whose clusters are read, and accounts that stand alone.
  private void accounts(
      Desired desired,
      SortedMap<Region, SortedSet<AccountId>> active,
      Units units,
      PlaceExamination places,
      Checks checks) {
    SortedMap<AccountId, SortedMap<Region, Standing>> all = new TreeMap<>();
    for (Region region : desired.regions()) {
      SortedSet<AccountId> members = active.getOrDefault(region, new TreeSet<>());
      Assignments.in(region, desired, members, units).stream()
          .filter(one ->
              switch (one.standing()) {
                case ADMINISTRATOR -> false;
                case STANDALONE -> true;
                case MEMBER ->
                    desired.access().members().isPresent()
                        && one.setting().enabled()
                        && members.contains(one.place().account());
              })
          .forEach(one ->
              all.computeIfAbsent(one.place().account(), _ -> new TreeMap<>())
                  .put(region, one.standing()));
    }
    all.forEach((account, regions) ->
        clients.terms().listener().reading(places(account, regions.keySet())));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> looking =
          all.entrySet().stream()
              .<Future<?>>map(one ->
                  threads.submit(() -> account(one.getKey(), one.getValue(), places, checks)))
              .toList();
      looking.forEach(Waiting::result);
    }
  }

  private void account(
      AccountId account,
      SortedMap<Region, Standing> regions,
      PlaceExamination places,
      Checks checks) {
    Standing standing = regions.firstEntry().getValue();
    Party party = PlaceExamination.party(standing);
    if (enters(party, account, clients.owner(account, standing), checks)) {
      regions.keySet().forEach(region -> places.account(new Place(account, region), standing));
    }
    places(account, regions.keySet()).forEach(clients.terms().listener()::read);
  }

  private static List<Place> places(AccountId account, Set<Region> regions) {
    return regions.stream().map(region -> new Place(account, region)).toList();
  }

  /// Whether there are credentials of that very account.
  private static boolean enters(
      Party party, AccountId account, Answer<AccountId> owner, Checks checks) {
    Result result =
        switch (owner) {
          case Answer.Failed<AccountId>(var why, var _) -> new Result.Failed(cured(why, account));
          case Answer.Ok<AccountId>(AccountId found) when !found.equals(account) ->
              new Result.Failed(
                  Diagnostic.error(
                          Code.WRONG_CALLER,
                          "The role is in account %s, and account %s is to be reached."
                              .formatted(found, account))
                      .hint("Correct the role under `access`."));
          case Answer.Ok<AccountId> _ -> Checks.OK;
        };
    checks.add(Topic.IDENTITY, party, Optional.of(account), Optional.empty(), result);
    return result.equals(Checks.OK);
  }

  private static Diagnostic cured(Diagnostic why, AccountId account) {
    return why.code() == Code.ACCESS_DENIED
        ? why.hint(
            ("Is the role there in account %s, does its trust policy name the caller, is the"
                    + " external id that of the file, and may the caller `sts:AssumeRole`?"
                    + " `eksguard doctor --policy caller` prints the policy for the last.")
                .formatted(account))
        : why;
  }

  /// What could not be read at all is told as a failure of that one permission.
  static <T> Reading<T> reading(Answer<T> answer) {
    return switch (answer) {
      case Answer.Ok<T>(T value) -> new Reading.Present<>(value);
      case Answer.Failed<T>(var why, var _) -> new Reading.Unknown<>(why);
    };
  }
}
