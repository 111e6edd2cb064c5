package io.eksguard.aws;

import io.eksguard.aws.eks.Addons;
import io.eksguard.aws.eks.Nodes;
import io.eksguard.aws.guardduty.CoverageReads;
import io.eksguard.aws.guardduty.Delegation;
import io.eksguard.aws.guardduty.Detectors;
import io.eksguard.aws.session.Answer;
import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.live.Check.Result;
import io.eksguard.live.Check.Skip;
import io.eksguard.live.Check.Topic;
import io.eksguard.live.Cluster;
import io.eksguard.live.Detector;
import io.eksguard.live.LiveReader;
import io.eksguard.live.Member;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.Assignments;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.Entry;
import io.eksguard.model.Needs;
import io.eksguard.model.Organization;
import io.eksguard.model.Permission;
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
import java.util.stream.Collectors;

/// Looks at one account in one region.
final class PlaceExamination {
  private static final Result BLOCKED = new Result.NotChecked(Skip.BLOCKED);
  private static final Result NOTHING_THERE = new Result.NotChecked(Skip.NOTHING_THERE);
  private static final List<Permission> OF_AGENTS =
      List.of(
          Permission.DESCRIBE_ADDON,
          Permission.DESCRIBE_ADDON_VERSIONS,
          Permission.DESCRIBE_ADDON_CONFIGURATION);
  private static final List<Permission> OF_NODES =
      List.of(Permission.LIST_FARGATE_PROFILES, Permission.LIST_NODEGROUPS);
  private static final List<Permission> OF_VPCS =
      List.of(
          Permission.DESCRIBE_VPC_ENDPOINTS,
          Permission.DESCRIBE_SECURITY_GROUPS,
          Permission.DESCRIBE_VPCS,
          Permission.DESCRIBE_SUBNETS,
          Permission.DESCRIBE_VPC_ATTRIBUTE);
  private static final List<Permission> OF_CLUSTERS =
      List.of(Permission.LIST_CLUSTERS, Permission.DESCRIBE_CLUSTER);

  private final LiveReader reader;
  private final Detectors detectors;
  private final CoverageReads coverage;
  private final Addons addons;
  private final Nodes nodes;
  private final Delegation delegation;
  private final Needs needs;
  private final Checks checks;

  PlaceExamination(
      LiveReader reader,
      Detectors detectors,
      CoverageReads coverage,
      Addons addons,
      Nodes nodes,
      Delegation delegation,
      Needs needs,
      Checks checks) {
    this.reader = reader;
    this.detectors = detectors;
    this.coverage = coverage;
    this.addons = addons;
    this.nodes = nodes;
    this.delegation = delegation;
    this.needs = needs;
    this.checks = checks;
  }

  /// By whose credentials an account of that standing is entered.
  static Party party(Standing standing) {
    return switch (standing) {
      case STANDALONE -> Party.STANDALONE;
      case ADMINISTRATOR -> Party.ADMINISTRATOR;
      case MEMBER -> Party.MEMBER;
    };
  }

  /// A member, or an account that stands alone.
  void account(Place place, Standing standing) {
    boolean there =
        switch (standing) {
          case MEMBER -> true;
          case STANDALONE, ADMINISTRATOR -> hasDetector(place, standing);
        };
    if (there) {
      clusters(place, standing);
    }
  }

  /// The delegated administrator, and what it alone can tell of the organization.
  ///
  /// @return the active members, as far as they could be read
  SortedSet<AccountId> administrator(Desired desired, Region region) {
    Organization organization = desired.organization().orElseThrow();
    var place = new Place(organization.administrator(), region);
    if (!hasDetector(place, Standing.ADMINISTRATOR)) {
      return new TreeSet<>();
    }
    clusters(place, Standing.ADMINISTRATOR);
    if (!isDelegated(place)) {
      return new TreeSet<>();
    }
    Reading<SortedMap<AccountId, Member>> members = reader.members(region);
    checks.read(List.of(Permission.LIST_MEMBERS), Party.ADMINISTRATOR, place, members);
    SortedMap<AccountId, Member> known = members.asOptional().orElseGet(TreeMap::new);
    if (members.asOptional().isPresent()) {
      memberships(organization, region, known);
    }
    SortedSet<AccountId> active =
        known.values().stream()
            .filter(Member::isActive)
            .map(Member::account)
            .collect(Collectors.toCollection(TreeSet::new));
    memberDetectors(place, desired, active);
    return active;
  }

