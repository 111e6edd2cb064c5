package io.eksguard.diff;

import io.eksguard.diff.Change.OrganizationFeature;
import io.eksguard.live.Cluster;
import io.eksguard.live.ClusterBuild;
import io.eksguard.live.Detector;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveState;
import io.eksguard.live.Member;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.AgentVisit;
import io.eksguard.model.Approach;
import io.eksguard.model.Assignments;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.Feature;
import io.eksguard.model.NewAccounts;
import io.eksguard.model.Organization;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Compares what is wanted with what was found.
public final class Differ {
  private final Desired desired;
  private final LiveState live;
  private final List<Change> changes = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<AgentFinding> agentFindings = new ArrayList<>();
  private final List<EndpointFinding> endpointFindings = new ArrayList<>();
  private final SortedMap<Place, Ground> grounds = new TreeMap<>();
  private final SortedSet<Place> blocked = new TreeSet<>();
  private final SortedSet<Place> held = new TreeSet<>();
  private final SortedMap<Region, String> withheld;
  private final IfUnready ifUnready;
  private final Outlook outlook;

  /// @param withheld the regions in which ALL must not be set, and what stands in its way
  private Differ(
      Desired desired,
      LiveState live,
      SortedMap<Region, String> withheld,
      IfUnready ifUnready,
      Outlook outlook) {
    this.desired = desired;
    this.live = live;
    this.withheld = withheld;
    this.ifUnready = ifUnready;
    this.outlook = outlook;
  }

  /// What differs. The same for the same arguments, in the same order.
  ///
  /// What is asked of an account depends on what the organization's value will be, and whether that
  /// can be set depends on the accounts: where it cannot, all is compared again with the value that
  /// stays.
  public static Difference diff(Desired desired, LiveState live) {
    return diff(desired, live, IfUnready.WARN);
  }

  /// The same, and what to do about clusters that are not ready.
  public static Difference diff(Desired desired, LiveState live, IfUnready ifUnready) {
    return diff(desired, live, ifUnready, Outlook.NONE);
  }

  /// The same, with what else was asked about whether they are ready.
  public static Difference diff(
      Desired desired, LiveState live, IfUnready ifUnready, Outlook outlook) {
    var differ = new Differ(desired, live, new TreeMap<>(), ifUnready, outlook);
    differ.compare();
    SortedMap<Region, String> obstacles = differ.obstaclesToAll();
    if (!obstacles.isEmpty()) {
      differ = new Differ(desired, live, obstacles, ifUnready, outlook);
      differ.compare();
    }
    differ.findings.addAll(UnusedRules.in(live));
    return differ.whole();
  }

  private Difference whole() {
    Optional<ProtectionDiffer> protection =
        desired
            .organization()
            .flatMap(Organization::tagProtection)
            .map(wanted -> new ProtectionDiffer(wanted, desired, live));
    Optional<ProtectionGround> ground = protection.flatMap(differ -> differ.compare(changes));
    protection.ifPresent(differ -> changes.addAll(differ.changes()));
    return new Difference(
        changes,
        findings,
        grounds,
        blocked,
        ground,
        protection.map(ProtectionDiffer::findings).orElse(List.of()),
        agentFindings,
        endpointFindings,
        held,
        ifUnready);
  }

  /// What differs for accounts of which alone is known. Nothing is said of what depends on the
  /// others: whether ALL may be set, and whether a rule matches any cluster.
  public static Difference alone(Desired desired, LiveState live) {
    var differ = new Differ(desired, live, new TreeMap<>(), IfUnready.WARN, Outlook.NONE);
    differ.compare();
    return differ.whole();
  }

  private void compare() {
    blocked.addAll(live.undecided());
    live.places().values().forEach(this::place);
    desired.organization().ifPresent(this::organization);
  }

  private void place(LivePlace found) {
    Place place = found.assignment().place();
    Optional<Detector> detector = detector(found);
    if (detector.isEmpty()
        || isUnknown(found.clusters())
        || isUndecidedForAgents(found)
        || isUnderUnknownSettings(found)) {
      blocked.add(place);
      return;
    }
    SortedMap<ClusterName, Cluster> clusters = new TreeMap<>();
    found
        .clusters()
        .asOptional()
        .ifPresent(all ->
            all.values().stream()
                .filter(c -> !c.leaving())
                .forEach(c -> clusters.put(c.name(), c)));
    boolean read = !(found.clusters() instanceof Reading.NotRead);
    var asked =
        new Ground(
            found.assignment(),
            desired.feature(),
            detector.get(),
            clusters,
            read,
            found.throughAdministrator().asOptional(),
            found.vpcs().asOptional());
    SortedMap<ClusterName, SortedSet<Obstacle>> unready = Readiness.unready(asked, outlook);
    unready.forEach((cluster, obstacles) -> findings.add(unready(asked, cluster, obstacles)));
    unready.values().removeIf(obstacles -> obstacles.stream().noneMatch(Obstacle::isCertain));
    if (ifUnready == IfUnready.HOLD && !unready.isEmpty()) {
      grounds.put(place, asked);
      blocked.add(place);
      held.add(place);
      return;
    }
    boolean exclude = ifUnready == IfUnready.EXCLUDE && !unready.isEmpty();
    Ground ground = exclude ? asked.without(unready.keySet()) : asked;
    grounds.put(place, ground);
    var differ =
        new PlaceDiffer(
            ground,
            feature -> lasting(place.region(), feature),
            otherStays(found.assignment().standing(), place.region()));
    differ.changes().stream()
        .map(change -> exclude ? explained(change, unready.keySet()) : change)
        .forEach(changes::add);
    findings.addAll(differ.findings());
    if (differ.isBlocked()) {
      blocked.add(place);
      return;
    }
    var agents = new AgentDiffer(ground, desired.leftoverAgents().removes());
    var endpoints =
        new EndpointDiffer(
            ground, found.vpcs(), agents.changes(), desired.leftoverAgents().removes());
    changes.addAll(endpoints.agents());
    changes.addAll(endpoints.changes());
    endpointFindings.addAll(endpoints.findings());
    agentFindings.addAll(agents.findings());
  }

