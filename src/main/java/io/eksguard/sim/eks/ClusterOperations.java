package io.eksguard.sim.eks;

import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Json;
import io.eksguard.sim.wire.Operation;
import io.eksguard.sim.wire.Page;
import io.eksguard.sim.wire.Refusal;
import io.eksguard.sim.world.Cluster;
import io.eksguard.sim.world.Regional;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The operations that read clusters.
///
/// @see <a href="https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeCluster.html">AWS
///   API reference, ListClusters, DescribeCluster, read 2026-11-24</a>
final class ClusterOperations {
  /// The most items that a page of EKS has.
  static final int MAX = 100;

  private ClusterOperations() {}

  static List<Operation> all() {
    return List.of(
        new Operation("ListClusters", "GET", "/clusters", ClusterOperations::list),
        new Operation("DescribeCluster", "GET", "/clusters/{name}", ClusterOperations::describe));
  }

  /// The cluster that the path names.
  static Cluster find(Call call) {
    var name = call.path("name");
    return call.world()
        .cluster(call.account(), call.region(), name)
        .orElseThrow(() ->
            new Refusal(
                404, "ResourceNotFoundException", "No cluster found for name: " + name + "."));
  }

  /// The ARN of the cluster that the path names, whether it exists or not.
  static String arn(Call call) {
    return call.world().clusterArn(call.account(), call.region(), call.path("name"));
  }

  static Refusal invalidPage() {
    return new Refusal(400, "InvalidParameterException", "maxResults or nextToken is not valid");
  }

  private static Answer list(Call call) {
    call.authorize("*", Map.of());
    var names = List.copyOf(call.here().clusters().keySet());
    var page =
        Page.of(
            names, call, Page.Asked.inQuery(call.request()), MAX, ClusterOperations::invalidPage);
    var body = Json.object().set("clusters", Json.texts(page.items()));
    Json.putIfPresent(body, "nextToken", page.next());
    return Answer.json(body);
  }

  private static Answer describe(Call call) {
    call.authorize(arn(call), Map.of());
    return Answer.json(Json.object().set("cluster", cluster(find(call), call)));
  }

  private static ObjectNode cluster(Cluster cluster, Call call) {
    var node =
        Json.object()
            .put("name", cluster.name())
            .put("arn", arn(call))
            .put("createdAt", Json.epoch(cluster.createdAt()))
            .put("version", cluster.version())
            .put(
                "endpoint",
                "https://%s.gr7.%s.eks.amazonaws.com".formatted(hash(call), call.region()))
            .put(
                "roleArn",
                "arn:%s:iam::%s:role/eks-cluster"
                    .formatted(call.world().partition(), call.account()))
            .put("status", cluster.status())
            .put("platformVersion", "eks.1");
    node.set("resourcesVpcConfig", network(cluster, call));
    node.set("certificateAuthority", Json.object().put("data", "c2FuZGJveA=="));
    node.set("health", Json.object().set("issues", Json.texts(List.of())));
    node.set("accessConfig", Json.object().put("authenticationMode", "API"));
    node.set("tags", Json.texts(cluster.tags()));
    traits(cluster, call, node);
    return node;
  }

  private static void traits(Cluster cluster, Call call, ObjectNode node) {
    if (cluster.traits().contains(Cluster.LOCAL)) {
      var outpost =
          "arn:%s:outposts:%s:%s:outpost/op-0123456789abcdef0"
              .formatted(call.world().partition(), call.region(), call.account());
      node.set(
          "outpostConfig",
          Json.object()
              .put("controlPlaneInstanceType", "m5.large")
              .set("outpostArns", Json.texts(List.of(outpost))));
    }
    if (cluster.traits().contains(Cluster.HYBRID_NODES)) {
      var networks = node.putObject("remoteNetworkConfig").putArray("remoteNodeNetworks");
      networks.addObject().set("cidrs", Json.texts(List.of("10.80.0.0/16")));
    }
    if (cluster.traits().contains(Cluster.AUTO_MODE)) {
      node.set(
          "computeConfig",
          Json.object()
              .put("enabled", true)
              .set("nodePools", Json.texts(List.of("general-purpose"))));
    }
  }

  private static ObjectNode network(Cluster cluster, Call call) {
    var id = hash(call).substring(0, 8).toLowerCase(Locale.ROOT);
    var vpc = Regional.vpcOf(call.account(), call.region(), cluster);
    var vpcs = call.here().vpcs(call.account(), call.region());
    var subnets =
        Optional.ofNullable(vpcs.get(vpc))
            .map(found -> List.copyOf(found.subnets().keySet()))
            .orElse(List.of());
    var network =
        Json.object()
            .put("clusterSecurityGroupId", "sg-" + id)
            .put("vpcId", vpc)
            .put("endpointPublicAccess", false)
            .put("endpointPrivateAccess", true);
    network.set("subnetIds", Json.texts(subnets));
    network.set("securityGroupIds", Json.texts(List.of()));
    return network.set("publicAccessCidrs", Json.texts(List.of()));
  }

  private static String hash(Call call) {
    return "%08X%08X".formatted(arn(call).hashCode(), call.path("name").hashCode());
  }
}
