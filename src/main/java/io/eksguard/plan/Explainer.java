package io.eksguard.plan;

import io.eksguard.diff.Change;
import io.eksguard.diff.Difference;
import io.eksguard.diff.EndpointFinding;
import io.eksguard.diff.Ground;
import io.eksguard.live.AgentSite;
import io.eksguard.live.Cluster;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveRegion;
import io.eksguard.live.LiveState;
import io.eksguard.live.Member;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.model.AccountId;
import io.eksguard.model.AgentRule;
import io.eksguard.model.Approach;
import io.eksguard.model.Assignments;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Desired;
import io.eksguard.model.Entry;
import io.eksguard.model.Organization;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Standing;
import io.eksguard.model.Units;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Puts together what is known of one account.
public final class Explainer {
  private final StepSelector about;
  private final Desired desired;
  private final LiveState live;
  private final Difference difference;
  private final Plan plan;
  private final LocalDate today;
  private final Units units;

  /// @param about what was asked for
  /// @param desired the file
  /// @param live what was read, at least of the account
  /// @param difference how it differs
  /// @param plan what to do about it
  /// @param today the day on which lines are judged
  public Explainer(
      StepSelector about,
      Desired desired,
      LiveState live,
      Difference difference,
      Plan plan,
      LocalDate today) {
    this.about = about;
    this.desired = desired;
    this.live = live;
    this.difference = difference;
    this.plan = plan;
    this.today = today;
    this.units = LiveState.unitsOf(live.units());
  }

  /// The explanation.
  public Explanation explanation() {
    List<Entry> entries = entries();
    return new Explanation(
        about,
        desired.feature(),
        standing(entries),
        entries,
        units.known() ? Optional.of(units.above(account())) : Optional.empty(),
        entries.isEmpty() ? List.of() : rings(),
        regions().stream().map(region -> inRegion(region, entries)).toList());
  }

  private List<String> rings() {
    return desired
        .rollout()
        .map(rollout -> Rings.candidates(rollout, units, account()))
        .orElse(List.of());
  }

  private AccountId account() {
    return about.account();
  }

  private List<Region> regions() {
    return about.region().map(List::of).orElseGet(() -> List.copyOf(desired.regions()));
  }

  private List<Entry> entries() {
    return desired
        .organization()
        .map(this::entries)
        .orElseGet(() -> desired.standalone().stream().filter(this::names).toList());
  }

  private List<Entry> entries(Organization organization) {
    return isAdministrator(organization)
        ? organization.administratorEntry().stream().toList()
        : new Assignments(organization, units).speakingOf(account());
  }

  private boolean isAdministrator(Organization organization) {
    return organization.administrator().equals(account());
  }

  private boolean names(Entry entry) {
    return entry.who() instanceof Entry.Who.Accounts(var ids) && ids.contains(account());
  }

  private Optional<Standing> standing(List<Entry> entries) {
    if (desired.organization().isEmpty()) {
      return entries.isEmpty() ? Optional.empty() : Optional.of(Standing.STANDALONE);
    }
    if (isAdministrator(desired.organization().get())) {
      return Optional.of(Standing.ADMINISTRATOR);
    }
    boolean known =
        entries.stream().anyMatch(this::names)
            || units.above().containsKey(account())
            || live.regions().keySet().stream().anyMatch(region -> member(region).isPresent());
    return known ? Optional.of(Standing.MEMBER) : Optional.empty();
  }

  private Optional<Member> member(Region region) {
    return live.region(region)
        .members()
        .asOptional()
        .flatMap(members -> Optional.ofNullable(members.get(account())));
  }

  private Explanation.InRegion inRegion(Region region, List<Entry> entries) {
    var place = new Place(account(), region);
    Optional<LivePlace> found = Optional.ofNullable(live.places().get(place));
    Optional<Ground> ground = Optional.ofNullable(difference.grounds().get(place));
    List<Step> steps = steps(region);
    List<Explanation.OfCluster> clusters = ground.map(this::clusters).orElseGet(List::of);
    return new Explanation.InRegion(
        region,
        found.map(_ -> status(place, steps, clusters)).orElseGet(() -> uncovered(region, entries)),
        member(region),
        organization(region),
        found.map(one -> one.assignment().entry()),
        ground.map(Ground::detector).or(() -> found.flatMap(one -> one.detector().asOptional())),
        ground.map(Ground::clustersRead).orElse(false),
        found.filter(LivePlace::isSeenThroughAdministrator).isPresent(),
        clusters,
        steps,
        plan.steps().stream().map(Step::change).anyMatch(change -> setsAll(change, region)));
  }

