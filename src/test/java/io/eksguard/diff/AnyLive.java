package io.eksguard.diff;

import io.eksguard.live.Agent;
import io.eksguard.live.AgentOffer;
import io.eksguard.live.AgentSite;
import io.eksguard.live.AgentStatus;
import io.eksguard.live.Cluster;
import io.eksguard.live.ClusterBuild;
import io.eksguard.live.Detector;
import io.eksguard.live.FeatureState;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveRegion;
import io.eksguard.live.LiveState;
import io.eksguard.live.Lives;
import io.eksguard.live.Member;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.model.Access;
import io.eksguard.model.AccountId;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.AgentVisit;
import io.eksguard.model.Assignment;
import io.eksguard.model.Assignments;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import io.eksguard.model.Units;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// An AWS of any shape, that can be read for any file. It knows nothing of how it is described.
///
/// Accounts are made after a few patterns with slips here and there, as in real organizations: else
/// no two would ever be alike.
public final class AnyLive {
  private static final List<Region> REGIONS =
      List.of(new Region("eu-west-1"), new Region("us-east-1"), new Region("us-west-2"));
  private static final AccountId ADMINISTRATOR = new AccountId("100000000000");
  private static final List<String> NAMES =
      List.of("true", "no", "1e3", "0123", "null", "web-1", "web_2", "2027-03-31", "Legacy");
  private static final List<String> TAGS = List.of("true", "false", "true", "false", "False", "");
  private static final String VERSION = "v1.12.1-eksbuild.4";
  private static final String ODD_VERSION = "nightly";
  private static final String ODD_VALUES = "{\"resources\":{\"limits\":{\"cpu\":\"1m\"}}}";
  private static final List<String> CONFIGURATIONS =
      List.of("", "", "{\"dnsPolicy\":\"Default\"}", ODD_VALUES);
  private static final String ODD_TAG = "aws:x";
  private static final List<SortedMap<String, String>> TAGS_OF_AGENTS =
      List.of(
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(Map.of("team", "security", "no", "\"'{[# \u001b\n")),
          new TreeMap<>(Map.of("a: {b}, #", "", "cost-center", "42", "by", ODD_TAG)));
  private static final List<String> STATUSES = List.of("Disabled", "Invited", "Removed: \u001b[2J");

  private final Random random;
  private final SortedSet<Region> regions = new TreeSet<>();
  private final Optional<AccountId> administrator;
  private final boolean memberRole;
  private final Map<Region, LiveRegion> organization = new HashMap<>();
  private final Map<Place, Reading<Detector>> detectors = new HashMap<>();
  private final Map<Place, Reading<SortedMap<ClusterName, Cluster>>> clusters = new HashMap<>();
  private final Map<Place, SortedMap<ClusterName, Reading<Agent>>> agents = new HashMap<>();
  private final Map<Place, AnyVpcs> vpcs = new HashMap<>();

  /// How an account is covered in one region.
  private record Pattern(
      Map<Feature, Setting> settings, SortedMap<String, Optional<String>> clusters) {}

  private AnyLive(Random random) {
    this.random = random;
    this.administrator = oneIn(6) ? Optional.empty() : Optional.of(ADMINISTRATOR);
    this.memberRole = !oneIn(8);
    REGIONS.stream().filter(_ -> !oneIn(3)).forEach(region -> regions.add(region));
    regions.add(REGIONS.get(random.nextInt(REGIONS.size())));
  }