  /// Whether GuardDuty was found there, so that more can be asked of it.
  private boolean hasDetector(Place place, Standing standing) {
    Party party = party(standing);
    return switch (detectors.of(place, standing)) {
      case Answer.Failed<Detectors.Found>(var why, var _) -> {
        noDetector(place, party, why);
        yield false;
      }
      case Answer.Ok<Detectors.Found> _ -> {
        checks.add(Topic.REGION, party, place, Checks.OK);
        checks.add(Permission.LIST_DETECTORS, party, place, Checks.OK);
        if (needs.of(party).contains(Permission.GET_DETECTOR)) {
          isOn(place, standing);
        } else {
          checks.add(Topic.DETECTOR, party, place, Checks.OK);
        }
        coverage(place, standing);
        yield true;
      }
    };
  }

  /// Asks for the coverage of one cluster.
  private void coverage(Place place, Standing standing) {
    Party party = party(standing);
    if (needs.of(party).contains(Permission.LIST_COVERAGE)) {
      checks.read(
          List.of(Permission.LIST_COVERAGE), party, place, coverage.mayAsk(place, standing));
    }
  }

  private void noDetector(Place place, Party party, Diagnostic why) {
    boolean answered = why.code() == Code.NO_DETECTOR;
    boolean regionIsOff = why.code() == Code.REGION_NOT_ENABLED;
    Result failed = new Result.Failed(why);
    checks.add(Topic.REGION, party, place, regionIsOff ? failed : answered ? Checks.OK : BLOCKED);
    checks.add(Topic.DETECTOR, party, place, answered ? failed : BLOCKED);
    checks.add(
        Permission.LIST_DETECTORS,
        party,
        place,
        answered ? Checks.OK : regionIsOff ? BLOCKED : failed);
  }

  private void isOn(Place place, Standing standing) {
    Party party = party(standing);
    Reading<Detector> detector = reader.ownDetector(place, standing);
    Optional<Diagnostic> suspended =
        detector.problem().filter(why -> why.code() == Code.NO_DETECTOR);
    if (suspended.isPresent()) {
      checks.add(Topic.DETECTOR, party, place, new Result.Failed(suspended.get()));
      checks.add(Permission.GET_DETECTOR, party, place, Checks.OK);
    } else {
      checks.add(
          Topic.DETECTOR, party, place, detector.problem().isPresent() ? BLOCKED : Checks.OK);
      checks.read(List.of(Permission.GET_DETECTOR), party, place, detector);
    }
  }

  /// Lists the clusters, as a plan does, and describes one. A member's region is known to be
  /// enabled once its clusters could be listed.
  private void clusters(Place place, Standing standing) {
    Party party = party(standing);
    if (!needs.of(party).containsAll(OF_CLUSTERS)) {
      return;
    }
    Reading<SortedMap<ClusterName, Cluster>> clusters = reader.clusters(place, standing);
    Optional<Diagnostic> regionIsOff =
        clusters.problem().filter(why -> why.code() == Code.REGION_NOT_ENABLED);
    if (standing == Standing.MEMBER) {
      checks.add(
          Topic.REGION,
          party,
          place,
          regionIsOff
              .<Result>map(Result.Failed::new)
              .orElse(clusters.problem().isPresent() ? BLOCKED : Checks.OK));
    }
    if (regionIsOff.isPresent()) {
      OF_CLUSTERS.forEach(one -> checks.add(one, party, place, BLOCKED));
    } else if (clusters.asOptional().map(found -> found.isEmpty()).orElse(false)) {
      checks.add(Permission.LIST_CLUSTERS, party, place, Checks.OK);
      checks.add(Permission.DESCRIBE_CLUSTER, party, place, NOTHING_THERE);
    } else {
      checks.read(OF_CLUSTERS, party, place, clusters);
    }
    if (regionIsOff.isEmpty() && needs.of(party).contains(Permission.DESCRIBE_ADDON)) {
      agents(place, standing, clusters);
    }
    if (regionIsOff.isEmpty()
        && needs.of(party).contains(Permission.DESCRIBE_ADDON_VERSIONS)
        && !needs.of(party).contains(Permission.DESCRIBE_ADDON)) {
      checks.read(
          List.of(Permission.DESCRIBE_ADDON_VERSIONS),
          party,
          place,
          reader.kubernetesWithAgent(place, standing));
    }
    if (regionIsOff.isEmpty() && needs.of(party).containsAll(OF_NODES)) {
      nodes(place, standing, clusters);
    }
    if (regionIsOff.isEmpty() && needs.of(party).contains(Permission.DESCRIBE_INSTANCES)) {
      instances(place, standing, clusters);
    }
    if (regionIsOff.isEmpty() && needs.of(party).contains(Permission.DESCRIBE_VPCS)) {
      vpcs(place, standing, clusters);
    }
  }

