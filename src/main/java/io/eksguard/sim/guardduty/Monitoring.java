package io.eksguard.sim.guardduty;

import io.eksguard.sim.world.Agent;
import io.eksguard.sim.world.Cluster;
import io.eksguard.sim.world.Detector;
import io.eksguard.sim.world.Feature;
import io.eksguard.sim.world.Regional;
import io.eksguard.sim.world.World;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/// What GuardDuty does with the agents of clusters, by itself.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-eks.html">
///   GuardDuty user guide, how runtime monitoring works with EKS, read 2026-11-24</a>
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-resource-clean-up.html">
///   GuardDuty user guide, cleaning up agent resources, read 2026-11-24</a>
public final class Monitoring {
  private Monitoring() {}

  /// The tag of a cluster that GuardDuty heeds. Keys and values are case sensitive.
  public static final String TAG = "GuardDutyManaged";

  /// Whether GuardDuty's rules make this cluster one whose agent GuardDuty manages.
  public static boolean manages(Regional regional, Cluster cluster) {
    return regional.detector().filter(d -> manages(d, cluster)).isPresent();
  }

  private static boolean manages(Detector detector, Cluster cluster) {
    var tag = Optional.ofNullable(cluster.tags().get(TAG));
    return detector.enabled()
        && Feature.RUNTIME.stream()
            .map(detector::feature)
            .filter(Feature::enabled)
            .anyMatch(feature ->
                feature.managesAddon()
                    ? tag.filter("false"::equals).isEmpty()
                    : tag.filter("true"::equals).isPresent());
  }

  /// The world after GuardDuty has reacted to a change.
  public static World react(World before, World after) {
    var world = after;
    for (var account : after.accounts().values()) {
      for (var entry : account.regions().entrySet()) {
        var region = entry.getKey();
        var was = before.at(account.id(), region);
        if (!was.equals(entry.getValue())) {
          world =
              world.with(
                  account.id(),
                  region,
                  now -> react(was, now, cluster -> Regional.vpcOf(account.id(), region, cluster)));
        }
      }
    }
    return Connection.settle(world);
  }

  private static Regional react(Regional before, Regional after, Function<Cluster, String> vpcOf) {
    var regional = after;
    var endpoints = new TreeSet<>(after.endpoints());
    var turnedOff = monitors(before) && !monitors(after);
    for (var cluster : after.clusters().values()) {
      if (turnedOff) {
        // also an agent that was installed by hand
        regional = regional.withCluster(cluster.withAgent(Optional.empty()));
      } else if (manages(after, cluster) && cluster.takesAddons()) {
        // one that is there already is kept, and so is the endpoint when the cluster leaves
        var vpc = vpcOf.apply(cluster);
        if (Connection.canMakeEndpoint(after, vpc)) {
          endpoints.add(vpc);
        }
      }
      if (!turnedOff
          && manages(after, cluster)
          && cluster.takesAddons()
          && cluster.agent().isEmpty()) {
        var agent = Agent.healthy(Agent.Installer.GUARDDUTY);
        regional = regional.withCluster(cluster.withAgent(Optional.of(agent)));
      }
    }
    return regional.withEndpoints(turnedOff ? List.of() : endpoints);
  }

  private static boolean monitors(Regional regional) {
    return regional.detector().filter(Detector::monitorsRuntime).isPresent();
  }
}