  private Explanation.Status status(
      Place place, List<Step> steps, List<Explanation.OfCluster> clusters) {
    if (difference.blocked().contains(place)) {
      return Explanation.Status.BLOCKED;
    }
    if (!steps.isEmpty()) {
      return Explanation.Status.CHANGES;
    }
    // No step is left, and yet live is not as the file says: something it asks for cannot be had.
    return clusters.stream().anyMatch(Explainer::lacksWhatTheFileSays)
        ? Explanation.Status.BLOCKED
        : Explanation.Status.AS_WANTED;
  }

  private static boolean lacksWhatTheFileSays(Explanation.OfCluster cluster) {
    return cluster.agent().filter(one -> one.coming() == AgentView.Coming.IMPOSSIBLE).isPresent()
        || cluster
            .endpoint()
            .filter(one -> one.coming() == EndpointView.Coming.HINDERED)
            .isPresent();
  }

  private Explanation.Status uncovered(Region region, List<Entry> entries) {
    LiveRegion side = live.region(region);
    if (live.undecided().contains(new Place(account(), region))) {
      return Explanation.Status.UNDECIDED;
    }
    if (side.members().problem().isPresent()) {
      return Explanation.Status.BLOCKED;
    }
    Optional<Member> member = member(region);
    boolean inactive = member.filter(one -> !one.isActive()).isPresent();
    if (entries.stream().findFirst().filter(one -> !one.covers(region)).isPresent()
        && (member.isPresent() || entries.stream().anyMatch(this::names))) {
      return Explanation.Status.REGION_LEFT_OUT;
    }
    if (inactive) {
      return Explanation.Status.INACTIVE;
    }
    boolean administrator = desired.organization().filter(this::isAdministrator).isPresent();
    return member.isPresent() || administrator
        ? Explanation.Status.UNMANAGED
        : Explanation.Status.UNKNOWN;
  }

  private Optional<OrganizationSettings> organization(Region region) {
    return live.region(region).settings().asOptional();
  }

  private static boolean setsAll(Change change, Region region) {
    return change instanceof Change.OrganizationFeature feature
        && feature.region().equals(region)
        && OrganizationStages.raises(feature);
  }

  /// The steps of the account, without those of other clusters where one was asked for.
  private List<Step> steps(Region region) {
    var here = new StepSelector(account(), Optional.of(region), Optional.empty());
    return StepSelector.apply(plan, List.of(here)).steps().stream()
        .filter(step -> !isOfAnotherCluster(step.change()))
        .toList();
  }

  private boolean isOfAnotherCluster(Change change) {
    return switch (change) {
      case Change.ClusterTag tag -> isAnother(tag.cluster());
      case Change.ClusterAgent agent -> isAnother(agent.cluster());
      case Change.VpcEndpoint endpoint -> isOfAnotherVpc(endpoint);
      case Change.AccountFeature _, Change.OrganizationFeature _, Change.OfPolicy _ -> false;
    };
  }

  private boolean isOfAnotherVpc(Change.VpcEndpoint endpoint) {
    return about
        .cluster()
        .filter(name ->
            Optional.ofNullable(difference.grounds().get(endpoint.place()))
                .flatMap(ground -> Optional.ofNullable(ground.clusters().get(name)))
                .flatMap(cluster -> cluster.build().vpc())
                .filter(endpoint.vpc()::equals)
                .isEmpty())
        .isPresent();
  }

  private boolean isAnother(ClusterName cluster) {
    return about.cluster().filter(name -> !name.equals(cluster)).isPresent();
  }

  private List<Explanation.OfCluster> clusters(Ground ground) {
    var names = new TreeSet<>(ground.clusters().keySet());
    about
        .cluster()
        .ifPresent(name -> {
          names.clear();
          names.add(name);
        });
    List<Explanation.OfCluster> clusters = new ArrayList<>();
    names.forEach(name -> clusters.add(cluster(ground, name)));
    return clusters;
  }