  /// Asks one cluster for its nodes.
  private void nodes(
      Place place, Standing standing, Reading<SortedMap<ClusterName, Cluster>> read) {
    Party party = party(standing);
    SortedMap<ClusterName, Cluster> clusters = read.asOptional().orElseGet(TreeMap::new);
    for (Permission one : OF_NODES) {
      if (clusters.isEmpty()) {
        checks.add(one, party, place, read.problem().isPresent() ? BLOCKED : NOTHING_THERE);
      } else {
        checks.read(
            List.of(one), party, place, nodes.mayAsk(place, standing, clusters.firstKey(), one));
      }
    }
  }

  /// Counts the nodes of one cluster.
  private void instances(
      Place place, Standing standing, Reading<SortedMap<ClusterName, Cluster>> read) {
    Party party = party(standing);
    SortedMap<ClusterName, Cluster> clusters = read.asOptional().orElseGet(TreeMap::new);
    if (clusters.isEmpty()) {
      checks.add(
          Permission.DESCRIBE_INSTANCES,
          party,
          place,
          read.problem().isPresent() ? BLOCKED : NOTHING_THERE);
    } else {
      checks.read(
          List.of(Permission.DESCRIBE_INSTANCES),
          party,
          place,
          reader.nodes(place, standing, Set.of(clusters.firstKey())));
    }
  }

  /// Looks for the agent on one cluster, for its versions, and for the schema of one.
  private void agents(
      Place place, Standing standing, Reading<SortedMap<ClusterName, Cluster>> read) {
    Party party = party(standing);
    SortedMap<ClusterName, Cluster> clusters = read.asOptional().orElseGet(TreeMap::new);
    if (clusters.isEmpty()) {
      Result why = read.problem().isPresent() ? BLOCKED : NOTHING_THERE;
      OF_AGENTS.forEach(one -> checks.add(one, party, place, why));
      return;
    }
    checks.read(
        List.of(Permission.DESCRIBE_ADDON),
        party,
        place,
        reader.agent(place, standing, clusters.firstKey()));
    Reading<List<String>> versions =
        addons
            .versions(place, standing)
            .map(all -> all.stream().map(one -> one.addonVersion()).toList());
    checks.read(List.of(Permission.DESCRIBE_ADDON_VERSIONS), party, place, versions);
    Optional<String> version = versions.asOptional().flatMap(all -> all.stream().findFirst());
    if (version.isPresent()) {
      checks.read(
          List.of(Permission.DESCRIBE_ADDON_CONFIGURATION),
          party,
          place,
          addons.schema(place, standing, version.get()));
    } else {
      checks.add(Permission.DESCRIBE_ADDON_CONFIGURATION, party, place, BLOCKED);
    }
  }

  /// Looks at the VPC of one cluster, as a plan does.
  private void vpcs(Place place, Standing standing, Reading<SortedMap<ClusterName, Cluster>> read) {
    Party party = party(standing);
    SortedSet<String> vpcs = new TreeSet<>();
    read.asOptional()
        .ifPresent(all ->
            all.values().stream()
                .flatMap(cluster -> cluster.build().vpc().stream())
                .limit(1)
                .forEach(id -> vpcs.add(id)));
    if (vpcs.isEmpty()) {
      Result why = read.problem().isPresent() ? BLOCKED : NOTHING_THERE;
      OF_VPCS.forEach(one -> checks.add(one, party, place, why));
      return;
    }
    checks.read(OF_VPCS, party, place, reader.vpcs(place, standing, vpcs, false));
  }

