package io.eksguard.diff;

import io.eksguard.diff.EndpointFinding.What;
import io.eksguard.live.AgentSite;
import io.eksguard.live.Cluster;
import io.eksguard.live.Maker;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.model.Approach;
import io.eksguard.model.ClusterName;
import io.eksguard.model.EndpointCare;
import io.eksguard.model.EndpointSetup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Compares the endpoints that agents by hand need in one account and region, and finds those that
/// stayed behind.
///
/// One that others made is looked at and never touched; one that GuardDuty made goes only as a
/// leftover, and only where neither it nor any agent uses it any more.
final class EndpointDiffer {
  private final Ground ground;
  private final boolean removesLeftovers;
  private final EndpointCare care;
  private final String path;
  private final List<Change> agents;
  private final boolean unknown;
  private final Set<String> notConnected = new HashSet<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<EndpointFinding> findings = new ArrayList<>();

  /// @param read the VPCs as they were read
  /// @param agents what changes about agents, as if every VPC had its endpoint
  /// @param removesLeftovers whether what stayed behind goes
  EndpointDiffer(
      Ground ground,
      Reading<SortedMap<String, Vpc>> read,
      List<Change> agents,
      boolean removesLeftovers) {
    this.ground = ground;
    this.agents = agents;
    this.removesLeftovers = removesLeftovers;
    this.care = approach().endpointCare();
    this.path = ground.assignment().entry().path();
    this.unknown = read.problem().isPresent() && care != EndpointCare.IGNORED;
    if (ground.wanted().enabled() && ground.clustersRead()) {
      ground
          .vpcs()
          .ifPresent(all -> {
            all.values().forEach(this::compare);
            missing(all.keySet());
          });
      if (unknown) {
        unread();
      }
    }
  }

  private Approach approach() {
    return ground.assignment().entry().approach();
  }

  /// The changes of endpoints.
  List<Change> changes() {
    return changes;
  }

  List<EndpointFinding> findings() {
    return findings;
  }

  /// The changes of agents without those that would install one where it had no way to GuardDuty,
  /// or where that could not be read.
  List<Change> agents() {
    return agents.stream().filter(change -> !isInstalling(change) || !waits(change)).toList();
  }

  private static boolean isInstalling(Change change) {
    return change instanceof Change.ClusterAgent agent && agent.before().isEmpty();
  }

  /// Of a cluster whose VPC is not known, no endpoint is asked about.
  private boolean waits(Change change) {
    return change instanceof Change.ClusterAgent agent
        && Optional.ofNullable(ground.clusters().get(agent.cluster()))
            .flatMap(cluster -> cluster.build().vpc())
            .filter(vpc -> unknown || notConnected.contains(vpc))
            .isPresent();
  }

  /// Where an agent is not installed since it is not known whether it has a way.
  private void unread() {
    SortedSet<String> vpcs = new TreeSet<>();
    for (Change change : agents) {
      if (change instanceof Change.ClusterAgent agent && isInstalling(agent)) {
        Optional.ofNullable(ground.clusters().get(agent.cluster()))
            .flatMap(cluster -> cluster.build().vpc())
            .ifPresent(id -> vpcs.add(id));
      }
    }
    vpcs.forEach(id -> hold(id, new What.Unread()));
  }

  /// VPCs of clusters that need an endpoint, and that EC2 does not know.
  private void missing(Set<String> read) {
    SortedSet<String> lost = new TreeSet<>();
    ground.clusters().values().stream()
        .filter(this::needs)
        .flatMap(cluster -> cluster.build().vpc().stream())
        .filter(id -> !read.contains(id))
        .forEach(id -> lost.add(id));
    lost.forEach(id -> hold(id, new What.NoVpc()));
  }

  private boolean needs(Cluster cluster) {
    return !ground.shallManage(cluster.name())
        && approach().needsEndpoint(cluster.name(), ground.place().region());
  }

  private void compare(Vpc vpc) {
    boolean needed = ground.in(vpc.id()).anyMatch(this::needs);
    boolean usedBesidesEks = ground.detector().installsBesidesEks();
    if (needed) {
      check(vpc);
    } else if (usedBesidesEks && care == EndpointCare.MANAGED && vpc.has(Maker.EKSGUARD)) {
      note(vpc.id(), new What.UsedBesidesEks());
    } else {
      leave(vpc, Maker.EKSGUARD, care == EndpointCare.MANAGED);
    }
    if (!needed && !usedBesidesEks) {
      leave(vpc, Maker.GUARDDUTY, removesLeftovers && shallBeLeft());
    }
  }

  /// Whether GuardDuty lets go of some clusters: where it manages all, nothing is a leftover.
  private boolean shallBeLeft() {
    return !(approach() instanceof Approach.All);
  }

  private void check(Vpc vpc) {
    if (vpc.isSharedWith(ground.place().account())) {
      note(vpc.id(), new What.Shared(vpc.owner()));
      return;
    }
    List<Vpc.Endpoint> there = vpc.lasting();
    if (there.isEmpty() && care == EndpointCare.CHECKED) {
      hold(vpc.id(), new What.Missing());
    } else if (!vpc.resolves()) {
      hold(vpc.id(), new What.NoDns(vpc.dnsSupport(), vpc.dnsHostnames()));
    } else if (there.isEmpty()) {
      make(vpc);
    } else {
      check(vpc, there);
    }
  }

  private void make(Vpc vpc) {
    SortedSet<String> subnets = subnets(vpc);
    if (subnets.isEmpty()) {
      hold(vpc.id(), new What.NoAddress());
      return;
    }
    change(
        vpc,
        Optional.empty(),
        Optional.of(new EndpointSetup(subnets, vpc.ranges())),
        Maker.EKSGUARD,
        Reason.DIFFERS_FROM_FILE);
  }