  private Explanation.OfCluster cluster(Ground ground, ClusterName name) {
    Optional<Cluster> cluster = Optional.ofNullable(ground.clusters().get(name));
    Optional<ClusterRule> rule =
        ground.assignment().entry().approach().ruleFor(name, ground.place().region());
    return new Explanation.OfCluster(
        name,
        cluster.isPresent(),
        cluster.flatMap(Cluster::tag),
        cluster.filter(ground::managesNow).isPresent(),
        ground.shallManage(name),
        ground.tagNeed(name),
        rule,
        rule.flatMap(ClusterRule::until).filter(day -> day.isBefore(today)).isPresent(),
        agent(ground, name, cluster.flatMap(Cluster::site)),
        cluster.flatMap(one -> endpoint(ground, one)));
  }

  /// The endpoint, where an agent by hand is there or named, or the plan has something to say of
  /// the VPC.
  private Optional<EndpointView> endpoint(Ground ground, Cluster cluster) {
    Approach approach = ground.assignment().entry().approach();
    Optional<String> vpc = cluster.build().vpc();
    List<Change.VpcEndpoint> changes =
        plan.steps().stream().flatMap(step -> endpointOf(step.change(), ground, vpc)).toList();
    List<EndpointFinding> findings =
        difference.endpointFindings().stream()
            .filter(one -> one.place().equals(ground.place()))
            .filter(one -> vpc.equals(Optional.of(one.vpc())))
            .toList();
    boolean needed = needsEndpoint(ground, cluster);
    boolean byHand =
        approach instanceof Approach.Manual
            && (approach.agentFor(cluster.name(), ground.place().region()).isPresent()
                || cluster.site().flatMap(site -> site.agent().asOptional()).isPresent());
    return needed || byHand || !changes.isEmpty() || !findings.isEmpty()
        ? Optional.of(
            EndpointView.of(
                new EndpointView.Seen(
                    vpc,
                    account(),
                    approach.endpointCare(),
                    endpointPath(ground.assignment().entry()),
                    ground.vpcs().isPresent(),
                    vpc.flatMap(
                        id -> ground.vpcs().flatMap(all -> Optional.ofNullable(all.get(id)))),
                    ground.clusters().values().stream()
                        .filter(one -> vpc.isPresent() && one.build().vpc().equals(vpc))
                        .anyMatch(one -> needsEndpoint(ground, one))),
                changes,
                findings))
        : Optional.empty();
  }

  private static boolean needsEndpoint(Ground ground, Cluster cluster) {
    return !ground.shallManage(cluster.name())
        && ground
            .assignment()
            .entry()
            .approach()
            .needsEndpoint(cluster.name(), ground.place().region());
  }

  /// Which part of the file decides about endpoints: where it says nothing, that there are agents.
  private static String endpointPath(Entry entry) {
    if (entry.approach() instanceof Approach.Manual manual) {
      if (manual.endpoint().isPresent()) {
        return entry.path() + ".endpoint";
      }
      if (manual.tended()) {
        return entry.path() + ".agents";
      }
    }
    return entry.path();
  }

  private static Stream<Change.VpcEndpoint> endpointOf(
      Change change, Ground ground, Optional<String> vpc) {
    return change instanceof Change.VpcEndpoint endpoint
            && endpoint.place().equals(ground.place())
            && vpc.equals(Optional.of(endpoint.vpc()))
        ? Stream.of(endpoint)
        : Stream.empty();
  }

  private Optional<AgentView> agent(Ground ground, ClusterName name, Optional<AgentSite> site) {
    Optional<AgentRule> line =
        ground.assignment().entry().approach().agentFor(name, ground.place().region());
    return line.isEmpty() && site.isEmpty()
        ? Optional.empty()
        : Optional.of(
            AgentView.of(
                line,
                site,
                plan.steps().stream()
                    .flatMap(step -> agentOf(step.change(), ground.place(), name).stream())
                    .findFirst(),
                difference.agentFindings().stream()
                    .filter(one -> one.place().equals(ground.place()) && one.cluster().equals(name))
                    .findFirst()));
  }

  private static Optional<Change.ClusterAgent> agentOf(
      Change change, Place place, ClusterName name) {
    return change instanceof Change.ClusterAgent agent
            && agent.place().equals(place)
            && agent.cluster().equals(name)
        ? Optional.of(agent)
        : Optional.empty();
  }
}
