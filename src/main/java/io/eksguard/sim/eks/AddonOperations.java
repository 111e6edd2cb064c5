package io.eksguard.sim.eks;

import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Json;
import io.eksguard.sim.wire.Operation;
import io.eksguard.sim.wire.Page;
import io.eksguard.sim.wire.Refusal;
import io.eksguard.sim.world.Agent;
import io.eksguard.sim.world.Cluster;
import io.eksguard.sim.world.Detector;
import io.eksguard.sim.world.Sorted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The operations on add-ons, of which this world has one: the GuardDuty agent.
///
/// Creating, updating and deleting take as long as the world says: by default no time at all.
///
/// @see <a href="https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAddon.html">AWS API
///   reference, CreateAddon, DescribeAddon, DescribeAddonVersions, read 2026-11-24</a>
final class AddonOperations {
  private static final String NAME = "aws-guardduty-agent";
  private static final String CREATING = "CREATING";
  private static final String DELETING = "DELETING";

  private AddonOperations() {}

  static List<Operation> all() {
    var addons = "/clusters/{name}/addons";
    return List.of(
        new Operation("ListAddons", "GET", addons, AddonOperations::list),
        new Operation("CreateAddon", "POST", addons, AddonOperations::create),
        new Operation("DescribeAddon", "GET", addons + "/{addonName}", AddonOperations::describe),
        new Operation(
            "UpdateAddon", "POST", addons + "/{addonName}/update", AddonOperations::update),
        new Operation("DeleteAddon", "DELETE", addons + "/{addonName}", AddonOperations::delete),
        new Operation(
            "DescribeAddonVersions",
            "GET",
            "/addons/supported-versions",
            AddonOperations::versions),
        new Operation(
            "DescribeAddonConfiguration",
            "GET",
            "/addons/configuration-schemas",
            AddonOperations::configuration));
  }

  private static String arn(Call call) {
    return arn(ClusterOperations.arn(call));
  }

  /// The ARN of the add-on on the cluster of this ARN, whether it exists or not.
  static String arn(String cluster) {
    var uuid = "%08x-0000-4000-8000-000000000000".formatted(cluster.hashCode());
    return cluster.replace(":cluster/", ":addon/") + "/" + NAME + "/" + uuid;
  }

  private static Refusal invalid(String message) {
    return new Refusal(400, "InvalidParameterException", message);
  }

  private static Agent agent(Call call) {
    var addon = call.path("addonName");
    return ClusterOperations.find(call)
        .agent()
        .filter(_ -> addon.equals(NAME))
        .orElseThrow(() ->
            new Refusal(
                404,
                "ResourceNotFoundException",
                "No addon: " + addon + " found in cluster: " + call.path("name")));
  }

  private static Answer list(Call call) {
    call.authorize(ClusterOperations.arn(call), Map.of());
    var names = ClusterOperations.find(call).agent().map(_ -> NAME).stream().toList();
    var page =
        Page.of(
            names,
            call,
            Page.Asked.inQuery(call.request()),
            ClusterOperations.MAX,
            ClusterOperations::invalidPage);
    var body = Json.object().set("addons", Json.texts(page.items()));
    Json.putIfPresent(body, "nextToken", page.next());
    return Answer.json(body);
  }

  private static Answer describe(Call call) {
    call.authorize(arn(call), Map.of());
    var agent = agent(call);
    return Answer.json(Json.object().set("addon", addon(call, agent, agent.status())));
  }

  private static ObjectNode addon(Call call, Agent agent, String status) {
    var issues =
        agent.issue().stream()
            .map(issue -> Json.object().put("code", agent.code()).put("message", issue));
    var node =
        Json.object()
            .put("addonName", NAME)
            .put("clusterName", call.path("name"))
            .put("status", status)
            .put("addonVersion", agent.version())
            .put("addonArn", arn(call))
            .put("createdAt", Json.epoch(Detector.EPOCH))
            .put("modifiedAt", Json.epoch(Detector.EPOCH));
    node.set("health", Json.object().set("issues", Json.array(issues)));
    Json.putIfPresent(node, "configurationValues", agent.configuration());
    return node.set("tags", Json.texts(tags(agent)));
  }

  /// GuardDuty's service-linked role may only create an add-on that carries its tag.
  static SortedMap<String, String> tags(Agent agent) {
    return switch (agent.installer()) {
      case GUARDDUTY -> Sorted.with(agent.tags(), "GuardDutyManaged", "true");
      case MANUAL -> agent.tags();
    };
  }

  /// What EKS is about with the agent from now on; nothing where that takes no time.
  private static Agent during(Call call, Agent agent, String status) {
    int seconds = call.world().addonSeconds();
    return seconds == 0
        ? agent
        : agent.in(new Agent.Phase(status, call.now().plusSeconds(seconds)));
  }

  /// EKS does one thing at a time with an add-on.
  private static void refuseIfBusy(Agent agent, String what) {
    agent
        .phase()
        .ifPresent(phase -> {
          throw new Refusal(
              409,
              "ResourceInUseException",
              "Addon "
                  + NAME
                  + " cannot be "
                  + what
                  + " as it is currently in "
                  + phase.status()
                  + " state");
        });
  }

  private static Optional<String> configurationValues(Call call) {
    var values = Json.text(call.request().json(), "configurationValues");
    values
        .flatMap(text -> AddonSchema.problem(text))
        .ifPresent(problem -> {
          throw invalid("ConfigurationValue provided in request is not supported: " + problem);
        });
    return values.filter(text -> !text.isEmpty());
  }

