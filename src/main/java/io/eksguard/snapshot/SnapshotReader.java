package io.eksguard.snapshot;

import io.eksguard.live.Agent;
import io.eksguard.live.AgentSite;
import io.eksguard.live.Cluster;
import io.eksguard.live.Depth;
import io.eksguard.live.Detector;
import io.eksguard.live.LiveCoverage;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LivePolicy;
import io.eksguard.live.LiveProtection;
import io.eksguard.live.LiveReader;
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
import io.eksguard.model.Organization;
import io.eksguard.model.Permission;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
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
import java.util.function.Predicate;

/// Reads a snapshot as AWS is read: what a file needs, and no more.
///
/// What the file needs and the snapshot does not have is unknown, and never absent.
public final class SnapshotReader implements LiveReader {
  private final Snapshot snapshot;

  public SnapshotReader(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /// A snapshot has what it has, however deep one asks.
  @Override
  public LiveState read(Desired desired, Depth depth) {
    return read(desired, _ -> true);
  }

  @Override
  public LiveState readOne(Desired desired, AccountId account, Depth depth) {
    return read(desired, account::equals);
  }

  private LiveState read(Desired desired, Predicate<AccountId> meant) {
    Reading<Units> units = units(desired);
    SortedMap<Region, LiveRegion> regions = new TreeMap<>();
    SortedMap<Place, LivePlace> places = new TreeMap<>();
    SortedSet<AccountId> unmanaged = new TreeSet<>();
    SortedSet<Place> undecided = new TreeSet<>();
    for (Region region : desired.regions()) {
      LiveRegion found = region(desired, region);
      regions.put(region, found);
      Units known = LiveState.unitsOf(units);
      SortedSet<AccountId> active = found.activeMembers();
      for (Assignment assignment : Assignments.in(region, desired, active, known)) {
        if (meant.test(assignment.place().account()) && !isLeftAlone(assignment, found)) {
          places.put(assignment.place(), place(desired, assignment, found, active));
        }
      }
      active.stream().filter(meant).forEach(account -> unmanaged.add(account));
      desired
          .organization()
          .map(one -> new Assignments(one, known))
          .ifPresent(all ->
              active.stream()
                  .filter(meant)
                  .filter(all::isUndecided)
                  .forEach(account -> undecided.add(new Place(account, region))));
    }
    places.keySet().forEach(place -> unmanaged.remove(place.account()));
    undecided.forEach(place -> unmanaged.remove(place.account()));
    return new LiveState(regions, places, units, protection(desired), unmanaged, undecided);
  }

  /// A unit may speak of a member that is not active; nobody named that one.
  private static boolean isLeftAlone(Assignment assignment, LiveRegion region) {
    return assignment.standing() == Standing.MEMBER
        && !(assignment.entry().who() instanceof Entry.Who.Accounts)
        && member(assignment.place(), region).filter(m -> !m.isActive()).isPresent();
  }

  private static Optional<Member> member(Place place, LiveRegion region) {
    return region
        .members()
        .asOptional()
        .flatMap(members -> Optional.ofNullable(members.get(place.account())));
  }

  private LivePlace place(
      Desired desired, Assignment assignment, LiveRegion region, Set<AccountId> activeMembers) {
    Place place = assignment.place();
    boolean member = assignment.standing() == Standing.MEMBER;
    boolean active = activeMembers.contains(place.account());
    boolean reads =
        assignment.setting().enabled()
            && (!member || (active && desired.access().members().isPresent()));
    Reading<SortedMap<ClusterName, Cluster>> clusters =
        reads
            ? withAgents(
                clusters(place, assignment.standing()),
                assignment,
                AgentVisit.of(assignment.entry(), desired))
            : new Reading.NotRead<>();
    return new LivePlace(
        assignment,
        member && !active ? ofInactive(place, region) : detector(place, assignment.standing()),
        clusters,
        new Reading.NotRead<>(),
        vpcs(assignment, EndpointVisit.of(assignment.entry(), desired), clusters));
  }

  /// Where endpoints are our business, a snapshot that lacks a VPC does not do; but one that was
  /// taken before they were is not held to it.
  private Reading<SortedMap<String, Vpc>> vpcs(
      Assignment assignment,
      EndpointVisit visit,
      Reading<SortedMap<ClusterName, Cluster>> clusters) {
    Optional<SortedMap<ClusterName, Cluster>> found =
        clusters.asOptional().filter(_ -> visit.isAny());
    if (found.isEmpty()) {
      return new Reading.NotRead<>();
    }
    Place place = assignment.place();
    Reading<SortedMap<String, Vpc>> read =
        facts(place, assignment.standing()).map(PlaceFacts::vpcs).orElseGet(Reading.NotRead::new);
    Set<String> known = read.asOptional().map(all -> Set.copyOf(all.keySet())).orElse(Set.of());
    if (read instanceof Reading.Absent) {
      return new Reading.NotRead<>();
    }
    boolean lacks =
        read.problem().isEmpty()
            && found.get().values().stream()
                .filter(
                    cluster -> !cluster.leaving() && visit.visits(cluster.name(), place.region()))
                .flatMap(cluster -> cluster.build().vpc().stream())
                .anyMatch(id -> !known.contains(id));
    return lacks ? Problems.notIn(place, "the VPCs", Permission.DESCRIBE_VPCS) : read;
  }

  /// Where agents are our business, a snapshot that was made for a file in which they are not does
  /// not do.
  private static Reading<SortedMap<ClusterName, Cluster>> withAgents(
      Reading<SortedMap<ClusterName, Cluster>> clusters, Assignment assignment, AgentVisit visit) {
    Place place = assignment.place();
    boolean lacks =
        clusters
            .asOptional()
            .filter(all ->
                all.values().stream()
                    .filter(cluster ->
                        !cluster.leaving() && visit.visits(cluster.name(), place.region()))
                    .anyMatch(cluster -> lacksAgent(cluster, visit, place.region())))
            .isPresent();
    return lacks ? Problems.notIn(place, "the agents", Permission.DESCRIBE_ADDON) : clusters;
  }

  private static boolean lacksAgent(Cluster cluster, AgentVisit visit, Region region) {
    return cluster
        .site()
        .map(site -> visit.line(cluster.name(), region).filter(site::lacks).isPresent())
        .orElse(true);
  }

  private static Reading<Detector> ofInactive(Place place, LiveRegion region) {
    return new Reading.Unknown<>(
        region
            .members()
            .problem()
            .orElseGet(
                () -> Membership.missing(place.account(), place.region(), member(place, region))));
  }

  private Optional<PlaceFacts> facts(Place place, Standing standing) {
    return Optional.ofNullable(snapshot.places().get(place))
        .filter(facts -> facts.standing() == standing);
  }

  private Reading<Detector> detector(Place place, Standing standing) {
    return facts(place, standing)
        .map(PlaceFacts::detector)
        .filter(reading -> !(reading instanceof Reading.NotRead))
        .orElseGet(() -> Problems.notIn(place, "the settings", detectorOperation(standing)));
  }

  private static Permission detectorOperation(Standing standing) {
    return switch (standing) {
      case STANDALONE, ADMINISTRATOR -> Permission.GET_DETECTOR;
      case MEMBER -> Permission.GET_MEMBER_DETECTORS;
    };
  }

  @Override
  public Reading<SortedMap<ClusterName, Cluster>> clusters(Place place, Standing standing) {
    return facts(place, standing)
        .map(PlaceFacts::clusters)
        .filter(reading -> !(reading instanceof Reading.NotRead))
        .orElseGet(() -> Problems.notIn(place, "the clusters", Permission.LIST_CLUSTERS));
  }

  @Override
  public Reading<Cluster> cluster(Place place, Standing standing, ClusterName cluster) {
    return switch (clusters(place, standing)) {
      case Reading.Present<SortedMap<ClusterName, Cluster>>(var found) -> {
        Cluster one = found.get(cluster);
        yield one == null ? new Reading.Absent<>() : new Reading.Present<>(one);
      }
      case Reading.Unknown<SortedMap<ClusterName, Cluster>>(var why) -> new Reading.Unknown<>(why);
      case Reading.Absent<SortedMap<ClusterName, Cluster>> _,
          Reading.NotRead<SortedMap<ClusterName, Cluster>> _ ->
          new Reading.Absent<>();
    };
  }

  /// No guard is read from a snapshot.
  @Override
  public Reading<SortedMap<String, Vpc>> vpcs(
      Place place, Standing standing, Set<String> vpcs, boolean left) {
    return new Reading.NotRead<>();
  }

  @Override
  public Reading<Agent> agent(Place place, Standing standing, ClusterName cluster) {
    return switch (cluster(place, standing, cluster)) {
      case Reading.Present<Cluster>(Cluster found) ->
          found
              .site()
              .map(AgentSite::agent)
              .orElseGet(() -> Problems.notIn(place, "the agents", Permission.DESCRIBE_ADDON));
      case Reading.Absent<Cluster> _, Reading.NotRead<Cluster> _ -> new Reading.Absent<>();
      case Reading.Unknown<Cluster>(var why) -> new Reading.Unknown<>(why);
    };
  }

  @Override
  public Reading<Detector> ownDetector(Place place, Standing standing) {
    return detector(place, standing);
  }

  @Override
  public SortedMap<AccountId, Reading<Detector>> memberDetectors(
      Region region, Set<AccountId> accounts) {
    SortedMap<AccountId, Reading<Detector>> found = new TreeMap<>();
    accounts.forEach(
        account -> found.put(account, detector(new Place(account, region), Standing.MEMBER)));
    return found;
  }

  /// The organization's side of a region, if the snapshot has it through the same administrator.
  private LiveRegion region(Desired desired, Region region) {
    return desired
        .organization()
        .map(Organization::administrator)
        .map(administrator -> {
          LiveRegion found = snapshot.regions().get(region);
          return found != null
                  && snapshot.asked().administrator().equals(Optional.of(administrator))
              ? found
              : new LiveRegion(
                  notOfOrganization(region, administrator, "members", Permission.LIST_MEMBERS),
                  notOfOrganization(
                      region,
                      administrator,
                      "settings",
                      Permission.DESCRIBE_ORGANIZATION_CONFIGURATION));
        })
        .orElse(LiveRegion.NOT_READ);
  }

  private static <T> Reading<T> notOfOrganization(
      Region region, AccountId administrator, String what, Permission operation) {
    return Problems.notIn(
        "The snapshot does not have the organization's %s in `%s` as administrator %s sees them."
            .formatted(what, region, administrator),
        administrator,
        region,
        operation);
  }

  @Override
  public Reading<SortedMap<AccountId, Member>> members(Region region) {
    return snapshot.regions().getOrDefault(region, LiveRegion.NOT_READ).members();
  }

  @Override
  public Reading<OrganizationSettings> organizationSettings(Region region) {
    return snapshot.regions().getOrDefault(region, LiveRegion.NOT_READ).settings();
  }

  // Units and the policy.

  /// A snapshot has none: what GuardDuty says of clusters is not kept.
  @Override
  public LiveCoverage coverage(Desired desired) {
    return LiveCoverage.NOT_READ;
  }

  @Override
  public LiveCoverage coverage(SortedMap<Place, Standing> places) {
    return LiveCoverage.NOT_READ;
  }

  @Override
  public Reading<Units> units(Desired desired) {
    SortedSet<String> named = desired.units();
    if (named.isEmpty()) {
      return new Reading.NotRead<>();
    }
    return isSameOrganization(desired) && snapshot.asked().units().containsAll(named)
        ? below(snapshot.units(), named)
        : notOfUnits(desired);
  }

  private boolean isSameOrganization(Desired desired) {
    return desired
        .organization()
        .map(Organization::administrator)
        .equals(snapshot.asked().administrator());
  }

  private static <T> Reading<T> notOfUnits(Desired desired) {
    return notOfFile(
        desired,
        "The snapshot does not have which accounts lie below the units that the file names.",
        Permission.LIST_ACCOUNTS_FOR_PARENT);
  }

  private static <T> Reading<T> notOfFile(Desired desired, String message, Permission operation) {
    return Problems.notIn(
        message,
        desired.organization().map(Organization::administrator).orElseThrow(),
        desired.regions().first(),
        operation);
  }

  /// What looking below these units alone would have given.
  private static Reading<Units> below(Reading<Units> reading, SortedSet<String> named) {
    return switch (reading) {
      case Reading.Present<Units>(Units units) -> new Reading.Present<>(below(units, named));
      case Reading.Unknown<Units> _, Reading.Absent<Units> _, Reading.NotRead<Units> _ -> reading;
    };
  }

  private static Units below(Units units, SortedSet<String> named) {
    SortedMap<AccountId, List<String>> above = new TreeMap<>();
    units
        .above()
        .forEach((account, all) -> {
          List<String> kept = new ArrayList<>(all);
          while (!kept.isEmpty() && !named.contains(kept.getLast())) {
            kept.removeLast();
          }
          if (!kept.isEmpty()) {
            above.put(account, kept);
          }
        });
    var active = new TreeSet<>(units.active());
    active.retainAll(new HashSet<>(above.keySet()));
    return new Units(units.known(), above, active);
  }

  private LiveProtection protection(Desired desired) {
    return desired
        .organization()
        .flatMap(Organization::tagProtection)
        .map(wanted -> protection(desired, wanted))
        .orElse(LiveProtection.NOT_READ);
  }

  private LiveProtection protection(Desired desired, TagProtection wanted) {
    if (!isSameOrganization(desired)
        || !snapshot.asked().policy().equals(Optional.of(wanted.policy()))) {
      return new LiveProtection(
          notOfPolicy(desired), notOfPolicy(desired), notOfPolicy(desired), notOfPolicy(desired));
    }
    LiveProtection found = snapshot.protection();
    SortedSet<String> units = Asked.policyUnits(wanted, found);
    Reading<Units> read =
        snapshot.asked().policyUnits().containsAll(units)
            ? below(found.units(), units)
            : notOfUnits(desired);
    return new LiveProtection(
        found.policy(),
        units.isEmpty() ? new Reading.NotRead<>() : read,
        found.caller(),
        found.management());
  }

  private static <T> Reading<T> notOfPolicy(Desired desired) {
    return notOfFile(
        desired,
        "The snapshot does not have the policy that the file names in `tagProtection`.",
        Permission.LIST_POLICIES);
  }

  @Override
  public Reading<LivePolicy> policy(String name) {
    return snapshot.asked().policy().equals(Optional.of(name))
        ? snapshot.protection().policy()
        : new Reading.NotRead<>();
  }

  @Override
  public Reading<String> callerArn() {
    return snapshot.protection().caller();
  }

  /// A snapshot was taken by whoever had credentials then; nobody has any now.
  @Override
  public Reading<AccountId> caller() {
    return new Reading.NotRead<>();
  }
}
