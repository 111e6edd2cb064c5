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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The operations on add-ons, of which this world has one: the GuardDuty agent.
///
/// Creating, updating and deleting are over at once.
///
/// @see <a href="https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAddon.html">AWS API
///   reference, CreateAddon, DescribeAddon, DescribeAddonVersions, read 2026-11-24</a>
final class AddonOperations {
  private static final String NAME = "aws-guardduty-agent";

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
            AddonOperations::versions));
  }

  private static String arn(Call call) {
    var cluster = ClusterOperations.arn(call);
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
    return Answer.json(
        Json.object()
            .set("addon", addon(call, agent, agent.issue().isPresent() ? "DEGRADED" : "ACTIVE")));
  }

  private static ObjectNode addon(Call call, Agent agent, String status) {
    var issues =
        agent.issue().stream()
            .map(issue ->
                Json.object().put("code", "InsufficientNumberOfReplicas").put("message", issue));
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
    // GuardDuty's service-linked role may only create an add-on that carries this tag
    var tags =
        switch (agent.installer()) {
          case GUARDDUTY -> Map.of("GuardDutyManaged", "true");
          case MANUAL -> Map.<String, String>of();
        };
    return node.set("tags", Json.texts(tags));
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
    call.authorize(ClusterOperations.arn(call), Map.of());
    var cluster = ClusterOperations.find(call);
    if (!Json.text(call.request().json(), "addonName").equals(Optional.of(NAME))) {
      throw invalid("Addon specified is not supported");
    }
    if (cluster.agent().isPresent()) {
      throw new Refusal(409, "ResourceInUseException", "Addon already exists.");
    }
    var version = version(call, cluster, Agent.CURRENT_VERSION);
    var agent = new Agent(Agent.Installer.MANUAL, version, Optional.empty());
    return changed(
        call,
        cluster.withAgent(Optional.of(agent)),
        Json.object().set("addon", addon(call, agent, "CREATING")));
  }

  private static Answer update(Call call) {
    call.authorize(arn(call), Map.of());
    var cluster = ClusterOperations.find(call);
    var agent = agent(call);
    var version = version(call, cluster, agent.version());
    var changed = new Agent(agent.installer(), version, agent.issue());
    var update =
        Json.object()
            .put("id", "%08x-0000-4000-8000-000000000001".formatted(version.hashCode()))
            .put("status", "InProgress")
            .put("type", "AddonUpdate")
            .put("createdAt", Json.epoch(call.now()));
    update.set("params", Json.array(Stream.of()));
    update.set("errors", Json.array(Stream.of()));
    return changed(
        call, cluster.withAgent(Optional.of(changed)), Json.object().set("update", update));
  }

  private static Answer delete(Call call) {
    call.authorize(arn(call), Map.of());
    var cluster = ClusterOperations.find(call);
    var body = Json.object().set("addon", addon(call, agent(call), "DELETING"));
    return changed(call, cluster.withAgent(Optional.empty()), body);
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