  private static Answer configuration(Call call) {
    call.authorize("*", Map.of());
    var name = call.request().query("addonName").orElse("");
    var version = call.request().query("addonVersion").orElse("");
    if (!name.equals(NAME)
        || AddonVersions.KNOWN.stream().noneMatch(v -> v.version().equals(version))) {
      throw new Refusal(
          404,
          "ResourceNotFoundException",
          "Addon " + name + " of version " + version + " not found");
    }
    return Answer.json(
        Json.object()
            .put("addonName", name)
            .put("addonVersion", version)
            .put("configurationSchema", AddonSchema.TEXT));
  }

  private static Answer changed(Call call, Cluster cluster, ObjectNode body) {
    return Answer.json(body)
        .changing(call.world().with(call.account(), call.region(), r -> r.withCluster(cluster)));
  }

  /// The version that a body names, or the default, if it is for the cluster's Kubernetes.
  private static String version(Call call, Cluster cluster, String otherwise) {
    var version = Json.text(call.request().json(), "addonVersion").orElse(otherwise);
    if (AddonVersions.KNOWN.stream()
        .noneMatch(
            v -> v.version().equals(version) && v.kubernetes().contains(cluster.version()))) {
      throw invalid("Addon version specified is not supported");
    }
    return version;
  }

  private static Answer create(Call call) {
    var json = call.request().json();
    var tags = new TreeMap<String, String>();
    json.path("tags").properties().forEach(e -> tags.put(e.getKey(), e.getValue().asString("")));
    var context = new TreeMap<String, List<String>>();
    tags.forEach((key, value) -> context.put("aws:RequestTag/" + key, List.of(value)));
    if (!tags.isEmpty()) {
      context.put("aws:TagKeys", List.copyOf(tags.keySet()));
    }
    call.authorize(ClusterOperations.arn(call), context);
    if (!tags.isEmpty()) {
      call.authorize("TagResource", arn(call), context);
      TagOperations.problem(tags)
          .ifPresent(problem -> {
            throw invalid(problem);
          });
    }
    var cluster = ClusterOperations.find(call);
    if (!Json.text(json, "addonName").equals(Optional.of(NAME))) {
      throw invalid("Addon specified is not supported");
    }
    if (!cluster.active()) {
      throw new Refusal(
          400, "InvalidRequestException", "Cluster is not in an ACTIVE state: " + cluster.status());
    }
    if (cluster.agent().isPresent()) {
      throw new Refusal(409, "ResourceInUseException", "Addon already exists.");
    }
    var version = version(call, cluster, Agent.CURRENT_VERSION);
    var agent =
        new Agent(Agent.Installer.MANUAL, version, Optional.empty())
            .with(version, configurationValues(call))
            .withTags(tags);
    return changed(
        call,
        cluster.withAgent(Optional.of(during(call, agent, CREATING))),
        Json.object().set("addon", addon(call, agent, CREATING)));
  }

  private static Answer update(Call call) {
    call.authorize(arn(call), Map.of());
    var cluster = ClusterOperations.find(call);
    var agent = agent(call);
    refuseIfBusy(agent, "updated");
    var version = version(call, cluster, agent.version());
    var changed = agent.with(version, configurationValues(call));
    var update =
        Json.object()
            .put("id", "%08x-0000-4000-8000-000000000001".formatted(version.hashCode()))
            .put("status", "InProgress")
            .put("type", "AddonUpdate")
            .put("createdAt", Json.epoch(call.now()));
    update.set("params", Json.array(Stream.of()));
    update.set("errors", Json.array(Stream.of()));
    return changed(
        call,
        cluster.withAgent(Optional.of(during(call, changed, "UPDATING"))),
        Json.object().set("update", update));
  }

  private static Answer delete(Call call) {
    call.authorize(arn(call), Map.of());
    var cluster = ClusterOperations.find(call);
    var agent = agent(call);
    refuseIfBusy(agent, "deleted");
    var body = Json.object().set("addon", addon(call, agent, DELETING));
    var left = during(call, agent, DELETING);
    return changed(
        call, cluster.withAgent(left.equals(agent) ? Optional.empty() : Optional.of(left)), body);
  }

  private static Answer versions(Call call) {
    call.authorize("*", Map.of());
    var kubernetes = call.request().query("kubernetesVersion");
    var name = call.request().query("addonName");
    var known =
        AddonVersions.KNOWN.stream()
            .filter(v -> kubernetes.isEmpty() || v.kubernetes().contains(kubernetes.get()))
            .map(AddonOperations::version);
    if (name.isPresent() && !name.get().equals(NAME)) {
      return Answer.json(Json.object().set("addons", Json.texts(List.of())));
    }
    var addon =
        Json.object().put("addonName", NAME).put("type", "security").put("publisher", "eks");
    addon.set("addonVersions", Json.array(known));
    return Answer.json(Json.object().set("addons", Json.array(Stream.of(addon))));
  }

  private static ObjectNode version(AddonVersions version) {
    var compatible =
        version.kubernetes().stream()
            .map(kubernetes ->
                Json.object()
                    .put("clusterVersion", kubernetes)
                    .put("defaultVersion", version.version().equals(Agent.CURRENT_VERSION))
                    .set("platformVersions", Json.texts(List.of("*"))));
    var node =
        Json.object().put("addonVersion", version.version()).put("requiresConfiguration", false);
    node.set("architecture", Json.texts(List.of("amd64", "arm64")));
    node.set("computeTypes", Json.texts(List.of("ec2", "auto")));
    return node.set("compatibilities", Json.array(compatible));
  }
}