  private Finding unready(Ground ground, ClusterName cluster, SortedSet<Obstacle> obstacles) {
    ClusterBuild build =
        Optional.ofNullable(ground.clusters().get(cluster))
            .map(Cluster::build)
            .orElse(ClusterBuild.UNKNOWN);
    if (obstacles.stream().noneMatch(Obstacle::isCertain)) {
      return unready(Finding.Kind.MAYBE_UNREADY, ground, cluster, obstacles, build);
    }
    return unready(
        switch (ifUnready) {
          case WARN -> Finding.Kind.UNREADY;
          case HOLD -> Finding.Kind.UNREADY_HELD;
          case EXCLUDE -> Finding.Kind.UNREADY_EXCLUDED;
        },
        ground,
        cluster,
        obstacles,
        build);
  }

  private static Finding unready(
      Finding.Kind kind,
      Ground ground,
      ClusterName cluster,
      SortedSet<Obstacle> obstacles,
      ClusterBuild build) {
    return new Finding(
        kind,
        ground.place().region(),
        ground.place().account().value(),
        Optional.of(cluster),
        obstacles.stream()
            .map(one -> one.name() + one.value(build).map(value -> " " + value).orElse(""))
            .collect(Collectors.joining(", ")),
        ground.path(cluster));
  }

  /// The change, with the reason that the file does not have.
  private static Change explained(Change change, Set<ClusterName> unready) {
    return change instanceof Change.ClusterTag tag && unready.contains(tag.cluster())
        ? new Change.ClusterTag(
            tag.place(),
            tag.standing(),
            tag.cluster(),
            tag.arn(),
            tag.before(),
            tag.after(),
            Reason.NOT_READY,
            tag.path())
        : change;
  }

  /// The detector; for an account that shall be off, having none is as good as off.
  private Optional<Detector> detector(LivePlace found) {
    return switch (found.detector()) {
      case Reading.Present<Detector>(Detector value) -> Optional.of(value);
      case Reading.Absent<Detector> _ when !found.assignment().setting().enabled() ->
          Optional.of(new Detector(new TreeMap<>()));
      case Reading.Absent<Detector> _ -> {
        Place place = found.assignment().place();
        findings.add(
            new Finding(
                Finding.Kind.NO_DETECTOR,
                place.region(),
                place.account().value(),
                Optional.empty(),
                "",
                found.assignment().entry().path()));
        yield Optional.empty();
      }
      case Reading.Unknown<Detector> _, Reading.NotRead<Detector> _ -> Optional.empty();
    };
  }

  private boolean isUndecidedForAgents(LivePlace found) {
    return found.hasUnknownAgents() && AgentVisit.of(found.assignment().entry(), desired).decides();
  }

  /// Without the organization's value it is not known what GuardDuty would overwrite.
  private boolean isUnderUnknownSettings(LivePlace found) {
    Region region = found.assignment().place().region();
    return switch (found.assignment().standing()) {
      case STANDALONE -> false;
      case ADMINISTRATOR, MEMBER -> isUnknown(live.region(region).settings());
    };
  }

  private static <T> boolean isUnknown(Reading<T> reading) {
    return reading.problem().isPresent();
  }

  /// The organization's value once the plan is done: the file's where it manages it, else live's.
  private AutoEnableSetting lasting(Region region, Feature feature) {
    AutoEnableSetting now =
        live.region(region)
            .settings()
            .asOptional()
            .map(settings -> settings.setting(feature))
            .orElse(AutoEnableSetting.NONE);
    Optional<NewAccounts> managed = desired.organization().flatMap(Organization::newAccounts);
    if (managed.isEmpty()) {
      return now;
    }
    if (feature != desired.feature()) {
      return withheld.containsKey(region) ? now : AutoEnableSetting.NONE;
    }
    AutoEnableSetting wanted = managed.get().setting();
    return withheld.containsKey(region) ? withoutRaise(now, wanted) : wanted;
  }

  /// Whether the other feature stays on since the organization's ALL for it does.
  private boolean otherStays(Standing standing, Region region) {
    return switch (standing) {
      case STANDALONE -> false;
      case ADMINISTRATOR, MEMBER ->
          withheld.containsKey(region)
              && lasting(region, desired.feature().other()).forcesAnything();
    };
  }