  /// The one of this seed.
  public static AnyLive of(long seed) {
    var live = new AnyLive(new Random(seed));
    live.fill();
    live.addAgents(new Random(~seed));
    live.addVpcs(new Random(31 * seed + 7));
    return live;
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  private <T> T any(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private void fill() {
    List<Map<Region, Pattern>> patterns = new ArrayList<>();
    boolean bothFeatures = oneIn(3);
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      patterns.add(pattern(bothFeatures));
    }
    SortedMap<Feature, AutoEnableSetting> values = organizationValues();
    int members = administrator.isEmpty() ? 0 : random.nextInt(9);
    for (Region region : regions) {
      SortedMap<AccountId, Member> known = new TreeMap<>();
      for (int i = 0; i < members; i++) {
        var account = new AccountId("20000000000" + i);
        if (!oneIn(15)) {
          String status = oneIn(12) ? any(STATUSES) : any(List.of("Enabled", "enabled"));
          known.put(account, new Member(account, status));
        }
        fill(new Place(account, region), patterns.get(i % patterns.size()));
      }
      fill(new Place(ADMINISTRATOR, region), patterns.getFirst());
      SortedMap<Feature, AutoEnableSetting> own = oneIn(8) ? organizationValues() : values;
      organization.put(
          region,
          administrator.isEmpty()
              ? LiveRegion.NOT_READ
              : new LiveRegion(
                  sometimesUnknown(known, "guardduty:ListMembers"),
                  sometimesUnknown(
                      OrganizationSettings.of(any(List.of(AutoEnable.values())), own),
                      "guardduty:DescribeOrganizationConfiguration")));
    }
  }

  private <T> Reading<T> sometimesUnknown(T value, String operation) {
    return oneIn(40)
        ? new Reading.Unknown<>(Lives.denied(operation))
        : new Reading.Present<>(value);
  }

  private SortedMap<Feature, AutoEnableSetting> organizationValues() {
    SortedMap<Feature, AutoEnableSetting> values = new TreeMap<>();
    values.put(Feature.RUNTIME_MONITORING, organizationValue());
    if (!oneIn(5)) {
      values.put(
          Feature.EKS_RUNTIME_MONITORING, oneIn(6) ? organizationValue() : AutoEnableSetting.NONE);
    }
    return values;
  }

  private AutoEnableSetting organizationValue() {
    var usual = List.of(AutoEnable.NONE, AutoEnable.NEW, AutoEnable.NEW, AutoEnable.ALL);
    AutoEnable feature = any(usual);
    return new AutoEnableSetting(feature, oneIn(2) ? feature : any(usual));
  }

  private Map<Region, Pattern> pattern(boolean bothFeatures) {
    Map<Region, Pattern> pattern = new HashMap<>();
    Pattern usual = regionPattern(bothFeatures);
    regions.forEach(region -> pattern.put(region, oneIn(5) ? regionPattern(bothFeatures) : usual));
    return pattern;
  }

  private Pattern regionPattern(boolean bothFeatures) {
    Map<Feature, Setting> settings = new HashMap<>();
    settings.put(Feature.RUNTIME_MONITORING, new Setting(!oneIn(3), random.nextBoolean()));
    settings.put(
        Feature.EKS_RUNTIME_MONITORING,
        bothFeatures ? new Setting(random.nextBoolean(), random.nextBoolean()) : Setting.OFF);
    SortedMap<String, Optional<String>> found = new TreeMap<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      found.put(any(NAMES), oneIn(2) ? Optional.empty() : Optional.of(any(TAGS)));
    }
    return new Pattern(settings, found);
  }

  private void fill(Place place, Map<Region, Pattern> patterns) {
    Pattern usual = patterns.getOrDefault(place.region(), regionPattern(false));
    Pattern pattern = oneIn(6) ? regionPattern(oneIn(3)) : usual;
    SortedMap<Feature, FeatureState> features = new TreeMap<>();
    pattern
        .settings()
        .forEach((feature, setting) ->
            features.put(
                feature,
                new FeatureState(
                    setting,
                    oneIn(4) ? new TreeSet<>(List.of("EC2_AGENT_MANAGEMENT")) : new TreeSet<>())));
    if (oneIn(30)) {
      features.remove(any(List.of(Feature.values())));
    }
    detectors.put(
        place,
        oneIn(40)
            ? new Reading.Absent<>()
            : sometimesUnknown(new Detector(features), "guardduty:GetDetector"));
    SortedMap<ClusterName, Cluster> found = new TreeMap<>();
    pattern
        .clusters()
        .forEach((name, tag) -> {
          var cluster = Lives.cluster(place, name, tag);
          found.put(
              cluster.name(),
              new Cluster(
                  cluster.name(),
                  cluster.arn(),
                  tag,
                  oneIn(20),
                  Optional.of(Instant.EPOCH.plusMillis(name.length())),
                  tag.map(value -> "stack-" + value),
                  build(name),
                  Optional.empty()));
        });
    clusters.put(place, sometimesUnknown(found, "eks:ListClusters"));
  }

