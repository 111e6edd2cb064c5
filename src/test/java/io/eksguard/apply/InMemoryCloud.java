package io.eksguard.apply;

import io.eksguard.diff.Change;
import io.eksguard.live.Agent;
import io.eksguard.live.AgentStatus;
import io.eksguard.live.Cluster;
import io.eksguard.live.Depth;
import io.eksguard.live.Detector;
import io.eksguard.live.FeatureState;
import io.eksguard.live.LiveCoverage;
import io.eksguard.live.LivePolicy;
import io.eksguard.live.LiveReader;
import io.eksguard.live.LiveRegion;
import io.eksguard.live.LiveState;
import io.eksguard.live.Lives;
import io.eksguard.live.Member;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.model.AccountId;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import io.eksguard.model.Units;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// AWS in memory, behind both ports: begins as a live state, does what it is told, writes down the
/// writes, and lets a test interfere.
final class InMemoryCloud implements LiveReader, Writer {
  private final Map<String, Optional<Agent>> agents = new HashMap<>();
  private final Map<String, Vpc> vpcs = new HashMap<>();
  private final Queue<Agent> shownAfterwards = new ArrayDeque<>();
  private final Map<Place, SortedMap<ClusterName, Cluster>> clusters = new ConcurrentHashMap<>();
  private final Map<Place, Detector> detectors = new ConcurrentHashMap<>();
  private final Map<Region, OrganizationSettings> settings = new ConcurrentHashMap<>();
  private final Map<Region, SortedMap<AccountId, Member>> members = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> hidden = new ConcurrentHashMap<>();
  private final Map<String, Cluster> before = new ConcurrentHashMap<>();
  private final AtomicReference<Optional<LivePolicy>> policy =
      new AtomicReference<>(Optional.empty());
  private final List<String> writes = new ArrayList<>();
  private final List<String> reads = new ArrayList<>();
  private Consumer<String> onWrite = _ -> {};
  private Consumer<String> onRead = _ -> {};
  private Optional<Reading<SortedMap<ClusterName, Cluster>>> clustersRead = Optional.empty();
  private Function<String, Optional<Written>> answers = _ -> Optional.empty();

  InMemoryCloud(LiveState live) {
    live.places()
        .forEach((place, found) -> {
          found.detector().asOptional().ifPresent(d -> detectors.put(place, d));
          clusters.put(place, found.clusters().asOptional().orElseGet(TreeMap::new));
        });
    live.regions()
        .forEach((region, found) -> {
          organization(found).ifPresent(s -> settings.put(region, s));
          members.put(region, new TreeMap<>(found.members().asOptional().orElseGet(TreeMap::new)));
        });
  }

  private static Optional<OrganizationSettings> organization(LiveRegion region) {
    return region.settings().asOptional();
  }

  /// An account has joined since.
  InMemoryCloud joined(Region region, AccountId account) {
    members
        .computeIfAbsent(region, _ -> new TreeMap<>())
        .put(account, new Member(account, "Enabled"));
    return this;
  }

  /// Calls this at the start of each write, in the thread of the write.
  InMemoryCloud onWrite(Consumer<String> what) {
    onWrite = what;
    return this;
  }

  /// Calls this at the start of each read of clusters, in the thread of the read.
  InMemoryCloud onRead(Consumer<String> what) {
    onRead = what;
    return this;
  }

  /// Answers every read of an account's clusters so.
  InMemoryCloud clusters(Reading<SortedMap<ClusterName, Cluster>> reading) {
    clustersRead = Optional.of(reading);
    return this;
  }

  /// Lets some writes come to something else, without effect. A write is asked for as `tag
  /// us-east-1/444455556666/web`, a member as `member us-east-1/444455556666`.
  InMemoryCloud answer(Function<String, Optional<Written>> what) {
    answers = what;
    return this;
  }

  InMemoryCloud refuse(String write) {
    return answer(asked ->
        asked.equals(write)
            ? Optional.of(new Written.Refused(Lives.denied(write)))
            : Optional.empty());
  }

