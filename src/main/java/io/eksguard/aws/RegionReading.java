package io.eksguard.aws;

import io.eksguard.diff.AddsUp;
import io.eksguard.live.Cluster;
import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.Depth;
import io.eksguard.live.Detector;
import io.eksguard.live.LiveCoverage;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveRegion;
import io.eksguard.live.LiveState;
import io.eksguard.live.Member;
import io.eksguard.live.Membership;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.model.AccountId;
import io.eksguard.model.AgentVisit;
import io.eksguard.model.Assignment;
import io.eksguard.model.Assignments;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.EndpointVisit;
import io.eksguard.model.Entry;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Standing;
import io.eksguard.model.Units;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/// The reading of one region.
final class RegionReading {
  private final Region region;
  private final Desired desired;
  private final Optional<AccountId> only;
  private final Depth depth;
  private final LiveCoverage known;
  private final AwsLiveReader reader;
  private final Future<Reading<Units>> unitsInReading;
  private final ExecutorService threads;
  private final Map<Place, Future<Reading<SortedMap<ClusterName, Cluster>>>> clusters =
      new HashMap<>();
  private LiveRegion organization = LiveRegion.NOT_READ;
  private List<LivePlace> places = List.of();
  private Units units = Units.NONE;
  private Set<AccountId> activeMembers = Set.of();

  /// @param only the account to read, if not all
  /// @param depth how far to go into members
  /// @param known GuardDuty's coverage, as far as it was read already
  RegionReading(
      Region region,
      Desired desired,
      Optional<AccountId> only,
      Depth depth,
      LiveCoverage known,
      AwsLiveReader reader,
      Future<Reading<Units>> units,
      ExecutorService threads) {
    this.region = region;
    this.desired = desired;
    this.only = only;
    this.depth = depth;
    this.known = known;
    this.reader = reader;
    this.unitsInReading = units;
    this.threads = threads;
  }

  Region region() {
    return region;
  }

  LiveRegion organization() {
    return organization;
  }

  List<LivePlace> places() {
    return places;
  }

  /// The members of which it cannot be said what covers them.
  List<Place> undecided() {
    return desired.organization().stream()
        .map(one -> new Assignments(one, units))
        .flatMap(all -> activeMembers().stream().filter(this::isMeant).filter(all::isUndecided))
        .map(account -> new Place(account, region))
        .toList();
  }

  Set<AccountId> activeMembers() {
    return activeMembers;
  }

  /// Reads; clusters are read while the administrator is asked about the members.
  RegionReading read() {
    if (desired.organization().isPresent()) {
      var byNow = new Assignments(desired.organization().get(), Units.NONE);
      Future<Reading<OrganizationSettings>> settings =
          threads.submit(() -> reader.organizationSettings(region));
      organization =
          new LiveRegion(
              reader.members(region, page -> enterEarly(byNow, page)), Waiting.result(settings));
      activeMembers = organization.activeMembers();
      if (organization.members().asOptional().isEmpty()) {
        // Who is a member is not known then, so nothing that was read of them is of use.
        clusters.clear();
      }
    }
    units = LiveState.unitsOf(Waiting.result(unitsInReading));
    List<Assignment> assignments =
        Assignments.in(region, desired, activeMembers(), units).stream()
            .filter(assignment -> isMeant(assignment.place().account()))
            .filter(assignment -> !isLeftAlone(assignment))
            .toList();
    reader.listener().reading(assignments.stream().map(assignment -> assignment.place()).toList());
    Map<Place, Future<Reading<Detector>>> own = new HashMap<>();
    List<Future<Place>> told = new ArrayList<>();
    for (Assignment assignment : assignments) {
      Place place = assignment.place();
      Future<Reading<SortedMap<ClusterName, Cluster>>> early = clusters.get(place);
      if (early != null) {
        told.add(threads.submit(() -> told(place, early)));
      } else if (!asksAdministratorFirst(assignment)) {
        clusters.put(place, threads.submit(() -> clustersTold(assignment)));
      }
      if (assignment.standing() != Standing.MEMBER) {
        own.put(
            place,
            threads.submit(
                () -> reader.visits().one(() -> reader.ownDetector(place, assignment.standing()))));
      }
    }
    Map<Place, Future<Reading<SortedMap<String, Vpc>>>> vpcs = new HashMap<>();
    for (Assignment assignment : assignments) {
      var visit = EndpointVisit.of(assignment.entry(), desired);
      Future<Reading<SortedMap<ClusterName, Cluster>>> found = clusters.get(assignment.place());
      if (visit.isAny() && found != null) {
        vpcs.put(
            assignment.place(),
            threads.submit(() -> reader.vpcs(assignment, visit, Waiting.result(found))));
      }
    }
    Future<Reading<SortedMap<AccountId, SortedMap<ClusterName, ClusterCoverage>>>> coverage =
        threads.submit(() -> coverage(assignments));
    Map<AccountId, Reading<Detector>> members = memberDetectors(assignments);
    Map<Place, Reading<SortedMap<ClusterName, ClusterCoverage>>> seen =
        seen(assignments, members, Waiting.result(coverage));
    for (Assignment assignment : assignments) {
      Place place = assignment.place();
      if (seen.containsKey(place)) {
        reader.listener().read(place);
      } else if (asksAdministratorFirst(assignment)) {
        clusters.put(place, threads.submit(() -> clustersTold(assignment)));
      }
    }
    places =
        assignments.stream()
            .map(assignment ->
                new LivePlace(
                    assignment,
                    detector(assignment, own, members),
                    awaited(clusters, assignment.place()),
                    seen.getOrDefault(assignment.place(), new Reading.NotRead<>()),
                    awaited(vpcs, assignment.place())))
            .toList();
    told.forEach(Waiting::result);
    return this;
  }

