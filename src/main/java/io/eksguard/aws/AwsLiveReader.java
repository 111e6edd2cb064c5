package io.eksguard.aws;

import io.eksguard.aws.ec2.Instances;
import io.eksguard.aws.ec2.Networks;
import io.eksguard.aws.eks.Addons;
import io.eksguard.aws.eks.Clusters;
import io.eksguard.aws.eks.Nodes;
import io.eksguard.aws.guardduty.CoverageReads;
import io.eksguard.aws.guardduty.GuardDutyReads;
import io.eksguard.aws.organizations.Policies;
import io.eksguard.aws.organizations.UnitTree;
import io.eksguard.aws.session.Answer;
import io.eksguard.aws.session.Visits;
import io.eksguard.live.Agent;
import io.eksguard.live.CallListener;
import io.eksguard.live.CallTerms;
import io.eksguard.live.Cluster;
import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.Depth;
import io.eksguard.live.Detector;
import io.eksguard.live.LiveCoverage;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LivePolicies;
import io.eksguard.live.LivePolicy;
import io.eksguard.live.LiveProtection;
import io.eksguard.live.LiveReader;
import io.eksguard.live.LiveRegion;
import io.eksguard.live.LiveState;
import io.eksguard.live.Member;
import io.eksguard.live.NodeCount;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.model.AccountId;
import io.eksguard.model.AgentVisit;
import io.eksguard.model.Assignment;
import io.eksguard.model.Assignments;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.EndpointCare;
import io.eksguard.model.EndpointVisit;
import io.eksguard.model.Organization;
import io.eksguard.model.Place;
import io.eksguard.model.Reach;
import io.eksguard.model.Region;
import io.eksguard.model.Standing;
import io.eksguard.model.TagProtection;
import io.eksguard.model.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Reads AWS: regions and accounts at the same time, results in one fixed order.
final class AwsLiveReader implements LiveReader {
  private static final int MAX_MEMBERS_PER_CALL = 50;

  private final Reach reach;
  private final Supplier<Reading<AccountId>> caller;
  private final GuardDutyReads guardDuty;
  private final CoverageReads coverage;
  private final Clusters clusters;
  private final Addons addons;
  private final Nodes nodes;
  private final Networks networks;
  private final Instances instances;
  private final UnitTree unitTree;
  private final Policies policies;
  private final Supplier<Answer<String>> callerArn;
  private final Visits visits;
  private final CallListener listener;
  private final Patience patience;

  AwsLiveReader(
      Reach reach,
      Supplier<Reading<AccountId>> caller,
      GuardDutyReads guardDuty,
      CoverageReads coverage,
      Clusters clusters,
      Addons addons,
      Nodes nodes,
      Networks networks,
      Instances instances,
      UnitTree unitTree,
      Policies policies,
      Supplier<Answer<String>> callerArn,
      Visits visits,
      CallTerms terms) {
    this.reach = reach;
    this.caller = caller;
    this.guardDuty = guardDuty;
    this.coverage = coverage;
    this.clusters = clusters;
    this.addons = addons;
    this.nodes = nodes;
    this.networks = networks;
    this.instances = instances;
    this.unitTree = unitTree;
    this.policies = policies;
    this.callerArn = callerArn;
    this.visits = visits;
    this.listener = terms.listener();
    this.patience = Patience.forMembers(terms.deadline());
  }

  @Override
  public Reading<AccountId> caller() {
    return caller.get();
  }

  @Override
  public LiveState read(Desired desired, Depth depth) {
    return read(desired, Optional.empty(), depth, LiveCoverage.NOT_READ);
  }

  @Override
  public LiveState read(Desired desired, Depth depth, LiveCoverage coverage) {
    return read(desired, Optional.empty(), depth, coverage);
  }

  @Override
  public LiveState readOne(Desired desired, AccountId account, Depth depth) {
    return read(desired, Optional.of(account), depth, LiveCoverage.NOT_READ);
  }

