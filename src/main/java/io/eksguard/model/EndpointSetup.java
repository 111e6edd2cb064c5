package io.eksguard.model;

import java.util.SortedSet;
import java.util.TreeSet;

/// How an endpoint of GuardDuty's data plane is set up: what we write of it.
///
/// @param subnets the subnets it is in, one of each zone; none where only its security group is
///   left
/// @param ranges from which ranges its security group lets in what comes to port 443
public record EndpointSetup(SortedSet<String> subnets, SortedSet<String> ranges) {
  public EndpointSetup {
    subnets = new TreeSet<>(subnets);
    ranges = new TreeSet<>(ranges);
  }

  /// Its subnets.
  @Override
  public String toString() {
    return subnets.isEmpty() ? "security group" : "in " + String.join(", ", subnets);
  }
}