  /// Hides the change of a cluster's tag from so many lists of its account.
  InMemoryCloud hideTag(Place place, String cluster, int lists) {
    hidden.put(place + "/" + cluster, new AtomicInteger(lists));
    return this;
  }

  /// Sets a tag, or adds a cluster, as another hand would.
  synchronized void set(Place place, String cluster, Optional<String> tag) {
    SortedMap<ClusterName, Cluster> all = new TreeMap<>(clusters.getOrDefault(place, none()));
    var changed = Lives.cluster(place, cluster, tag);
    all.put(changed.name(), changed);
    clusters.put(place, all);
  }

  synchronized void remove(Place place, String cluster) {
    SortedMap<ClusterName, Cluster> all = new TreeMap<>(clusters.getOrDefault(place, none()));
    all.remove(new ClusterName(cluster));
    clusters.put(place, all);
  }

  void set(Place place, Setting runtime) {
    set(place, runtime, Setting.OFF);
  }

  void set(Place place, Setting runtime, Setting eks) {
    detectors.put(place, Lives.detector(runtime, eks));
  }

  /// The writes, in the order in which they began.
  synchronized List<String> writes() {
    return List.copyOf(writes);
  }

  /// The reads of clusters and detectors, in the order in which they began.
  synchronized List<String> reads() {
    return List.copyOf(reads);
  }

  private static SortedMap<ClusterName, Cluster> none() {
    return new TreeMap<>();
  }

  @Override
  public Reading<AccountId> caller() {
    return new Reading.NotRead<>();
  }

  @Override
  public LiveState read(Desired desired, Depth depth) {
    throw new UnsupportedOperationException("the applier never reads everything");
  }

  @Override
  public LiveState readOne(Desired desired, AccountId account, Depth depth) {
    throw new UnsupportedOperationException("the applier never reads by the file");
  }

