package io.eksguard.plan;

import io.eksguard.diff.policy.Bound;
import io.eksguard.diff.policy.Principal;
import io.eksguard.live.ClusterBuild;
import io.eksguard.model.AccountId;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a plan stands on, as JSON.
final class BasesCodec {
  private static final String UNREADY = "unready";
  private static final String AGENTS = "agents";
  private static final String KEPT_OUT = "kept-out";

  private BasesCodec() {}

  static void write(ObjectNode into, Bases bases) {
    var regions = into.putArray("regions");
    bases.regions().values().forEach(region -> regions.add(region(region)));
    var places = into.putArray("places");
    bases.places().values().forEach(place -> places.add(place(place)));
    if (bases.keepsOutTheUnready()) {
      into.put(UNREADY, KEPT_OUT);
    }
    bases.protection().ifPresent(basis -> into.set("protection", protection(basis)));
  }

  static Bases read(JsonNode from) {
    SortedMap<Region, RegionBasis> regions = new TreeMap<>();
    for (JsonNode node : from.required("regions").values()) {
      RegionBasis region = readRegion(node);
      regions.put(region.region(), region);
    }
    SortedMap<Place, Basis> places = new TreeMap<>();
    for (JsonNode node : from.required("places").values()) {
      Basis basis = readPlace(node);
      places.put(basis.place(), basis);
    }
    Optional<PolicyBasis> protection =
        from.has("protection")
            ? Optional.of(readProtection(from.required("protection")))
            : Optional.empty();
    return new Bases(places, regions, protection, isKeptOut(from));
  }

  /// Plans of before this was known do not say it.
  private static boolean isKeptOut(JsonNode from) {
    if (!from.has(UNREADY)) {
      return false;
    }
    String word = StepCodec.text(from, UNREADY);
    if (!word.equals(KEPT_OUT)) {
      throw new IllegalArgumentException(
          "clusters that are not ready are an unknown `" + word + "`");
    }
    return true;
  }

