package io.eksguard.sim.guardduty;

import io.eksguard.sim.world.Cluster;
import io.eksguard.sim.world.Regional;
import io.eksguard.sim.world.Vpc;
import io.eksguard.sim.world.World;
import java.util.Optional;

/// Whether agents have a way to GuardDuty. Where the world says nothing of a VPC, they have.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html">
///   GuardDuty user guide, coverage for EKS clusters, read 2026-11-24</a>
final class Connection {
  private Connection() {}

  /// Whether GuardDuty can make its endpoint: the VPC is the account's own, resolves private names,
  /// has a free address, and no other endpoint that has the name already.
  static boolean canMakeEndpoint(Regional regional, String vpc) {
    return Optional.ofNullable(regional.said().get(vpc))
        .map(said ->
            said.owner().isEmpty()
                && said.resolves()
                && said.hasFreeAddress()
                && said.endpoints().values().stream().noneMatch(Vpc.DataEndpoint::privateDns))
        .orElse(true);
  }

  /// The world in which each agent is well or not as its VPC lets it.
  static World settle(World world) {
    var settled = world;
    for (var account : world.accounts().values()) {
      for (var entry : account.regions().entrySet()) {
        var regional = entry.getValue();
        if (regional.said().isEmpty()) {
          continue;
        }
        for (Cluster cluster : regional.clusters().values()) {
          var vpc = Regional.vpcOf(account.id(), entry.getKey(), cluster);
          var agent = cluster.agent();
          if (agent.isPresent() && regional.said().containsKey(vpc)) {
            var other =
                agent.map(a -> a.connected(isConnected(world, account.id(), entry.getKey(), vpc)));
            if (!other.equals(agent)) {
              settled =
                  settled.withCluster(
                      account.id(), entry.getKey(), cluster.name(), c -> c.withAgent(other));
            }
          }
        }
      }
    }
    return settled;
  }

  private static boolean isConnected(World world, String account, String region, String vpc) {
    var found = world.at(account, region).vpcs(account, region).get(vpc);
    if (found == null) {
      return false;
    }
    return found
        .owner()
        .filter(owner -> !owner.equals(account))
        .map(owner -> {
          var shared = world.at(owner, region).vpcs(owner, region).get(vpc);
          return shared != null && shared.isConnected();
        })
        .orElseGet(found::isConnected);
  }
}