  private synchronized void noteRead(String read) {
    reads.add(read);
  }

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
    return new Reading.NotRead<>();
  }

  @Override
  public Reading<SortedMap<ClusterName, Cluster>> clusters(Place place, Standing standing) {
    noteRead("clusters " + place);
    onRead.accept("clusters " + place);
    SortedMap<ClusterName, Cluster> seen = new TreeMap<>();
    clusters
        .getOrDefault(place, none())
        .forEach((name, cluster) -> seen.put(name, asSeen(place, cluster)));
    return clustersRead.orElseGet(() -> new Reading.Present<>(seen));
  }

  private Cluster asSeen(Place place, Cluster cluster) {
    String key = place + "/" + cluster.name();
    var left = hidden.get(key);
    var old = before.get(key);
    return left != null && old != null && left.getAndDecrement() > 0 ? old : cluster;
  }

  @Override
  public Reading<Cluster> cluster(Place place, Standing standing, ClusterName cluster) {
    var found = clusters.getOrDefault(place, none()).get(cluster);
    return found == null ? new Reading.Absent<>() : new Reading.Present<>(found);
  }

  @Override
  public Reading<Detector> ownDetector(Place place, Standing standing) {
    var found = detectors.get(place);
    return found == null ? new Reading.Absent<>() : new Reading.Present<>(found);
  }

  @Override
  public SortedMap<AccountId, Reading<Detector>> memberDetectors(
      Region region, Set<AccountId> accounts) {
    noteRead("members " + accounts.size());
    SortedMap<AccountId, Reading<Detector>> found = new TreeMap<>();
    accounts.forEach(
        account -> found.put(account, ownDetector(new Place(account, region), Standing.MEMBER)));
    return found;
  }

  @Override
  public Reading<SortedMap<AccountId, Member>> members(Region region) {
    var found = members.get(region);
    return found == null ? new Reading.Absent<>() : new Reading.Present<>(found);
  }

  @Override
  public Reading<OrganizationSettings> organizationSettings(Region region) {
    var found = settings.get(region);
    return found == null ? new Reading.Absent<>() : new Reading.Present<>(found);
  }

  private void begin(String write) {
    synchronized (this) {
      writes.add(write);
    }
    onWrite.accept(write);
  }

  @Override
  public Written tag(Change.ClusterTag change) {
    String name = change.place() + "/" + change.cluster();
    begin("tag " + name + "=" + change.after().orElse(""));
    return answers
        .apply("tag " + name)
        .orElseGet(() -> {
          var old = clusters.getOrDefault(change.place(), none()).get(change.cluster());
          if (old != null) {
            before.put(name, old);
          }
          set(change.place(), change.cluster().value(), change.after());
          return new Written.Taken();
        });
  }

  /// What is read of an agent after the next write of one, once each; then what is there.
  synchronized void showsAfterTheWrite(Agent... agents) {
    shownAfterwards.addAll(List.of(agents));
  }

  /// Puts a VPC there.
  synchronized void vpc(Place place, Vpc vpc) {
    vpcs.put(place + "/" + vpc.id(), vpc);
  }

  @Override
  public synchronized Reading<SortedMap<String, Vpc>> vpcs(
      Place place, Standing standing, Set<String> wanted, boolean left) {
    SortedMap<String, Vpc> found = new TreeMap<>();
    for (String id : wanted) {
      Optional.ofNullable(vpcs.get(place + "/" + id)).ifPresent(vpc -> found.put(id, vpc));
    }
    return new Reading.Present<>(found);
  }

  /// What is removed goes in two goes: first the endpoint, then its group.
  @Override
  public Written endpoint(Change.VpcEndpoint change) {
    String name = change.place() + "/" + change.vpc();
    begin("endpoint " + name + "=" + change.after().map(Object::toString).orElse(""));
    return answers
        .apply("endpoint " + name)
        .orElseGet(() -> {
          write(name, change);
          return new Written.Taken();
        });
  }

  private synchronized void write(String name, Change.VpcEndpoint change) {
    Vpc vpc = Optional.ofNullable(vpcs.get(name)).orElseThrow();
    SortedMap<String, Vpc.Endpoint> endpoints = new TreeMap<>(vpc.endpoints());
    SortedMap<String, Vpc.Group> groups = new TreeMap<>(vpc.groups());
    if (change.after().isPresent()) {
      groups.put("sg-made", new Vpc.Group(change.after().get().ranges(), false, change.maker()));
      endpoints.put(
          "vpce-made",
          new Vpc.Endpoint(
              "available",
              true,
              change.after().get().subnets(),
              new TreeSet<>(List.of("sg-made")),
              Optional.empty(),
              change.maker()));
    } else if (!endpoints.values().removeIf(one -> one.maker() == change.maker())) {
      groups.values().removeIf(one -> one.maker() == change.maker());
    }
    vpcs.put(
        name,
        new Vpc(
            vpc.id(),
            vpc.owner(),
            vpc.ranges(),
            vpc.dnsSupport(),
            vpc.dnsHostnames(),
            vpc.subnets(),
            endpoints,
            groups));
  }

  /// Puts an agent on a cluster, or takes it away.
  synchronized void agent(Place place, String cluster, Optional<Agent> agent) {
    agents.put(place + "/" + cluster, agent);
  }

  @Override
  public synchronized Reading<Agent> agent(Place place, Standing standing, ClusterName cluster) {
    Agent shown = writes.isEmpty() ? null : shownAfterwards.poll();
    if (shown != null) {
      return new Reading.Present<>(shown);
    }
    return agents
        .getOrDefault(place + "/" + cluster, Optional.empty())
        .<Reading<Agent>>map(Reading.Present::new)
        .orElseGet(Reading.Absent::new);
  }

  private synchronized Optional<Agent> there(String name) {
    return agents.getOrDefault(name, Optional.empty());
  }

  @Override
  public Written agentTags(Change.ClusterAgent change) {
    String name = change.place() + "/" + change.cluster();
    AgentSetup wanted = change.after().orElseThrow();
    begin("tags of agent " + name + "=" + wanted.tags());
    return answers
        .apply("tags of agent " + name)
        .orElseGet(() -> {
          Agent there = there(name).orElseThrow();
          SortedMap<String, String> tags = new TreeMap<>(there.setup().tags());
          tags.keySet().removeAll(change.tagKeys());
          tags.putAll(wanted.tags());
          agent(
              change.place(),
              change.cluster().value(),
              Optional.of(
                  new Agent(
                      there.setup().tagged(tags), there.status(), there.owner(), there.issues())));
          return new Written.Taken();
        });
  }

  @Override
  public Written agent(Change.ClusterAgent change) {
    String name = change.place() + "/" + change.cluster();
    begin("agent " + name + "=" + change.after().map(Object::toString).orElse(""));
    return answers
        .apply("agent " + name)
        .orElseGet(() -> {
          Optional<Agent> there = there(name);
          agent(
              change.place(),
              change.cluster().value(),
              change
                  .after()
                  .map(setup -> there.map(old -> setup.tagged(old.setup().tags())).orElse(setup))
                  .map(setup ->
                      new Agent(setup, AgentStatus.ACTIVE, Agent.Owner.EKSGUARD, List.of())));
          return new Written.Taken();
        });
  }

  @Override
  public Written ownDetector(Change.AccountFeature change) {
    begin("own " + change.place() + " " + change.feature() + " " + change.after());
    return answers
        .apply("own " + change.place())
        .orElseGet(() -> {
          feature(change.place(), change.feature(), change.after());
          return new Written.Taken();
        });
  }

  @Override
  public SortedMap<AccountId, Written> members(
      Region region, Feature feature, Setting after, Set<AccountId> accounts) {
    var ids =
        new TreeSet<>(accounts).stream().map(AccountId::value).collect(Collectors.joining(","));
    begin("members " + region + " " + feature + " " + after + " " + ids);
    SortedMap<AccountId, Written> written = new TreeMap<>();
    for (AccountId account : accounts) {
      var place = new Place(account, region);
      var other = answers.apply("member " + place);
      if (other.isEmpty()) {
        feature(place, feature, after);
      }
      written.put(account, other.orElseGet(Written.Taken::new));
    }
    return written;
  }

  synchronized void feature(Place place, Feature feature, Setting after) {
    Map<Feature, FeatureState> features = new HashMap<>();
    Optional.ofNullable(detectors.get(place)).ifPresent(d -> features.putAll(d.features()));
    features.put(feature, FeatureState.of(after));
    detectors.put(place, Detector.of(features));
  }

  /// The policy that is there.
  InMemoryCloud policy(LivePolicy live) {
    policy.set(Optional.of(live));
    return this;
  }

  @Override
  public Reading<LivePolicy> policy(String name) {
    return policy
        .get()
        .<Reading<LivePolicy>>map(Reading.Present::new)
        .orElseGet(Reading.Absent::new);
  }

  @Override
  public Reading<String> callerArn() {
    return new Reading.Present<>("arn:aws:iam::111122223333:user/alice");
  }

  @Override
  public Written policyText(Change.PolicyText change) {
    begin("policy text");
    return answers
        .apply("policy text")
        .orElseGet(() -> {
          var targets = policy.get().map(LivePolicy::targets).orElseGet(TreeSet::new);
          policy.set(Optional.of(new LivePolicy("p-1", change.after(), targets)));
          return new Written.Taken();
        });
  }

  @Override
  public Written policyTarget(Change.PolicyTarget change) {
    String what = (change.attached() ? "attach " : "detach ") + change.target();
    begin("policy " + what);
    return answers
        .apply("policy " + what)
        .orElseGet(() -> {
          var live = policy.get().orElseThrow();
          var targets = new TreeSet<>(live.targets());
          if (change.attached()) {
            targets.add(change.target());
          } else {
            targets.remove(change.target());
          }
          policy.set(Optional.of(new LivePolicy(live.id(), live.content(), targets)));
          return new Written.Taken();
        });
  }

  @Override
  public Written organization(Change.OrganizationFeature change) {
    begin("organization " + change.region() + " " + change.feature() + " " + change.after());
    return answers
        .apply("organization " + change.region())
        .orElseGet(() -> {
          SortedMap<Feature, AutoEnableSetting> features = new TreeMap<>();
          Optional.ofNullable(settings.get(change.region()))
              .ifPresent(s -> features.putAll(s.features()));
          features.put(change.feature(), change.after());
          settings.put(
              change.region(), new OrganizationSettings(change.guardDutyAfter(), features));
          return new Written.Taken();
        });
  }
}