  private boolean isDelegated(Place place) {
    Party party = Party.ADMINISTRATOR;
    Permission operation = Permission.DESCRIBE_ORGANIZATION_CONFIGURATION;
    Reading<OrganizationSettings> settings = reader.organizationSettings(place.region());
    Optional<Diagnostic> refusal = settings.problem().filter(PlaceExamination::isBadRequest);
    if (refusal.isPresent()) {
      checks.add(operation, party, place, BLOCKED);
      checks.add(
          Topic.DELEGATION, party, place, new Result.Failed(notDelegated(place, refusal.get())));
      return false;
    }
    boolean known = settings.problem().isEmpty();
    checks.read(List.of(operation), party, place, settings);
    checks.add(Topic.DELEGATION, party, place, known ? Checks.OK : BLOCKED);
    return known || settings.problem().filter(why -> why.code() == Code.ACCESS_DENIED).isPresent();
  }

  /// With this GuardDuty refuses who is not the delegated administrator; the words vary.
  private static boolean isBadRequest(Diagnostic why) {
    return why.code() == Code.CALL_FAILED && why.message().contains("BadRequestException");
  }

  private Diagnostic notDelegated(Place place, Diagnostic refusal) {
    String whose =
        AwsExaminer.reading(delegation.administratorOfAdministrator(place.region()))
            .asOptional()
            .flatMap(found -> found)
            .map(administrator -> "; it is a member of account %s".formatted(administrator))
            .orElse("");
    var told =
        Diagnostic.error(
                Code.NOT_THE_ADMINISTRATOR,
                "Account %s is not the delegated GuardDuty administrator in `%s`%s."
                    .formatted(place.account(), place.region(), whose))
            .hint(
                "In the management account, in each such region: `aws guardduty"
                    + " enable-organization-admin-account --admin-account-id %s --region REGION`."
                        .formatted(place.account()));
    return refusal.where().map(told::at).orElse(told);
  }

  /// Of an account that an entry names, not to be an active member is a failure; another is left
  /// alone.
  private void memberships(
      Organization organization, Region region, SortedMap<AccountId, Member> members) {
    SortedSet<AccountId> named = new TreeSet<>();
    for (Entry entry : organization.members()) {
      if (entry.who() instanceof Entry.Who.Accounts(var ids) && entry.covers(region)) {
        named.addAll(ids);
      }
    }
    named.remove(organization.administrator());
    for (AccountId account : named) {
      Optional<Member> member = Optional.ofNullable(members.get(account));
      boolean active = member.filter(Member::isActive).isPresent();
      checks.add(
          Topic.MEMBERSHIP,
          Party.MEMBER,
          new Place(account, region),
          active ? Checks.OK : new Result.Failed(notActive(account, region, member)));
    }
    members.values().stream()
        .filter(member -> !member.isActive() && !named.contains(member.account()))
        .forEach(member ->
            checks.add(
                Topic.MEMBERSHIP,
                Party.MEMBER,
                new Place(member.account(), region),
                new Result.NotChecked(Skip.INACTIVE)));
  }

  private static Diagnostic notActive(AccountId account, Region region, Optional<Member> member) {
    return Diagnostic.error(
            Code.NOT_A_MEMBER,
            "Account %s is no active member in `%s`: %s."
                .formatted(
                    account,
                    region,
                    member
                        .map(one -> "`%s`, %s".formatted(one.status(), one.state().meaning()))
                        .orElse("GuardDuty does not know it")))
        .at(
            new AwsCall(
                account.value(), region.name(), Permission.LIST_MEMBERS.action(), Optional.empty()))
        .hint(
            member
                .map(one -> one.state().cure())
                .orElse("Add it as a member in GuardDuty, or take it out of the file."));
  }

  /// Asks for one member, the first that the file covers as far as accounts are named.
  private void memberDetectors(Place place, Desired desired, Set<AccountId> active) {
    Permission operation = Permission.GET_MEMBER_DETECTORS;
    if (!needs.of(Party.ADMINISTRATOR).contains(operation)) {
      return;
    }
    Optional<AccountId> one =
        Assignments.in(place.region(), desired, active, Units.NONE).stream()
            .filter(assignment -> assignment.standing() == Standing.MEMBER)
            .map(assignment -> assignment.place().account())
            .filter(active::contains)
            .findFirst()
            .or(() -> active.stream().findFirst());
    if (one.isEmpty()) {
      checks.add(operation, Party.ADMINISTRATOR, place, NOTHING_THERE);
      return;
    }
    reader
        .memberDetectors(place.region(), Set.of(one.get()))
        .values()
        .forEach(reading -> checks.read(List.of(operation), Party.ADMINISTRATOR, place, reading));
  }
}
