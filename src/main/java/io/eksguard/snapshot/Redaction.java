package io.eksguard.snapshot;

import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.SourcePos;
import io.eksguard.live.Agent;
import io.eksguard.live.AgentIssue;
import io.eksguard.live.AgentSite;
import io.eksguard.live.Cluster;
import io.eksguard.live.ClusterBuild;
import io.eksguard.live.LiveProtection;
import io.eksguard.live.LiveRegion;
import io.eksguard.live.Member;
import io.eksguard.live.MemberState;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.model.AccountId;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Units;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Takes out of a snapshot what names anybody, so that it can be shown to others.
///
/// Regions, settings, known tag values, what a member's status means, times, and private ranges of
/// addresses stay. Account ids, names of clusters, ARNs, ids of units and of what is in VPCs, and
/// other ranges become pseudonyms. What others may have written freely is left out: messages of
/// AWS, other words of status, other tag values, tags of agents, stacks, policies of endpoints. The
/// policy that protects the tag is left out as well: its text names roles by patterns, and a
/// pattern cannot be replaced by one that matches what it matched.
public final class Redaction {
  private static final Set<String> TAGS = Set.of("true", "false", "");
  private static final String LEFT_OUT = "redacted";
  private static final Pattern STATUS = Pattern.compile("[A-Z_]{1,40}");
  private static final Pattern VERSION = Pattern.compile("[0-9.]{1,20}");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9-]{1,40}");
  private static final String SUBNET = "subnet";
  private static final String GROUP = "sg";

  /// Every address, and the ranges that everybody uses.
  ///
  /// @see <a href="https://www.rfc-editor.org/rfc/rfc1918">RFC 1918</a>
  /// @see <a href="https://www.rfc-editor.org/rfc/rfc6598">RFC 6598</a>
  private static final Pattern NOBODYS =
      Pattern.compile(
          "0\\.0\\.0\\.0/0|(10\\.|192\\.168\\.|172\\.(1[6-9]|2\\d|3[01])\\."
              + "|100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.)[0-9./]{1,16}");

  private final Pseudonyms names;

  /// @param salt by which the pseudonyms are made; at least one byte
  public Redaction(byte[] salt) {
    this.names = new Pseudonyms(salt);
  }

  /// A snapshot that names nobody, and which pseudonym stands for what.
  public record Redacted(
      Snapshot snapshot,
      SortedMap<String, String> accounts,
      SortedMap<String, String> clusters,
      SortedMap<String, String> units,
      SortedMap<String, String> vpcs) {
    /// The pseudonyms as JSON, with a line break at its end.
    public String mapAsText() {
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      root.put("kind", "eksguard-redaction-map");
      root.put("formatVersion", "1.0");
      put(root.putObject("accounts"), accounts);
      put(root.putObject("clusters"), clusters);
      put(root.putObject("units"), units);
      put(root.putObject("vpcs"), vpcs);
      return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static void put(ObjectNode node, SortedMap<String, String> names) {
      names.forEach((name, pseudonym) -> node.put(name, pseudonym));
    }
  }

  /// The same without what names anybody.
  public Redacted of(Snapshot snapshot) {
    SortedMap<Region, LiveRegion> regions = new TreeMap<>();
    snapshot.regions().forEach((region, found) -> regions.put(region, region(found)));
    SortedMap<Place, PlaceFacts> places = new TreeMap<>();
    snapshot
        .places()
        .forEach((place, facts) ->
            places.put(new Place(account(place.account()), place.region()), facts(place, facts)));
    Asked asked = snapshot.asked();
    var redacted =
        new Snapshot(
            snapshot.taken(),
            snapshot.eksguardVersion(),
            snapshot.origin(),
            true,
            new Asked(
                asked.feature(),
                asked.administrator().map(this::account),
                asked.units().stream()
                    .map(names::unit)
                    .collect(Collectors.toCollection(TreeSet::new)),
                Optional.empty(),
                new TreeSet<>()),
            regions,
            places,
            mapped(snapshot.units(), this::units),
            LiveProtection.NOT_READ);
    return new Redacted(redacted, names.accounts(), names.clusters(), names.units(), names.vpcs());
  }

  private AccountId account(AccountId account) {
    return new AccountId(names.account(account.value()));
  }

  private <T> Reading<T> mapped(Reading<T> reading, UnaryOperator<T> value) {
    return switch (reading) {
      case Reading.Present<T>(T found) -> new Reading.Present<>(value.apply(found));
      case Reading.Unknown<T>(Diagnostic why) -> new Reading.Unknown<>(problem(why));
      case Reading.Absent<T> _, Reading.NotRead<T> _ -> reading;
    };
  }

  private Diagnostic problem(Diagnostic why) {
    var bare =
        new Diagnostic(
            why.severity(),
            why.code(),
            "It could not be read; what was told is left out of a redacted snapshot.",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return why.where()
        .map(where ->
            switch (where) {
              case AwsCall call ->
                  bare.at(
                      new AwsCall(
                          AccountId.isValid(call.account())
                              ? names.account(call.account())
                              : LEFT_OUT,
                          Region.isValid(call.region()) ? call.region() : LEFT_OUT,
                          call.operation(),
                          Optional.empty()));
              case SourcePos _ -> bare;
            })
        .orElse(bare);
  }

  private LiveRegion region(LiveRegion region) {
    return new LiveRegion(
        mapped(region.members(), this::members), mapped(region.settings(), settings -> settings));
  }

  private SortedMap<AccountId, Member> members(SortedMap<AccountId, Member> members) {
    SortedMap<AccountId, Member> redacted = new TreeMap<>();
    members
        .values()
        .forEach(member -> {
          AccountId account = account(member.account());
          boolean known = member.state() != MemberState.OTHER;
          redacted.put(account, new Member(account, known ? member.state().name() : LEFT_OUT));
        });
    return redacted;
  }

  private PlaceFacts facts(Place place, PlaceFacts facts) {
    return new PlaceFacts(
        facts.standing(),
        mapped(facts.detector(), detector -> detector),
        mapped(facts.clusters(), clusters -> clusters(place, clusters)),
        mapped(facts.vpcs(), this::vpcs));
  }

  private SortedMap<String, Vpc> vpcs(SortedMap<String, Vpc> vpcs) {
    SortedMap<String, Vpc> redacted = new TreeMap<>();
    vpcs.values().stream().map(this::vpc).forEach(vpc -> redacted.put(vpc.id(), vpc));
    return redacted;
  }

  private Vpc vpc(Vpc vpc) {
    SortedMap<String, Vpc.Subnet> subnets = new TreeMap<>();
    vpc.subnets()
        .forEach((id, subnet) ->
            subnets.put(
                names.inVpc(SUBNET, id), new Vpc.Subnet(word(subnet.zone()), subnet.free())));
    SortedMap<String, Vpc.Endpoint> endpoints = new TreeMap<>();
    vpc.endpoints()
        .forEach((id, endpoint) ->
            endpoints.put(
                names.inVpc("vpce", id),
                new Vpc.Endpoint(
                    word(endpoint.state()),
                    endpoint.privateDns(),
                    each(endpoint.subnets(), one -> names.inVpc(SUBNET, one)),
                    each(endpoint.groups(), one -> names.inVpc(GROUP, one)),
                    Optional.empty(),
                    endpoint.maker())));
    SortedMap<String, Vpc.Group> groups = new TreeMap<>();
    vpc.groups()
        .forEach((id, group) ->
            groups.put(
                names.inVpc(GROUP, id),
                new Vpc.Group(
                    each(group.open(), this::range), group.openToOthers(), group.maker())));
    return new Vpc(
        names.vpc(vpc.id()),
        account(vpc.owner()),
        each(vpc.ranges(), this::range),
        vpc.dnsSupport(),
        vpc.dnsHostnames(),
        subnets,
        endpoints,
        groups);
  }

  private static SortedSet<String> each(SortedSet<String> texts, UnaryOperator<String> other) {
    return texts.stream().map(other).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String word(String text) {
    return WORD.matcher(text).matches() ? text : LEFT_OUT;
  }

  private String range(String range) {
    return NOBODYS.matcher(range).matches() ? range : names.range(range);
  }

  private SortedMap<ClusterName, Cluster> clusters(
      Place place, SortedMap<ClusterName, Cluster> clusters) {
    SortedMap<ClusterName, Cluster> redacted = new TreeMap<>();
    clusters
        .values()
        .forEach(cluster -> {
          var name = new ClusterName(names.cluster(cluster.name().value()));
          redacted.put(
              name,
              new Cluster(
                  name,
                  "arn:%s:eks:%s:%s:cluster/%s"
                      .formatted(
                          place.region().partition(),
                          place.region(),
                          names.account(place.account().value()),
                          name),
                  cluster.tag().map(Redaction::tag),
                  cluster.leaving(),
                  cluster.createdAt(),
                  Optional.empty(),
                  build(cluster.build()),
                  cluster.site().map(this::site)));
        });
    return redacted;
  }

  /// Versions and states stay; what somebody wrote does not.
  private AgentSite site(AgentSite site) {
    return new AgentSite(
        mapped(
            site.agent(),
            agent ->
                new Agent(
                    new AgentSetup(
                        agent.setup().version(), agent.setup().configuration().map(_ -> LEFT_OUT)),
                    agent.status(),
                    agent.owner(),
                    agent.issues().stream()
                        .map(issue -> new AgentIssue(issue.code(), LEFT_OUT))
                        .toList())),
        mapped(site.offer(), offer -> offer));
  }

  /// A state or a version that has no form of AWS's is left out.
  private ClusterBuild build(ClusterBuild build) {
    return new ClusterBuild(
        build.status().filter(status -> STATUS.matcher(status).matches()),
        build.kubernetes().filter(version -> VERSION.matcher(version).matches()),
        build.vpc().map(names::vpc),
        build.traits(),
        each(build.subnets(), one -> names.inVpc(SUBNET, one)));
  }

  /// What GuardDuty gives no meaning is anything but the two words in another case.
  private static String tag(String value) {
    return TAGS.contains(value.toLowerCase(Locale.ROOT)) ? value : LEFT_OUT;
  }

  private Units units(Units units) {
    SortedMap<AccountId, List<String>> above = new TreeMap<>();
    units
        .above()
        .forEach(
            (account, ids) -> above.put(account(account), ids.stream().map(names::unit).toList()));
    return new Units(
        units.known(),
        above,
        units.active().stream().map(this::account).collect(Collectors.toCollection(TreeSet::new)));
  }
}