  /// Begins with accounts while further members are still being listed: the list of many comes page
  /// by page, each with the token of the next one. Only where nothing else decides whether, and as
  /// what, an account is read.
  private void enterEarly(Assignments assignments, List<Member> page) {
    if (depth != Depth.CLUSTERS || only.isPresent() || !desired.units().isEmpty()) {
      return;
    }
    for (Member member : page) {
      if (member.isActive()) {
        assignments
            .of(member.account(), region)
            .filter(assignment -> assignment.setting().enabled())
            .ifPresent(assignment ->
                clusters.put(
                    assignment.place(),
                    threads.submit(() -> reader.visits().one(() -> entered(assignment)))));
      }
    }
  }

  private Place told(Place place, Future<Reading<SortedMap<ClusterName, Cluster>>> early) {
    Waiting.result(early);
    reader.listener().read(place);
    return place;
  }

  private Reading<SortedMap<ClusterName, Cluster>> clustersTold(Assignment assignment) {
    Reading<SortedMap<ClusterName, Cluster>> clusters =
        reader.visits().one(() -> clusters(assignment));
    reader.listener().read(assignment.place());
    return clusters;
  }

  private boolean isMeant(AccountId account) {
    return only.map(account::equals).orElse(true);
  }

  /// Whether what the administrator sees may be enough for the place.
  private boolean asksAdministratorFirst(Assignment assignment) {
    boolean wanted =
        switch (depth) {
          case CLUSTERS -> false;
          case CLUSTERS_OR_COVERAGE -> !reader.canReadClusters(assignment.standing());
          case COVERAGE -> true;
        };
    return wanted
        && assignment.standing() == Standing.MEMBER
        // What coverage says of an agent is neither its configuration nor whose it is.
        && !AgentVisit.of(assignment.entry(), desired).isAny()
        && !EndpointVisit.of(assignment.entry(), desired).isAny()
        && assignment.setting().enabled()
        && activeMembers().contains(assignment.place().account());
  }

  private Reading<SortedMap<AccountId, SortedMap<ClusterName, ClusterCoverage>>> coverage(
      List<Assignment> assignments) {
    boolean isOfUse =
        assignments.stream().anyMatch(this::asksAdministratorFirst)
            && !AddsUp.raisesToAll(desired, organization.settings().asOptional());
    if (!isOfUse) {
      return new Reading.NotRead<>();
    }
    return Optional.ofNullable(known.organization().get(region))
        .orElseGet(() ->
            reader.coverageOfMembers(
                region, desired.organization().orElseThrow().administrator(), only));
  }