  /// Accounts after one pattern have the same agents here and there.
  private void addAgents(Random dice) {
    boolean any = dice.nextInt(2) == 0;
    new TreeMap<>(clusters)
        .forEach((place, read) ->
            read.asOptional()
                .ifPresent(found -> {
                  SortedMap<ClusterName, Reading<Agent>> here = new TreeMap<>();
                  found
                      .keySet()
                      .forEach(name -> here.put(name, any ? agent(dice) : new Reading.Absent<>()));
                  agents.put(place, here);
                }));
  }

  private void addVpcs(Random dice) {
    new TreeMap<>(clusters)
        .forEach((place, read) -> {
          SortedSet<String> ids = new TreeSet<>();
          read.asOptional().stream()
              .flatMap(all -> all.values().stream())
              .forEach(cluster -> cluster.build().vpc().ifPresent(id -> ids.add(id)));
          vpcs.put(place, new AnyVpcs(place, ids, dice));
        });
  }

  /// Whether an endpoint of ours is in a place.
  boolean hasOurEndpoint(Place place) {
    return Optional.ofNullable(vpcs.get(place)).filter(AnyVpcs::hasOurs).isPresent();
  }

  private static <T> T pick(Random dice, T[] from) {
    List<T> all = List.of(from);
    return all.get(dice.nextInt(all.size()));
  }

  private static Reading<Agent> agent(Random dice) {
    int kind = dice.nextInt(40);
    if (kind == 0) {
      return new Reading.Unknown<>(Lives.denied("eks:DescribeAddon"));
    }
    if (kind < 10) {
      return new Reading.Absent<>();
    }
    var setup =
        new AgentSetup(
            dice.nextInt(5) == 0 ? ODD_VERSION : VERSION,
            Optional.of(CONFIGURATIONS.get(dice.nextInt(CONFIGURATIONS.size())))
                .filter(values -> !values.isEmpty()),
            TAGS_OF_AGENTS.get(dice.nextInt(TAGS_OF_AGENTS.size())));
    return new Reading.Present<>(
        new Agent(
            setup,
            dice.nextInt(4) == 0 ? pick(dice, AgentStatus.values()) : AgentStatus.ACTIVE,
            dice.nextInt(4) == 0 ? pick(dice, Agent.Owner.values()) : Agent.Owner.EKSGUARD,
            List.of()));
  }

  /// Whether a file has words for an agent that is set up so.
  public static boolean hasWords(AgentSetup setup) {
    return !setup.version().equals(ODD_VERSION)
        && !setup.configuration().equals(Optional.of(ODD_VALUES))
        && !setup.tags().containsValue(ODD_TAG);
  }

  /// The clusters of a place that have an agent of ours that stays.
  public SortedSet<ClusterName> ours(Place place) {
    SortedSet<ClusterName> ours = new TreeSet<>();
    SortedMap<ClusterName, Cluster> found =
        clusters.getOrDefault(place, new Reading.NotRead<>()).asOptional().orElseGet(TreeMap::new);
    agents
        .getOrDefault(place, new TreeMap<>())
        .forEach((name, agent) ->
            agent
                .asOptional()
                .filter(one -> one.isOurs() && one.status() != AgentStatus.DELETING)
                .filter(_ -> found.containsKey(name) && !found.get(name).leaving())
                .ifPresent(_ -> ours.add(name)));
    return ours;
  }

  /// What `import` reads: everything, then the agents by hand, then the VPCs of those.
  public LiveState surveyed() {
    LiveState all = read(survey());
    SortedMap<Place, SortedMap<ClusterName, Reading<Agent>>> read = new TreeMap<>();
    AgentSurvey.toRead(all)
        .forEach((place, names) -> {
          SortedMap<ClusterName, Reading<Agent>> here = new TreeMap<>();
          names.forEach(name ->
              here.put(
                  name,
                  agents
                      .getOrDefault(place, new TreeMap<>())
                      .getOrDefault(name, new Reading.Absent<>())));
          read.put(place, here);
        });
    LiveState joined = AgentSurvey.joined(all, read);
    SortedMap<Place, Reading<SortedMap<String, Vpc>>> around = new TreeMap<>();
    EndpointSurvey.toRead(joined)
        .forEach((place, ids) ->
            Optional.ofNullable(vpcs.get(place))
                .ifPresent(here -> around.put(place, here.read(ids, true))));
    return EndpointSurvey.joined(joined, around);
  }