  private static ObjectNode protection(PolicyBasis basis) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("policy", basis.policy());
    node.put("text", basis.text().orElse(null));
    var targets = node.putArray("targets");
    basis.targets().forEach(targets::add);
    var accounts = node.putArray("accounts");
    basis
        .accounts()
        .forEach((account, bound) -> {
          ObjectNode one = accounts.addObject();
          one.put("account", account.value());
          one.put("principal", bound.principal().arn());
          one.put("pathKnown", bound.principal().pathKnown());
          one.put("isCaller", bound.isCaller());
          var below = one.putArray("below");
          bound.below().forEach(below::add);
        });
    return node;
  }

  private static PolicyBasis readProtection(JsonNode node) {
    SortedMap<AccountId, Bound> accounts = new TreeMap<>();
    for (JsonNode one : node.required("accounts").values()) {
      var principal =
          new Principal(StepCodec.text(one, "principal"), one.required("pathKnown").booleanValue());
      accounts.put(
          new AccountId(StepCodec.text(one, "account")),
          new Bound(principal, one.required("isCaller").booleanValue(), readTexts(one, "below")));
    }
    return new PolicyBasis(
        StepCodec.text(node, "policy"),
        StepCodec.optionalText(node.required("text")),
        readTexts(node, "targets"),
        accounts);
  }

  private static SortedSet<String> readTexts(JsonNode node, String name) {
    SortedSet<String> texts = new TreeSet<>();
    node.required(name).values().forEach(one -> texts.add(StepCodec.text(one)));
    return texts;
  }

  private static ObjectNode region(RegionBasis region) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("region", region.region().name());
    node.put("guardDuty", region.guardDuty().name());
    ObjectNode live = node.putObject("live");
    region.live().forEach((feature, s) -> live.set(feature.name(), StepCodec.autoEnable(s)));
    return node;
  }

  private static RegionBasis readRegion(JsonNode node) {
    SortedMap<Feature, AutoEnableSetting> live =
        readFeatures(node.required("live"), StepCodec::readAutoEnable);
    return new RegionBasis(
        new Region(StepCodec.text(node, "region")),
        AutoEnable.valueOf(StepCodec.text(node, "guardDuty")),
        live);
  }

  private static ObjectNode place(Basis basis) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    StepCodec.place(node, basis.place(), basis.standing());
    ObjectNode live = node.putObject("live");
    basis.live().forEach((feature, s) -> live.set(feature.name(), StepCodec.setting(s)));
    ObjectNode wanted = node.putObject("wanted");
    basis.wanted().forEach((feature, s) -> wanted.set(feature.name(), StepCodec.setting(s)));
    GuardCodec.selection(node, basis.selection());
    node.put("clustersRead", basis.clustersRead());
    ObjectNode tags = node.putObject("tags");
    basis.tags().forEach((cluster, tag) -> tags.put(cluster.value(), tag.orElse(null)));
    if (!basis.builds().isEmpty()) {
      ObjectNode builds = node.putObject("builds");
      basis.builds().forEach((cluster, build) -> builds.set(cluster.value(), build(build)));
    }
    if (!basis.agents().isEmpty()) {
      var agents = node.putArray(AGENTS);
      basis.agents().forEach(cluster -> agents.add(cluster.value()));
    }
    if (!basis.guardedVpcs().isEmpty()) {
      var vpcs = node.putArray("guardedVpcs");
      basis.guardedVpcs().forEach(vpcs::add);
    }
    return node;
  }

  private static Basis readPlace(JsonNode node) {
    SortedMap<ClusterName, Optional<String>> tags = new TreeMap<>();
    node.required("tags")
        .properties()
        .forEach(
            tag -> tags.put(new ClusterName(tag.getKey()), StepCodec.optionalText(tag.getValue())));
    SortedMap<Feature, Setting> live = readFeatures(node.required("live"), StepCodec::readSetting);
    SortedMap<Feature, Setting> wanted =
        readFeatures(node.required("wanted"), StepCodec::readSetting);
    return new Basis(
        StepCodec.readPlace(node),
        Standing.valueOf(StepCodec.text(node, "standing")),
        live,
        wanted,
        GuardCodec.readSelection(node),
        tags,
        node.required("clustersRead").booleanValue(),
        readBuilds(node.path("builds")),
        readAgents(node),
        node.has("guardedVpcs") ? readTexts(node, "guardedVpcs") : new TreeSet<>());
  }

  /// Plans without agents, and those of before this was known, have none.
  private static SortedSet<ClusterName> readAgents(JsonNode node) {
    SortedSet<String> names = node.has(AGENTS) ? readTexts(node, AGENTS) : new TreeSet<>();
    return names.stream().map(ClusterName::new).collect(Collectors.toCollection(TreeSet::new));
  }

  private static ObjectNode build(ClusterBuild build) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("status", build.status().orElse(null));
    node.put("kubernetes", build.kubernetes().orElse(null));
    node.put("vpc", build.vpc().orElse(null));
    var traits = node.putArray("traits");
    build.traits().forEach(trait -> traits.add(trait.word()));
    return node;
  }

  /// Plans of before this was known have none.
  private static SortedMap<ClusterName, ClusterBuild> readBuilds(JsonNode node) {
    SortedMap<ClusterName, ClusterBuild> builds = new TreeMap<>();
    node.properties()
        .forEach(one -> builds.put(new ClusterName(one.getKey()), readBuild(one.getValue())));
    return builds;
  }

  private static ClusterBuild readBuild(JsonNode node) {
    SortedSet<String> words = readTexts(node, "traits");
    return new ClusterBuild(
        StepCodec.optionalText(node.required("status")),
        StepCodec.optionalText(node.required("kubernetes")),
        StepCodec.optionalText(node.required("vpc")),
        Arrays.stream(ClusterBuild.Trait.values())
            .filter(trait -> words.contains(trait.word()))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static <T> SortedMap<Feature, T> readFeatures(
      JsonNode node, Function<JsonNode, T> value) {
    SortedMap<Feature, T> features = new TreeMap<>();
    node.properties()
        .forEach(one -> features.put(Feature.valueOf(one.getKey()), value.apply(one.getValue())));
    return features;
  }
}