  /// What the administrator sees, of those places where that is enough: nothing would change their
  /// settings, and either all adds up or the account cannot be entered anyway.
  private Map<Place, Reading<SortedMap<ClusterName, ClusterCoverage>>> seen(
      List<Assignment> assignments,
      Map<AccountId, Reading<Detector>> members,
      Reading<SortedMap<AccountId, SortedMap<ClusterName, ClusterCoverage>>> coverage) {
    Map<Place, Reading<SortedMap<ClusterName, ClusterCoverage>>> seen = new HashMap<>();
    for (Assignment assignment : assignments) {
      AccountId account = assignment.place().account();
      Optional<Detector> detector =
          Optional.ofNullable(members.get(account)).flatMap(Reading::asOptional);
      if (!asksAdministratorFirst(assignment)
          || detector
              .filter(one -> AddsUp.settings(assignment, desired.feature(), one))
              .isEmpty()) {
        continue;
      }
      Reading<SortedMap<ClusterName, ClusterCoverage>> here =
          coverage.map(all -> all.getOrDefault(account, new TreeMap<>()));
      boolean addsUp =
          here.asOptional()
              .filter(known -> AddsUp.contradictions(assignment, known).isEmpty())
              .isPresent();
      if (addsUp || !reader.canReadClusters(assignment.standing())) {
        seen.put(assignment.place(), here);
      }
    }
    return seen;
  }

  /// Where monitoring shall be off no tag means anything, so no cluster is read; nor is one of an
  /// account that is no active member, since nothing could be done there.
  private Reading<SortedMap<ClusterName, Cluster>> clusters(Assignment assignment) {
    boolean reachable =
        assignment.standing() != Standing.MEMBER
            || activeMembers().contains(assignment.place().account());
    return assignment.setting().enabled() && reachable
        ? entered(assignment)
        : new Reading.NotRead<>();
  }

  private Reading<SortedMap<ClusterName, Cluster>> entered(Assignment assignment) {
    return reader.withAgents(
        assignment,
        AgentVisit.of(assignment.entry(), desired),
        reader.clusters(assignment.place(), assignment.standing()));
  }

  private Map<AccountId, Reading<Detector>> memberDetectors(List<Assignment> assignments) {
    Set<AccountId> active = activeMembers();
    Set<AccountId> wanted =
        assignments.stream()
            .filter(assignment -> assignment.standing() == Standing.MEMBER)
            .map(assignment -> assignment.place().account())
            .filter(active::contains)
            .collect(Collectors.toCollection(TreeSet::new));
    return wanted.isEmpty() ? Map.of() : reader.memberDetectorsInTime(region, wanted);
  }

  private Reading<Detector> detector(
      Assignment assignment,
      Map<Place, Future<Reading<Detector>>> own,
      Map<AccountId, Reading<Detector>> members) {
    AccountId account = assignment.place().account();
    return switch (assignment.standing()) {
      case STANDALONE, ADMINISTRATOR -> awaited(own, assignment.place());
      case MEMBER ->
          members.containsKey(account)
              ? members.getOrDefault(account, notAMember(account))
              : organization
                  .members()
                  .problem()
                  .<Reading<Detector>>map(Reading.Unknown::new)
                  .orElseGet(() -> notAMember(account));
    };
  }

  private static <T> Reading<T> awaited(Map<Place, Future<Reading<T>>> from, Place place) {
    Future<Reading<T>> future = from.get(place);
    return future == null ? new Reading.NotRead<>() : Waiting.result(future);
  }

  private Reading<Detector> notAMember(AccountId account) {
    return new Reading.Unknown<>(Membership.missing(account, region, member(account)));
  }

  private Optional<Member> member(AccountId account) {
    return organization
        .members()
        .asOptional()
        .flatMap(members -> Optional.ofNullable(members.get(account)));
  }

  /// A unit may speak of a member that is not active; nobody named that one, so it is told among
  /// the others that are not active, and left alone.
  private boolean isLeftAlone(Assignment assignment) {
    return assignment.standing() == Standing.MEMBER
        && !(assignment.entry().who() instanceof Entry.Who.Accounts)
        && member(assignment.place().account()).filter(m -> !m.isActive()).isPresent();
  }
}