  private static ClusterBuild build(String name) {
    var traits = new TreeSet<ClusterBuild.Trait>();
    traits.add(List.of(ClusterBuild.Trait.values()).get(name.length() % 3));
    return name.length() % 2 == 0
        ? ClusterBuild.UNKNOWN
        : new ClusterBuild(
            Optional.of("ACTIVE"), Optional.of("1.33"), Optional.of("vpc-" + name), traits);
  }

  /// What is read for in order to describe it.
  public Desired survey() {
    var role =
        new Access.Role("arn:aws:iam::{account}:role/x", Optional.of("no"), Optional.empty());
    var access =
        new Access(
            Optional.empty(), memberRole ? Optional.of(role) : Optional.empty(), Optional.empty());
    return administrator
        .map(account -> Survey.ofOrganization(regions, account, access))
        .orElseGet(() -> Survey.ofStandalone(regions, ADMINISTRATOR, access));
  }

  /// How many accounts there are beside the administrator.
  public int members() {
    return activeMembers().size();
  }

  /// The accounts that are active members somewhere.
  public SortedSet<AccountId> activeMembers() {
    return regions.stream()
        .flatMap(region -> active(region).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The active members in a region, as far as they could be listed.
  public SortedSet<AccountId> active(Region region) {
    return region(region).members().asOptional().stream()
        .flatMap(known -> known.values().stream())
        .filter(Member::isActive)
        .map(Member::account)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private LiveRegion region(Region region) {
    return organization.getOrDefault(region, LiveRegion.NOT_READ);
  }

  /// Reads it for a file, in the way that AWS is read.
  public LiveState read(Desired desired) {
    SortedMap<Region, LiveRegion> found = new TreeMap<>();
    SortedMap<Place, LivePlace> places = new TreeMap<>();
    for (Region region : desired.regions()) {
      found.put(region, region(region));
      for (Assignment assignment : Assignments.in(region, desired, active(region), Units.NONE)) {
        places.put(
            assignment.place(),
            around(visited(read(assignment), AgentVisit.of(assignment.entry(), desired)), desired));
      }
    }
    return new LiveState(found, places, new Reading.NotRead<>(), new TreeSet<>(), new TreeSet<>());
  }

  /// With the agents on the clusters where they are the file's business.
  private LivePlace visited(LivePlace found, AgentVisit visit) {
    Place place = found.assignment().place();
    return new LivePlace(
        found.assignment(),
        found.detector(),
        found
            .clusters()
            .map(all -> {
              SortedMap<ClusterName, Cluster> visited = new TreeMap<>(all);
              visited.replaceAll((name, cluster) ->
                  !cluster.leaving() && visit.visits(name, place.region())
                      ? cluster.with(site(place, name, visit))
                      : cluster);
              return visited;
            }));
  }

  /// With the VPCs where endpoints are the file's business.
  private LivePlace around(LivePlace found, Desired desired) {
    return new LivePlace(
        found.assignment(),
        found.detector(),
        found.clusters(),
        found.throughAdministrator(),
        Optional.ofNullable(vpcs.get(found.assignment().place()))
            .map(here -> here.read(found.assignment(), desired, found.clusters()))
            .orElseGet(Reading.NotRead::new));
  }

  private AgentSite site(Place place, ClusterName cluster, AgentVisit visit) {
    Reading<Agent> agent =
        agents.getOrDefault(place, new TreeMap<>()).getOrDefault(cluster, new Reading.Absent<>());
    var offer = new AgentOffer("1.33", List.of("v9", VERSION), Optional.of("v9"), new TreeMap<>());
    return new AgentSite(
        agent,
        visit.line(cluster, place.region()).isPresent()
            ? new Reading.Present<>(offer)
            : new Reading.NotRead<>());
  }

  private LivePlace read(Assignment assignment) {
    Place place = assignment.place();
    boolean member = assignment.standing() == Standing.MEMBER;
    boolean active = !member || active(place.region()).contains(place.account());
    boolean reads = assignment.setting().enabled() && active && (!member || memberRole);
    Reading<Detector> notRead = new Reading.Unknown<>(Lives.denied("guardduty:GetMemberDetectors"));
    Reading<Detector> detector = active ? detectors.getOrDefault(place, notRead) : notRead;
    return new LivePlace(
        assignment,
        // GetMemberDetectors has no answer for a member without a detector.
        member && detector instanceof Reading.Absent ? notRead : detector,
        reads ? clusters.getOrDefault(place, new Reading.NotRead<>()) : new Reading.NotRead<>());
  }
}
