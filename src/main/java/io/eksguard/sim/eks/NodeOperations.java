package io.eksguard.sim.eks;

import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Json;
import io.eksguard.sim.wire.Operation;
import io.eksguard.sim.wire.Page;
import io.eksguard.sim.world.Cluster;
import java.util.List;
import java.util.Map;

/// The operations that list what runs a cluster's pods: Fargate profiles and managed node groups.
///
/// A cluster of this world has one node group, unless EKS manages its nodes or it has Fargate
/// alone; one with Fargate has one profile.
///
/// @see <a href="https://docs.aws.amazon.com/eks/latest/APIReference/API_ListFargateProfiles.html">
///   AWS API reference, ListFargateProfiles, ListNodegroups, read 2026-11-24</a>
final class NodeOperations {
  private NodeOperations() {}

  static List<Operation> all() {
    return List.of(
        new Operation(
            "ListFargateProfiles",
            "GET",
            "/clusters/{name}/fargate-profiles",
            NodeOperations::profiles),
        new Operation(
            "ListNodegroups", "GET", "/clusters/{name}/node-groups", NodeOperations::groups));
  }

  private static Answer profiles(Call call) {
    call.authorize(ClusterOperations.arn(call), Map.of());
    var cluster = ClusterOperations.find(call);
    boolean has =
        cluster.traits().contains(Cluster.FARGATE)
            || cluster.traits().contains(Cluster.FARGATE_ONLY);
    return page(call, "fargateProfileNames", has ? List.of("fp-default") : List.of());
  }

  private static Answer groups(Call call) {
    call.authorize(ClusterOperations.arn(call), Map.of());
    var cluster = ClusterOperations.find(call);
    boolean none =
        cluster.traits().contains(Cluster.FARGATE_ONLY)
            || cluster.traits().contains(Cluster.AUTO_MODE);
    return page(call, "nodegroups", none ? List.of() : List.of("ng-default"));
  }

  private static Answer page(Call call, String key, List<String> names) {
    var page =
        Page.of(
            names,
            call,
            Page.Asked.inQuery(call.request()),
            ClusterOperations.MAX,
            ClusterOperations::invalidPage);
    var body = Json.object().set(key, Json.texts(page.items()));
    Json.putIfPresent(body, "nextToken", page.next());
    return Answer.json(body);
  }
}
