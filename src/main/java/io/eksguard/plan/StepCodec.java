package io.eksguard.plan;

import io.eksguard.diag.SourcePos;
import io.eksguard.diff.Change;
import io.eksguard.diff.Reason;
import io.eksguard.live.Agent;
import io.eksguard.live.Maker;
import io.eksguard.live.PolicyContent;
import io.eksguard.model.AccountId;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Conflicts;
import io.eksguard.model.EndpointSetup;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Steps as JSON, in plan files and in the output of commands alike.
public final class StepCodec {
  private static final String CLUSTER_TAG = "cluster-tag";
  private static final String CLUSTER_AGENT = "cluster-agent";
  private static final String VPC_ENDPOINT = "vpc-endpoint";
  private static final String MEMBER_FEATURE = "member-feature";
  private static final String DETECTOR_FEATURE = "detector-feature";
  private static final String ORGANIZATION_FEATURE = "organization-feature";
  private static final String POLICY_TEXT = "policy-text";
  private static final String POLICY_TARGET = "policy-target";

  private StepCodec() {}

  /// The step as JSON.
  public static ObjectNode write(Step step) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", step.id().value());
    node.put("kind", kind(step.change()));
    node.put("action", step.action().word());
    change(node, step.change());
    node.put("reason", step.change().reason().name());
    node.put("path", step.change().path());
    step.source()
        .ifPresentOrElse(pos -> node.set("source", source(pos)), () -> node.putNull("source"));
    var dependsOn = node.putArray("dependsOn");
    step.dependsOn().forEach(id -> dependsOn.add(id.value()));
    if (!step.comesAfter().isEmpty()) {
      var comesAfter = node.putArray("comesAfter");
      step.comesAfter().forEach(id -> comesAfter.add(id.value()));
    }
    var guards = node.putArray("guards");
    step.guards().forEach(guard -> guards.add(GuardCodec.write(guard)));
    return node;
  }

  /// The change as JSON: what is changed, with what was seen and what is wanted.
  public static ObjectNode change(Change change) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("kind", kind(change));
    change(node, change);
    return node;
  }

  /// The step that the JSON describes.
  ///
  /// @throws IllegalArgumentException or a Jackson exception if it describes none
  static Step read(JsonNode node) {
    SortedSet<StepId> dependsOn = new TreeSet<>();
    node.required("dependsOn").values().forEach(id -> dependsOn.add(new StepId(text(id))));
    SortedSet<StepId> comesAfter = new TreeSet<>();
    node.path("comesAfter").values().forEach(id -> comesAfter.add(new StepId(text(id))));
    return new Step(
        new StepId(text(node, "id")),
        Action.valueOf(text(node, "action").toUpperCase(Locale.ROOT)),
        readChange(node),
        dependsOn,
        comesAfter,
        node.required("guards").values().stream().map(GuardCodec::read).toList(),
        readSource(node.required("source")));
  }

  private static String kind(Change change) {
    return switch (change) {
      case Change.ClusterTag _ -> CLUSTER_TAG;
      case Change.ClusterAgent _ -> CLUSTER_AGENT;
      case Change.VpcEndpoint _ -> VPC_ENDPOINT;
      case Change.OrganizationFeature _ -> ORGANIZATION_FEATURE;
      case Change.PolicyText _ -> POLICY_TEXT;
      case Change.PolicyTarget _ -> POLICY_TARGET;
      case Change.AccountFeature feature ->
          feature.standing() == Standing.MEMBER ? MEMBER_FEATURE : DETECTOR_FEATURE;
    };
  }

  private static void change(ObjectNode node, Change change) {
    switch (change) {
      case Change.ClusterTag tag -> {
        place(node, tag.place(), tag.standing());
        node.put("cluster", tag.cluster().value());
        node.put("arn", tag.arn());
        node.putObject("before").put("tag", tag.before().orElse(null));
        node.putObject("after").put("tag", tag.after().orElse(null));
      }
      case Change.ClusterAgent agent -> {
        place(node, agent.place(), agent.standing());
        node.put("cluster", agent.cluster().value());
        node.put("owner", agent.owner().word());
        node.put("resolveConflicts", agent.conflicts().name());
        node.set("before", setup(agent.before(), tagKeys(agent)));
        node.set("after", setup(agent.after(), tagKeys(agent)));
      }
      case Change.VpcEndpoint endpoint -> {
        place(node, endpoint.place(), endpoint.standing());
        node.putNull("cluster");
        node.put("vpc", endpoint.vpc());
        node.put("maker", endpoint.maker().word());
        node.set("before", endpoint(endpoint.before()));
        node.set("after", endpoint(endpoint.after()));
      }
      case Change.AccountFeature feature -> {
        place(node, feature.place(), feature.standing());
        node.putNull("cluster");
        String name = feature.feature().name();
        node.set("before", named(name).setAll(setting(feature.before())));
        node.set("after", named(name).setAll(setting(feature.after())));
      }
      case Change.OrganizationFeature feature -> {
        place(node, new Place(feature.administrator(), feature.region()), Standing.ADMINISTRATOR);
        node.putNull("cluster");
        String name = feature.feature().name();
        node.set(
            "before",
            named(name)
                .setAll(autoEnable(feature.before()))
                .put("guardDuty", feature.guardDutyBefore().name()));
        node.set(
            "after",
            named(name)
                .setAll(autoEnable(feature.after()))
                .put("guardDuty", feature.guardDutyAfter().name()));
      }
      case Change.PolicyText text -> {
        policy(node, text);
        node.set("before", content(text.before()));
        node.set("after", content(Optional.of(text.after())));
      }
      case Change.PolicyTarget target -> {
        policy(node, target);
        node.put("target", target.target());
        node.put("text", target.text());
        node.putObject("before").put("attached", !target.attached());
        node.putObject("after").put("attached", target.attached());
      }
    }
  }

  /// The tags that are written, else those that go with the agent.
  private static SortedSet<String> tagKeys(Change.ClusterAgent agent) {
    return agent.after().isPresent()
        ? agent.tagKeys()
        : new TreeSet<>(agent.before().map(one -> one.tags().keySet()).orElse(Set.of()));
  }

  /// Where no tag is concerned nothing is said of tags; one that is absent is null.
  private static ObjectNode setup(Optional<AgentSetup> setup, SortedSet<String> keys) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("version", setup.map(AgentSetup::version).orElse(null))
            .put("configuration", setup.flatMap(AgentSetup::configuration).orElse(null));
    if (!keys.isEmpty()) {
      ObjectNode tags = node.putObject("tags");
      keys.forEach(key -> tags.put(key, setup.map(one -> one.tags().get(key)).orElse(null)));
    }
    return node;
  }

  private static ObjectNode endpoint(Optional<EndpointSetup> setup) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("there", setup.isPresent());
    setup.ifPresent(one -> {
      var subnets = node.putArray("subnets");
      one.subnets().forEach(subnets::add);
      var ranges = node.putArray("ranges");
      one.ranges().forEach(ranges::add);
    });
    return node;
  }

  private static Optional<EndpointSetup> readEndpoint(JsonNode node) {
    return node.required("there").booleanValue()
        ? Optional.of(new EndpointSetup(texts(node, "subnets"), texts(node, "ranges")))
        : Optional.empty();
  }

  private static SortedSet<String> texts(JsonNode node, String name) {
    SortedSet<String> texts = new TreeSet<>();
    node.required(name).values().forEach(one -> texts.add(text(one)));
    return texts;
  }

  private static Optional<AgentSetup> readSetup(JsonNode node) {
    SortedMap<String, String> tags = new TreeMap<>();
    node.path("tags")
        .properties()
        .forEach(tag -> optionalText(tag.getValue()).ifPresent(v -> tags.put(tag.getKey(), v)));
    return optionalText(node.required("version"))
        .map(
            version -> new AgentSetup(version, optionalText(node.required("configuration")), tags));
  }

  private static void policy(ObjectNode node, Change.OfPolicy change) {
    node.putNull("account").putNull("region").putNull("standing").putNull("cluster");
    node.put("policy", change.policy());
    node.put("policyId", change.policyId().orElse(null));
  }

  private static ObjectNode content(Optional<PolicyContent> content) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("description", content.map(PolicyContent::description).orElse(null))
        .put("text", content.map(PolicyContent::text).orElse(null));
  }

  private static Optional<PolicyContent> readContent(JsonNode node) {
    return optionalText(node.required("text"))
        .map(text -> new PolicyContent(text(node, "description"), text));
  }

  private static Change readPolicyChange(JsonNode node) {
    JsonNode before = node.required("before");
    JsonNode after = node.required("after");
    Reason reason = Reason.valueOf(text(node, "reason"));
    String path = text(node, "path");
    String policy = text(node, "policy");
    Optional<String> id = optionalText(node.required("policyId"));
    if (text(node, "kind").equals(POLICY_TARGET)) {
      return new Change.PolicyTarget(
          policy,
          id,
          text(node, "target"),
          after.required("attached").booleanValue(),
          text(node, "text"),
          reason,
          path);
    }
    PolicyContent content =
        readContent(after).orElseThrow(() -> new IllegalArgumentException("a policy has a text"));
    return new Change.PolicyText(policy, id, readContent(before), content, reason, path);
  }

  private static Change readChange(JsonNode node) {
    return switch (text(node, "kind")) {
      case POLICY_TEXT, POLICY_TARGET -> readPolicyChange(node);
      default -> readRegionalChange(node);
    };
  }

  private static Change readRegionalChange(JsonNode node) {
    JsonNode before = node.required("before");
    JsonNode after = node.required("after");
    Reason reason = Reason.valueOf(text(node, "reason"));
    String path = text(node, "path");
    Place place = readPlace(node);
    Standing standing = Standing.valueOf(text(node, "standing"));
    return switch (text(node, "kind")) {
      case CLUSTER_TAG ->
          new Change.ClusterTag(
              place,
              standing,
              new ClusterName(text(node, "cluster")),
              text(node, "arn"),
              optionalText(before.required("tag")),
              optionalText(after.required("tag")),
              reason,
              path);
      case CLUSTER_AGENT ->
          new Change.ClusterAgent(
              place,
              standing,
              new ClusterName(text(node, "cluster")),
              readSetup(before),
              readSetup(after),
              Agent.Owner.valueOf(text(node, "owner").toUpperCase(Locale.ROOT)),
              Conflicts.valueOf(text(node, "resolveConflicts")),
              reason,
              path);
      case VPC_ENDPOINT ->
          new Change.VpcEndpoint(
              place,
              standing,
              text(node, "vpc"),
              readEndpoint(before),
              readEndpoint(after),
              Maker.valueOf(text(node, "maker").toUpperCase(Locale.ROOT)),
              reason,
              path);
      case MEMBER_FEATURE, DETECTOR_FEATURE ->
          new Change.AccountFeature(
              place,
              standing,
              Feature.valueOf(text(after, "feature")),
              readSetting(before),
              readSetting(after),
              reason,
              path);
      case ORGANIZATION_FEATURE ->
          new Change.OrganizationFeature(
              place.region(),
              place.account(),
              Feature.valueOf(text(after, "feature")),
              readAutoEnable(before),
              readAutoEnable(after),
              AutoEnable.valueOf(text(before, "guardDuty")),
              AutoEnable.valueOf(text(after, "guardDuty")),
              reason,
              path);
      default -> throw new IllegalArgumentException("a step of an unknown kind");
    };
  }

  static void place(ObjectNode node, Place place, Standing standing) {
    node.put("account", place.account().value());
    node.put("region", place.region().name());
    node.put("standing", standing.name());
  }

  static Place readPlace(JsonNode node) {
    return new Place(new AccountId(text(node, "account")), new Region(text(node, "region")));
  }

  private static ObjectNode named(String feature) {
    return JsonNodeFactory.instance.objectNode().put("feature", feature);
  }

  static ObjectNode setting(Setting setting) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("status", word(setting.enabled()))
        .put("addonManagement", word(setting.addonManagement()));
  }

  static Setting readSetting(JsonNode node) {
    return new Setting(isEnabled(node, "status"), isEnabled(node, "addonManagement"));
  }

  static ObjectNode autoEnable(AutoEnableSetting setting) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("autoEnable", setting.feature().name())
        .put("addonManagement", setting.addonManagement().name());
  }

  static AutoEnableSetting readAutoEnable(JsonNode node) {
    return new AutoEnableSetting(
        AutoEnable.valueOf(text(node, "autoEnable")),
        AutoEnable.valueOf(text(node, "addonManagement")));
  }

  static String word(boolean on) {
    return on ? "ENABLED" : "DISABLED";
  }

  static boolean isEnabled(JsonNode node, String name) {
    return switch (text(node, name)) {
      case "ENABLED" -> true;
      case "DISABLED" -> false;
      default -> throw new IllegalArgumentException(name + " is neither ENABLED nor DISABLED");
    };
  }

  static String text(JsonNode node, String name) {
    return text(node.required(name));
  }

  /// Jackson's own `stringValue` is null for a null.
  static String text(JsonNode node) {
    if (!node.isString()) {
      throw new IllegalArgumentException("a text is missing");
    }
    return node.stringValue();
  }

  static Optional<String> optionalText(JsonNode node) {
    return node.isNull() ? Optional.empty() : Optional.of(text(node));
  }

  private static ObjectNode source(SourcePos pos) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("file", pos.file())
        .put("line", pos.line())
        .put("column", pos.column());
  }

  private static Optional<SourcePos> readSource(JsonNode node) {
    return node.isNull()
        ? Optional.empty()
        : Optional.of(
            new SourcePos(
                text(node, "file"),
                node.required("line").intValue(),
                node.required("column").intValue()));
  }
}