  /// Of each zone the subnet with the most free addresses, of those that clusters are in.
  private SortedSet<String> subnets(Vpc vpc) {
    Set<String> ofClusters = new TreeSet<>();
    ground.in(vpc.id()).forEach(cluster -> ofClusters.addAll(cluster.build().subnets()));
    SortedMap<String, String> byZone = new TreeMap<>();
    vpc.subnets()
        .forEach((id, subnet) -> {
          if (subnet.free() > 0 && (ofClusters.isEmpty() || ofClusters.contains(id))) {
            byZone.merge(subnet.zone(), id, (one, other) -> freer(vpc, one, other));
          }
        });
    return new TreeSet<>(byZone.values());
  }

  private static String freer(Vpc vpc, String one, String other) {
    return free(vpc, other) > free(vpc, one) ? other : one;
  }

  private static int free(Vpc vpc, String subnet) {
    return Optional.ofNullable(vpc.subnets().get(subnet)).map(Vpc.Subnet::free).orElse(0);
  }

  private void check(Vpc vpc, List<Vpc.Endpoint> there) {
    List<Vpc.Endpoint> named = there.stream().filter(Vpc.Endpoint::privateDns).toList();
    Optional<Vpc.Endpoint> available = named.stream().filter(Vpc.Endpoint::isAvailable).findFirst();
    if (named.isEmpty()) {
      hold(vpc.id(), new What.PrivateDnsOff());
    } else if (available.isEmpty()) {
      hold(vpc.id(), new What.NotAvailable(named.getFirst().state()));
    } else {
      checkWay(vpc, available.get());
    }
  }

  private void checkWay(Vpc vpc, Vpc.Endpoint endpoint) {
    List<Vpc.Group> groups =
        endpoint.groups().stream()
            .flatMap(id -> Optional.ofNullable(vpc.groups().get(id)).stream())
            .toList();
    boolean allKnown = groups.size() == endpoint.groups().size();
    if (allKnown && groups.stream().noneMatch(Vpc.Group::openToOthers)) {
      Set<String> open = new TreeSet<>();
      groups.forEach(group -> open.addAll(group.open()));
      Optional<String> closed =
          vpc.ranges().stream().filter(range -> !Ranges.cover(open, range)).findFirst();
      if (open.isEmpty()) {
        hold(vpc.id(), new What.Closed());
      } else {
        closed.ifPresent(range -> note(vpc.id(), new What.PartlyClosed(range)));
      }
    }
    endpoint
        .policy()
        .filter(EndpointPolicy::refuses)
        .ifPresent(_ -> note(vpc.id(), new What.Denied()));
  }

  /// What nobody needs any more goes, if it may and no agent is left that could use it.
  private void leave(Vpc vpc, Maker maker, boolean goes) {
    boolean shallBeManaged =
        ground.in(vpc.id()).anyMatch(cluster -> ground.shallManage(cluster.name()));
    if (!vpc.has(maker) || shallBeManaged || vpc.isSharedWith(ground.place().account())) {
      return;
    }
    Optional<ClusterName> user =
        ground.in(vpc.id()).filter(this::keepsAgent).map(Cluster::name).findFirst();
    if (user.isPresent()) {
      note(vpc.id(), new What.InUse(user.get()));
    } else if (goes) {
      change(vpc, Optional.of(found(vpc, maker)), Optional.empty(), maker, Reason.NOT_IN_FILE);
    } else {
      note(vpc.id(), new What.Leftover(maker));
    }
  }

  /// Whether an agent is on it when the plan is done, as far as is known: without a look there may
  /// be one.
  private boolean keepsAgent(Cluster cluster) {
    boolean removed =
        agents.stream()
            .anyMatch(change ->
                change instanceof Change.ClusterAgent agent
                    && agent.cluster().equals(cluster.name())
                    && agent.after().isEmpty());
    boolean known =
        cluster.site().map(AgentSite::agent).filter(Reading.Absent.class::isInstance).isPresent();
    return !removed && !known;
  }

  private static EndpointSetup found(Vpc vpc, Maker maker) {
    SortedSet<String> subnets = new TreeSet<>();
    vpc.endpoints().values().stream()
        .filter(one -> one.maker() == maker)
        .forEach(one -> subnets.addAll(one.subnets()));
    SortedSet<String> ranges = new TreeSet<>();
    vpc.groups().values().stream()
        .filter(one -> one.maker() == maker)
        .forEach(one -> ranges.addAll(one.open()));
    return new EndpointSetup(subnets, ranges);
  }

  private void change(
      Vpc vpc,
      Optional<EndpointSetup> before,
      Optional<EndpointSetup> after,
      Maker maker,
      Reason reason) {
    changes.add(
        new Change.VpcEndpoint(
            ground.place(),
            ground.assignment().standing(),
            vpc.id(),
            before,
            after,
            maker,
            reason,
            path));
  }

  private void note(String vpc, What what) {
    findings.add(new EndpointFinding(ground.place(), vpc, what, new TreeSet<>(), path));
  }

  /// The same, and no agent is installed in the VPC.
  private void hold(String vpc, What what) {
    notConnected.add(vpc);
    SortedSet<ClusterName> waiting = new TreeSet<>();
    for (Change change : agents) {
      if (change instanceof Change.ClusterAgent agent
          && isInstalling(agent)
          && ground.in(vpc).anyMatch(cluster -> cluster.name().equals(agent.cluster()))) {
        waiting.add(agent.cluster());
      }
    }
    findings.add(new EndpointFinding(ground.place(), vpc, what, waiting, path));
  }
}
