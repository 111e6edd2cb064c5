package io.eksguard.sim.ec2;

import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.world.Cluster;
import io.eksguard.sim.world.Nodes;
import io.eksguard.sim.world.Regional;
import io.eksguard.sim.world.Vpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// The operation that reads instances: those that are nodes of clusters, each a reservation of its
/// own. All of them run.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html">Amazon
///   EC2 API reference, DescribeInstances, read 2026-11-28</a>
final class InstanceOperations {
  private static final String RUNNING = "running";
  private static final int CODE_OF_RUNNING = 16;

  private InstanceOperations() {}

  static Map<String, Function<Call, Answer>> all() {
    return Map.of("DescribeInstances", InstanceOperations::instances);
  }

  private static Answer instances(Call call) {
    var asked = Asked.of(call);
    asked.authorize("*", Map.of(), Map.of());
    var found = new ArrayList<String>();
    for (var cluster : call.here().clusters().values()) {
      var number = 0;
      var vpc = Regional.vpcOf(call.account(), call.region(), cluster);
      for (var nodes : cluster.allNodes()) {
        for (int i = 0; i < nodes.count(); i++) {
          number++;
          var id = Vpc.named("i", cluster.name(), Integer.toString(number));
          var tags = tags(cluster, number);
          if (asked.fits(values(id, nodes, vpc), tags)) {
            found.add(reservation(asked, id, nodes, vpc, tags));
          }
        }
      }
    }
    return VpcOperations.paged(asked, "reservationSet", found);
  }

  private static Map<String, List<String>> values(String id, Nodes nodes, String vpc) {
    return Map.of(
        "instance-id", List.of(id),
        "instance-state-name", List.of(RUNNING),
        "instance-type", List.of(nodes.type()),
        "vpc-id", List.of(vpc));
  }

  /// Nodes that nobody's node group has carry the tag by which Kubernetes knows its own too.
  private static Map<String, String> tags(Cluster cluster, int number) {
    var tags = new TreeMap<String, String>();
    tags.put("kubernetes.io/cluster/" + cluster.name(), "owned");
    tags.put("Name", cluster.name() + "-" + number);
    if (cluster.traits().contains(Cluster.AUTO_MODE)) {
      tags.put("eks:eks-cluster-name", cluster.name());
    } else {
      tags.put("eks:cluster-name", cluster.name());
      tags.put("eks:nodegroup-name", "ng-default");
    }
    return tags;
  }

  private static String reservation(
      Asked asked, String id, Nodes nodes, String vpc, Map<String, String> tags) {
    var instance =
        Xml.element("instanceId", id)
            + Xml.around(
                "instanceState",
                Xml.element("code", CODE_OF_RUNNING) + Xml.element("name", RUNNING))
            + Xml.element("instanceType", nodes.type())
            + (nodes.windows() ? Xml.element("platform", "windows") : "")
            + Xml.element("vpcId", vpc)
            + cpu(nodes)
            + Xml.tags(tags);
    return Xml.element("reservationId", Vpc.named("r", id, vpc))
        + Xml.element("ownerId", asked.call().account())
        + Xml.items("instancesSet", List.of(instance));
  }

  /// For a type of which this world knows no number of vCPUs there is none, as AWS does not promise
  /// it.
  private static String cpu(Nodes nodes) {
    var vcpus = nodes.vcpus();
    return vcpus.isEmpty()
        ? ""
        : Xml.around(
            "cpuOptions",
            Xml.element("coreCount", vcpus.getAsInt() / nodes.threadsPerCore())
                + Xml.element("threadsPerCore", nodes.threadsPerCore()));
  }
}