  private LiveState read(
      Desired desired, Optional<AccountId> only, Depth depth, LiveCoverage known) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Reading<Units>> units = threads.submit(() -> units(desired));
      Future<LiveProtection> protection = threads.submit(() -> protection(desired));
      List<Future<RegionReading>> regions = new ArrayList<>();
      for (Region region : desired.regions()) {
        var reading = new RegionReading(region, desired, only, depth, known, this, units, threads);
        regions.add(threads.submit(() -> reading.read()));
      }
      return together(
          regions.stream().map(Waiting::result).toList(),
          Waiting.result(units),
          Waiting.result(protection),
          account -> only.map(account::equals).orElse(true));
    }
  }

  /// AWS Organizations is not asked for anything unless the file names a unit.
  @Override
  public Reading<Units> units(Desired desired) {
    SortedSet<String> named = desired.units();
    return named.isEmpty() ? new Reading.NotRead<>() : unitTree.below(named);
  }

  @Override
  public LiveCoverage coverage(Desired desired) {
    SortedMap<Region, Place> administrators = new TreeMap<>();
    SortedSet<Place> standalone = new TreeSet<>();
    for (Region region : desired.regions()) {
      desired
          .organization()
          .filter(organization -> covers(organization, region))
          .map(organization -> new Place(organization.administrator(), region))
          .ifPresent(place -> administrators.put(region, place));
      standalonePlaces(desired, region).forEach(place -> standalone.add(place));
    }
    return coverage(administrators, standalone);
  }

  @Override
  public LiveCoverage coverage(SortedMap<Place, Standing> places) {
    SortedMap<Region, Place> administrators = new TreeMap<>();
    SortedSet<Place> standalone = new TreeSet<>();
    places.forEach((place, standing) -> {
      switch (standing) {
        case STANDALONE -> standalone.add(place);
        case ADMINISTRATOR, MEMBER ->
            reach
                .administrator()
                .ifPresent(account ->
                    administrators.put(place.region(), new Place(account, place.region())));
      }
    });
    return coverage(administrators, standalone);
  }

  private LiveCoverage coverage(
      SortedMap<Region, Place> administrators, SortedSet<Place> standalone) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      SortedMap<
              Region,
              Future<Reading<SortedMap<AccountId, SortedMap<ClusterName, ClusterCoverage>>>>>
          regions = new TreeMap<>();
      SortedMap<Place, Future<Reading<SortedMap<ClusterName, ClusterCoverage>>>> own =
          new TreeMap<>();
      administrators.forEach((region, place) ->
          regions.put(
              region,
              threads.submit(() -> coverage.all(place, Standing.ADMINISTRATOR, Optional.empty()))));
      standalone.forEach(place -> own.put(place, threads.submit(() -> coverageOfItself(place))));
      return new LiveCoverage(results(regions), results(own));
    }
  }

  /// What the administrator sees of the clusters of its members, or of one.
  Reading<SortedMap<AccountId, SortedMap<ClusterName, ClusterCoverage>>> coverageOfMembers(
      Region region, AccountId administrator, Optional<AccountId> only) {
    return coverage.all(new Place(administrator, region), Standing.ADMINISTRATOR, only);
  }

  private static boolean covers(Organization organization, Region region) {
    return Stream.of(
            organization.members().stream(),
            organization.administratorEntry().stream(),
            organization.defaults().stream())
        .flatMap(entries -> entries)
        .anyMatch(entry -> entry.covers(region));
  }

  private static Stream<Place> standalonePlaces(Desired desired, Region region) {
    return Assignments.in(region, desired, Set.of(), Units.NONE).stream()
        .filter(assignment -> assignment.standing() == Standing.STANDALONE)
        .map(Assignment::place);
  }

  private Reading<SortedMap<ClusterName, ClusterCoverage>> coverageOfItself(Place place) {
    return coverage
        .all(place, Standing.STANDALONE, Optional.empty())
        .map(accounts -> accounts.getOrDefault(place.account(), new TreeMap<>()));
  }

  private static <K extends Comparable<K>, T> SortedMap<K, T> results(
      SortedMap<K, Future<T>> futures) {
    SortedMap<K, T> results = new TreeMap<>();
    futures.forEach((key, future) -> results.put(key, Waiting.result(future)));
    return results;
  }

  private LiveProtection protection(Desired desired) {
    return desired
        .organization()
        .flatMap(Organization::tagProtection)
        .map(this::protection)
        .orElse(LiveProtection.NOT_READ);
  }

  private LiveProtection protection(TagProtection wanted) {
    Reading<LivePolicy> policy = policy(wanted.policy());
    SortedSet<String> units = new TreeSet<>(wanted.attachTo());
    policy.asOptional().ifPresent(live -> units.addAll(live.targets()));
    units.removeIf(target -> !target.startsWith("ou-"));
    return new LiveProtection(
        policy,
        units.isEmpty() ? new Reading.NotRead<>() : unitTree.below(units),
        callerArn(),
        policies.management());
  }

  @Override
  public Reading<LivePolicy> policy(String name) {
    return policies.named(name);
  }

  @Override
  public Reading<LivePolicies> policies(Predicate<String> isOfInterest) {
    return policies.whose(isOfInterest, unitTree);
  }

  @Override
  public Reading<String> callerArn() {
    return callerArn.get().reading();
  }

  private static LiveState together(
      List<RegionReading> read,
      Reading<Units> units,
      LiveProtection protection,
      Predicate<AccountId> meant) {
    SortedMap<Region, LiveRegion> regions = new TreeMap<>();
    SortedMap<Place, LivePlace> places = new TreeMap<>();
    Set<AccountId> active = new TreeSet<>();
    Set<AccountId> managed = new TreeSet<>();
    SortedSet<Place> undecided = new TreeSet<>();
    for (RegionReading reading : read) {
      regions.put(reading.region(), reading.organization());
      for (LivePlace place : reading.places()) {
        places.put(place.assignment().place(), place);
        managed.add(place.assignment().place().account());
      }
      reading.activeMembers().stream().filter(meant).forEach(active::add);
      undecided.addAll(reading.undecided());
    }
    active.removeAll(managed);
    undecided.forEach(place -> active.remove(place.account()));
    return new LiveState(regions, places, units, protection, new TreeSet<>(active), undecided);
  }

  /// Who hears what is read.
  CallListener listener() {
    return listener;
  }

  /// How many accounts are read at a time.
  Visits visits() {
    return visits;
  }

  /// Whether the account's clusters can be read at all.
  boolean canReadClusters(Standing standing) {
    return switch (standing) {
      case STANDALONE, ADMINISTRATOR -> true;
      case MEMBER -> reach.access().members().isPresent();
    };
  }

  @Override
  public Reading<SortedMap<AccountId, Member>> members(Region region) {
    return guardDuty.members(region, _ -> {});
  }

  /// The same.
  ///
  /// @param each hears of each page as it comes; the list may break off after it
  Reading<SortedMap<AccountId, Member>> members(Region region, Consumer<List<Member>> each) {
    return guardDuty.members(region, each);
  }

  @Override
  public Reading<SortedMap<ClusterName, Cluster>> clusters(Place place, Standing standing) {
    return canReadClusters(standing) ? clusters.all(place, standing) : new Reading.NotRead<>();
  }

  @Override
  public Reading<Cluster> cluster(Place place, Standing standing, ClusterName cluster) {
    return clusters.one(place, standing, cluster);
  }

  /// The same clusters, with the agents on them where the file has some by hand.
  Reading<SortedMap<ClusterName, Cluster>> withAgents(
      Assignment assignment, AgentVisit visit, Reading<SortedMap<ClusterName, Cluster>> read) {
    return visit.isAny()
        ? read.map(found -> new AgentReading(addons, assignment, visit).with(found))
        : read;
  }

  @Override
  public Reading<Boolean> seemsFargateOnly(Place place, Standing standing, ClusterName cluster) {
    return nodes.seemsFargateOnly(place, standing, cluster);
  }

  @Override
  public Reading<SortedMap<ClusterName, NodeCount>> nodes(
      Place place, Standing standing, Set<ClusterName> wanted) {
    return visits.one(() -> instances.of(place, standing, wanted));
  }

  @Override
  public Reading<SortedSet<String>> kubernetesWithAgent(Place place, Standing standing) {
    return addons.kubernetes(place, standing);
  }

  @Override
  public Reading<Agent> agent(Place place, Standing standing, ClusterName cluster) {
    return addons.agent(place, standing, cluster);
  }

  @Override
  public Reading<SortedMap<String, Vpc>> vpcs(
      Place place, Standing standing, Set<String> vpcs, boolean left) {
    return networks.all(place, standing, vpcs, left);
  }

  /// The VPCs of the clusters that were found, where endpoints are our business.
  Reading<SortedMap<String, Vpc>> vpcs(
      Assignment assignment, EndpointVisit visit, Reading<SortedMap<ClusterName, Cluster>> read) {
    Optional<SortedMap<ClusterName, Cluster>> found = read.asOptional().filter(_ -> visit.isAny());
    if (found.isEmpty()) {
      return new Reading.NotRead<>();
    }
    Region region = assignment.place().region();
    Set<String> vpcs = new TreeSet<>();
    found.get().values().stream()
        .filter(cluster -> !cluster.leaving() && visit.visits(cluster.name(), region))
        .forEach(cluster -> cluster.build().vpc().ifPresent(vpcs::add));
    boolean left =
        visit.looksForLeftovers()
            || assignment.entry().approach().endpointCare() == EndpointCare.MANAGED;
    return vpcs.isEmpty() && !left
        ? new Reading.NotRead<>()
        : vpcs(assignment.place(), assignment.standing(), vpcs, left);
  }

  @Override
  public Reading<Detector> ownDetector(Place place, Standing standing) {
    return guardDuty.ownDetector(place, standing);
  }

  @Override
  public SortedMap<AccountId, Reading<Detector>> memberDetectors(
      Region region, Set<AccountId> accounts) {
    return memberDetectorsNow(region, accounts).read();
  }

  /// The same, and those that GuardDuty does not know as members yet are asked for again, for a
  /// while. Not for guards: what they read first would be old by then.
  SortedMap<AccountId, Reading<Detector>> memberDetectorsInTime(
      Region region, Set<AccountId> accounts) {
    SortedMap<AccountId, Reading<Detector>> read = new TreeMap<>();
    patience.untilNoneIsLeft(
        new TreeSet<>(accounts),
        left -> {
          GuardDutyReads.Members found = memberDetectorsNow(region, left);
          read.putAll(found.read());
          return found.passing();
        });
    return read;
  }

  private GuardDutyReads.Members memberDetectorsNow(Region region, Set<AccountId> accounts) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<GuardDutyReads.Members>> batches = new ArrayList<>();
      var batch = new TreeSet<AccountId>();
      for (AccountId account : new TreeSet<>(accounts)) {
        batch.add(account);
        if (batch.size() == MAX_MEMBERS_PER_CALL) {
          var full = new TreeSet<>(batch);
          batches.add(threads.submit(() -> guardDuty.memberDetectors(region, full)));
          batch.clear();
        }
      }
      if (!batch.isEmpty()) {
        batches.add(threads.submit(() -> guardDuty.memberDetectors(region, batch)));
      }
      var all = new GuardDutyReads.Members(new TreeMap<>(), new TreeSet<>());
      for (Future<GuardDutyReads.Members> one : batches) {
        GuardDutyReads.Members found = Waiting.result(one);
        all.read().putAll(found.read());
        all.passing().addAll(found.passing());
      }
      return all;
    }
  }

  @Override
  public Reading<OrganizationSettings> organizationSettings(Region region) {
    return guardDuty.organizationSettings(region);
  }
}