  private void organization(Organization organization) {
    organization
        .newAccounts()
        .ifPresent(wanted ->
            live.regions()
                .forEach((region, found) ->
                    found
                        .settings()
                        .asOptional()
                        .ifPresent(
                            settings -> newAccounts(region, organization, wanted, settings))));
  }

  private void newAccounts(
      Region region, Organization organization, NewAccounts wanted, OrganizationSettings settings) {
    var differ = new OrganizationDiffer(region, organization.administrator(), wanted, settings);
    List<OrganizationFeature> wished = differ.changes(desired.feature());
    String obstacle = withheld.get(region);
    if (obstacle == null) {
      changes.addAll(wished);
      return;
    }
    findings.add(
        new Finding(
            Finding.Kind.ALL_NOT_SAFE,
            region,
            "organization",
            Optional.empty(),
            obstacle,
            wanted.path()));
    wished.stream()
        .filter(change -> change.feature() == desired.feature())
        .flatMap(change -> lowered(change).stream())
        .forEach(changes::add);
  }

  /// What may still happen of a change that would raise something to ALL: the part that lowers.
  private static Optional<OrganizationFeature> lowered(OrganizationFeature change) {
    AutoEnableSetting after = withoutRaise(change.before(), change.after());
    boolean lowers =
        isRaised(after.feature(), change.before().feature())
            || isRaised(after.addonManagement(), change.before().addonManagement());
    return lowers
        ? Optional.of(
            new OrganizationFeature(
                change.region(),
                change.administrator(),
                change.feature(),
                change.before(),
                after,
                change.guardDutyBefore(),
                change.guardDutyBefore(),
                change.reason(),
                change.path()))
        : Optional.empty();
  }

  private static AutoEnableSetting withoutRaise(AutoEnableSetting now, AutoEnableSetting wanted) {
    return new AutoEnableSetting(
        isRaised(now.feature(), wanted.feature()) ? now.feature() : wanted.feature(),
        isRaised(now.addonManagement(), wanted.addonManagement())
            ? now.addonManagement()
            : wanted.addonManagement());
  }

  /// The regions in which ALL is to be set and must not be. Without it the other feature cannot be
  /// retired there for new accounts either: those would be covered by neither.
  private SortedMap<Region, String> obstaclesToAll() {
    SortedMap<Region, String> obstacles = new TreeMap<>();
    for (Change change : changes) {
      if (change instanceof OrganizationFeature feature && raisesToAll(feature)) {
        obstacleToAll(feature.region()).ifPresent(what -> obstacles.put(feature.region(), what));
      }
    }
    return obstacles;
  }

  /// ALL reaches every member and the administrator itself, so it is safe only where the file
  /// covers them all and all could be planned for.
  private Optional<String> obstacleToAll(Region region) {
    if (isUnknown(live.region(region).members())) {
      return Optional.of("members");
    }
    Set<AccountId> reached = new TreeSet<>(activeMembers(region));
    desired.organization().ifPresent(known -> reached.add(known.administrator()));
    return Stream.concat(
            reached.stream()
                .filter(account -> !isPlannedFor(new Place(account, region)))
                .map(AccountId::value),
            asleep(region))
        .findFirst();
  }

  private Set<AccountId> activeMembers(Region region) {
    return live.region(region).members().asOptional().stream()
        .flatMap(members -> members.values().stream())
        .filter(Member::isActive)
        .map(Member::account)
        .collect(Collectors.toSet());
  }

  private boolean isPlannedFor(Place place) {
    Ground ground = grounds.get(place);
    return ground != null && !blocked.contains(place) && ground.throughAdministrator().isEmpty();
  }

  /// The members that are not active and whose clusters would need tags. ALL reaches them too,
  /// whenever they wake, and their clusters were not read.
  private Stream<String> asleep(Region region) {
    Optional<Assignments> assignments =
        desired
            .organization()
            .map(organization -> new Assignments(organization, LiveState.unitsOf(live.units())));
    Optional<SortedMap<AccountId, Member>> members = live.region(region).members().asOptional();
    if (assignments.isEmpty() || members.isEmpty()) {
      return Stream.empty();
    }
    return members.get().values().stream()
        .filter(member -> !member.isActive())
        .map(Member::account)
        .filter(account -> mayNeedTags(assignments.get(), account, region))
        .map(AccountId::value);
  }

  private static boolean mayNeedTags(Assignments assignments, AccountId account, Region region) {
    return assignments.isUndecided(account)
        || assignments
            .decisive(account)
            .filter(entry -> entry.covers(region) && !(entry.approach() instanceof Approach.All))
            .isPresent();
  }

  private static boolean raisesToAll(OrganizationFeature feature) {
    return isRaised(feature.before().feature(), feature.after().feature())
        || isRaised(feature.before().addonManagement(), feature.after().addonManagement());
  }

  private static boolean isRaised(AutoEnable before, AutoEnable after) {
    return before != AutoEnable.ALL && after == AutoEnable.ALL;
  }
}
