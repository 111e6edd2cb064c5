package io.eksguard.snapshot;

import io.eksguard.live.Agent;
import io.eksguard.live.AgentIssue;
import io.eksguard.live.AgentOffer;
import io.eksguard.live.AgentSite;
import io.eksguard.live.AgentStatus;
import io.eksguard.live.Cluster;
import io.eksguard.live.ClusterBuild;
import io.eksguard.live.Detector;
import io.eksguard.live.FeatureState;
import io.eksguard.live.LivePolicy;
import io.eksguard.live.LiveProtection;
import io.eksguard.live.LiveRegion;
import io.eksguard.live.Member;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.live.PolicyContent;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import io.eksguard.model.Units;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What was found, as JSON.
final class FactCodec {
  private static final String ACCOUNT = "an account id of 12 digits";

  private FactCodec() {}

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode texts(Collection<String> texts) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    texts.forEach(list::add);
    return list;
  }

  static AccountId account(Spot spot) {
    return spot.as(ACCOUNT, AccountId::new);
  }

  private static AccountId accountName(Spot.Named one) {
    return one.spot().as(one.name(), ACCOUNT, AccountId::new);
  }

  private static Feature featureName(Spot.Named one) {
    return one.spot().as(one.name(), "a feature", Feature::valueOf);
  }

  // One side of one region.

  static ObjectNode region(LiveRegion region) {
    ObjectNode node = object();
    node.set("members", ReadingCodec.write(region.members(), FactCodec::members));
    node.set("settings", ReadingCodec.write(region.settings(), FactCodec::settings));
    return node;
  }

  static LiveRegion readRegion(Spot spot) {
    return new LiveRegion(
        ReadingCodec.read(spot.get("members"), FactCodec::readMembers),
        ReadingCodec.read(spot.get("settings"), FactCodec::readSettings));
  }

  private static JsonNode members(SortedMap<AccountId, Member> members) {
    ObjectNode node = object();
    members.forEach((account, member) -> node.put(account.value(), member.status()));
    return node;
  }

  private static SortedMap<AccountId, Member> readMembers(Spot spot) {
    SortedMap<AccountId, Member> members = new TreeMap<>();
    for (Spot.Named one : spot.members()) {
      AccountId account = accountName(one);
      members.put(account, new Member(account, one.spot().text()));
    }
    return members;
  }

  private static JsonNode settings(OrganizationSettings settings) {
    ObjectNode node = object();
    node.put("guardDuty", settings.guardDuty().name());
    ObjectNode features = node.putObject("features");
    settings
        .features()
        .forEach((feature, setting) ->
            features
                .putObject(feature.name())
                .put("autoEnable", setting.feature().name())
                .put("addonManagement", setting.addonManagement().name()));
    return node;
  }

  private static OrganizationSettings readSettings(Spot spot) {
    SortedMap<Feature, AutoEnableSetting> features = new TreeMap<>();
    for (Spot.Named one : spot.get("features").members()) {
      features.put(
          featureName(one),
          new AutoEnableSetting(
              autoEnable(one.spot().get("autoEnable")),
              autoEnable(one.spot().get("addonManagement"))));
    }
    return new OrganizationSettings(autoEnable(spot.get("guardDuty")), features);
  }

  private static AutoEnable autoEnable(Spot spot) {
    return spot.as("NONE, NEW or ALL", AutoEnable::valueOf);
  }

  // One account in one region.

  static void place(ObjectNode node, PlaceFacts facts) {
    node.put("standing", Spot.word(facts.standing()));
    node.set("detector", ReadingCodec.write(facts.detector(), FactCodec::detector));
    node.set("clusters", ReadingCodec.write(facts.clusters(), FactCodec::clusters));
    node.set("vpcs", ReadingCodec.write(facts.vpcs(), VpcCodec::write));
  }

  static PlaceFacts readPlace(Spot spot) {
    return new PlaceFacts(
        spot.get("standing").word(Standing.class),
        ReadingCodec.read(spot.get("detector"), FactCodec::readDetector),
        ReadingCodec.read(spot.get("clusters"), FactCodec::readClusters),
        spot.optional("vpcs")
            .map(vpcs -> ReadingCodec.read(vpcs, VpcCodec::read))
            // Taken before anybody looked at VPCs.
            .orElseGet(Reading.Absent::new));
  }

  private static JsonNode detector(Detector detector) {
    ObjectNode node = object();
    detector
        .features()
        .forEach((feature, state) -> {
          ObjectNode one = node.putObject(feature.name());
          one.put("enabled", state.setting().enabled());
          one.put("addonManagement", state.setting().addonManagement());
          one.set("otherAgents", texts(state.otherAgents()));
        });
    return node;
  }

  private static Detector readDetector(Spot spot) {
    SortedMap<Feature, FeatureState> features = new TreeMap<>();
    for (Spot.Named one : spot.members()) {
      Spot state = one.spot();
      var setting = new Setting(state.get("enabled").truth(), state.get("addonManagement").truth());
      features.put(featureName(one), new FeatureState(setting, state.get("otherAgents").texts()));
    }
    return new Detector(features);
  }

  private static JsonNode clusters(SortedMap<ClusterName, Cluster> clusters) {
    ObjectNode node = object();
    clusters.forEach((name, cluster) -> {
      ObjectNode one = node.putObject(name.value());
      one.put("arn", cluster.arn());
      one.put("tag", cluster.tag().orElse(null));
      one.put("leaving", cluster.leaving());
      cluster.createdAt().ifPresent(at -> one.put("createdAt", at.toString()));
      cluster.stack().ifPresent(stack -> one.put("stack", stack));
      if (!cluster.build().equals(ClusterBuild.UNKNOWN)) {
        one.set("build", build(cluster.build()));
      }
      cluster
          .site()
          .ifPresent(site -> {
            one.set("agent", ReadingCodec.write(site.agent(), FactCodec::agent));
            one.set("offer", ReadingCodec.write(site.offer(), FactCodec::offer));
          });
    });
    return node;
  }

  private static SortedMap<ClusterName, Cluster> readClusters(Spot spot) {
    SortedMap<ClusterName, Cluster> clusters = new TreeMap<>();
    for (Spot.Named one : spot.members()) {
      ClusterName name = one.spot().as(one.name(), "a cluster name", ClusterName::new);
      clusters.put(
          name,
          new Cluster(
              name,
              one.spot().get("arn").text(),
              one.spot().optional("tag").map(Spot::text),
              one.spot().get("leaving").truth(),
              one.spot().optional("createdAt").map(Spot::time),
              one.spot().optional("stack").map(Spot::text),
              one.spot().optional("build").map(FactCodec::readBuild).orElse(ClusterBuild.UNKNOWN),
              one.spot()
                  .optional("agent")
                  .map(agent ->
                      new AgentSite(
                          ReadingCodec.read(agent, FactCodec::readAgent),
                          ReadingCodec.read(one.spot().get("offer"), FactCodec::readOffer)))));
    }
    return clusters;
  }

  private static JsonNode agent(Agent agent) {
    ObjectNode node = object();
    node.put("version", agent.setup().version());
    agent.setup().configuration().ifPresent(values -> node.put("configuration", values));
    if (!agent.setup().tags().isEmpty()) {
      ObjectNode tags = node.putObject("tags");
      agent.setup().tags().forEach((key, value) -> tags.put(key, value));
    }
    node.put("status", agent.status().name());
    node.put("owner", Spot.word(agent.owner()));
    ArrayNode issues = node.putArray("issues");
    agent
        .issues()
        .forEach(
            issue -> issues.addObject().put("code", issue.code()).put("message", issue.message()));
    return node;
  }

  private static Agent readAgent(Spot spot) {
    return new Agent(
        new AgentSetup(
            spot.get("version").text(),
            spot.optional("configuration").map(Spot::text),
            readTags(spot.optional("tags"))),
        AgentStatus.of(spot.get("status").text()),
        spot.get("owner").word(Agent.Owner.class),
        spot.get("issues").items().stream()
            .map(one -> new AgentIssue(one.get("code").text(), one.get("message").text()))
            .toList());
  }

  private static SortedMap<String, String> readTags(Optional<Spot> spot) {
    SortedMap<String, String> tags = new TreeMap<>();
    spot.ifPresent(
        known -> known.members().forEach(tag -> tags.put(tag.name(), tag.spot().text())));
    return tags;
  }

  private static JsonNode offer(AgentOffer offer) {
    ObjectNode node = object();
    node.put("kubernetes", offer.kubernetes());
    node.set("versions", texts(offer.versions()));
    offer.byDefault().ifPresent(version -> node.put("default", version));
    ObjectNode schemas = node.putObject("schemas");
    offer
        .schemas()
        .forEach(
            (version, schema) -> schemas.set(version, ReadingCodec.write(schema, FactCodec::text)));
    return node;
  }

  private static AgentOffer readOffer(Spot spot) {
    SortedMap<String, Reading<String>> schemas = new TreeMap<>();
    for (Spot.Named one : spot.get("schemas").members()) {
      schemas.put(one.name(), ReadingCodec.read(one.spot(), Spot::text));
    }
    return new AgentOffer(
        spot.get("kubernetes").text(),
        spot.get("versions").items().stream().map(Spot::text).toList(),
        spot.optional("default").map(Spot::text),
        schemas);
  }

  private static JsonNode build(ClusterBuild build) {
    ObjectNode node = object();
    build.status().ifPresent(status -> node.put("status", status));
    build.kubernetes().ifPresent(version -> node.put("kubernetes", version));
    build.vpc().ifPresent(vpc -> node.put("vpc", vpc));
    node.set("traits", texts(build.traits().stream().map(ClusterBuild.Trait::word).toList()));
    if (!build.subnets().isEmpty()) {
      node.set("subnets", texts(List.copyOf(build.subnets())));
    }
    return node;
  }

  /// A trait that a later version wrote is passed over.
  private static ClusterBuild readBuild(Spot spot) {
    SortedSet<String> words = spot.get("traits").texts();
    return new ClusterBuild(
        spot.optional("status").map(Spot::text),
        spot.optional("kubernetes").map(Spot::text),
        spot.optional("vpc").map(Spot::text),
        Arrays.stream(ClusterBuild.Trait.values())
            .filter(trait -> words.contains(trait.word()))
            .collect(Collectors.toCollection(TreeSet::new)),
        spot.optional("subnets").map(Spot::texts).orElseGet(TreeSet::new));
  }

  // The organization's tree and its policy.

  static JsonNode units(Units units) {
    ObjectNode node = object();
    node.put("known", units.known());
    ObjectNode above = node.putObject("above");
    units.above().forEach((account, names) -> above.set(account.value(), texts(names)));
    node.set(
        "active",
        texts(units.active().stream().map(AccountId::value).collect(Collectors.toList())));
    return node;
  }

  static Units readUnits(Spot spot) {
    SortedMap<AccountId, List<String>> above = new TreeMap<>();
    for (Spot.Named one : spot.get("above").members()) {
      above.put(accountName(one), one.spot().items().stream().map(Spot::text).toList());
    }
    return new Units(
        spot.get("known").truth(),
        above,
        spot.get("active").items().stream()
            .map(FactCodec::account)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  static ObjectNode protection(LiveProtection protection) {
    ObjectNode node = object();
    node.set("policy", ReadingCodec.write(protection.policy(), FactCodec::policy));
    node.set("units", ReadingCodec.write(protection.units(), FactCodec::units));
    node.set("caller", ReadingCodec.write(protection.caller(), FactCodec::text));
    node.set("management", ReadingCodec.write(protection.management(), one -> text(one.value())));
    return node;
  }

  static LiveProtection readProtection(Spot spot) {
    return new LiveProtection(
        ReadingCodec.read(spot.get("policy"), FactCodec::readPolicy),
        ReadingCodec.read(spot.get("units"), FactCodec::readUnits),
        ReadingCodec.read(spot.get("caller"), Spot::text),
        ReadingCodec.read(spot.get("management"), FactCodec::account));
  }

  private static JsonNode text(String text) {
    return JsonNodeFactory.instance.stringNode(text);
  }

  private static JsonNode policy(LivePolicy policy) {
    ObjectNode node = object();
    node.put("id", policy.id());
    node.put("description", policy.content().description());
    node.put("text", policy.content().text());
    node.set("targets", texts(policy.targets()));
    return node;
  }

  private static LivePolicy readPolicy(Spot spot) {
    return new LivePolicy(
        spot.get("id").text(),
        new PolicyContent(spot.get("description").text(), spot.get("text").text()),
        spot.get("targets").texts());
  }
}
