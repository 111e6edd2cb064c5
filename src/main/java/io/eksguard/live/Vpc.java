package io.eksguard.live;

import io.eksguard.model.AccountId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A VPC as far as the way from an agent to GuardDuty goes through it.
///
/// @param id its id
/// @param owner the account that owns it; of one that is shared by another account only that is
///   known
/// @param ranges its IPv4 ranges
/// @param dnsSupport its attribute `enableDnsSupport`
/// @param dnsHostnames its attribute `enableDnsHostnames`
/// @param subnets its subnets by id
/// @param endpoints its endpoints of GuardDuty's data plane by id
/// @param groups the security groups of those, and what else GuardDuty and we made, by id
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html">
///   GuardDuty User Guide, prerequisite: creating a VPC endpoint, read 2026-11-28</a>
public record Vpc(
    String id,
    AccountId owner,
    SortedSet<String> ranges,
    boolean dnsSupport,
    boolean dnsHostnames,
    SortedMap<String, Subnet> subnets,
    SortedMap<String, Endpoint> endpoints,
    SortedMap<String, Group> groups) {
  private static final String AVAILABLE = "available";
  private static final List<String> LEAVING = List.of("deleting", "deleted");

  public Vpc {
    ranges = new TreeSet<>(ranges);
    subnets = new TreeMap<>(subnets);
    endpoints = new TreeMap<>(endpoints);
    groups = new TreeMap<>(groups);
  }

  /// A subnet.
  ///
  /// @param zone its availability zone
  /// @param free how many addresses are free in it
  public record Subnet(String zone, int free) {}

  /// An interface endpoint.
  ///
  /// @param state EC2's word for its state, such as `available`, in small letters
  /// @param privateDns whether the VPC resolves the name of the service to it
  /// @param subnets the subnets it is in
  /// @param groups its security groups
  /// @param policy its policy, as JSON; empty if EC2 did not say
  /// @param maker who made it
  public record Endpoint(
      String state,
      boolean privateDns,
      SortedSet<String> subnets,
      SortedSet<String> groups,
      Optional<String> policy,
      Maker maker) {
    public Endpoint {
      subnets = new TreeSet<>(subnets);
      groups = new TreeSet<>(groups);
    }

    /// Whether it can be used.
    public boolean isAvailable() {
      return state.equals(AVAILABLE);
    }

    /// Whether it is on its way out.
    public boolean isLeaving() {
      return LEAVING.contains(state);
    }
  }

  /// A security group.
  ///
  /// @param open from which IPv4 ranges it lets in what comes to port 443
  /// @param openToOthers whether it also lets in what is not said by such ranges
  /// @param maker who made it
  public record Group(SortedSet<String> open, boolean openToOthers, Maker maker) {
    public Group {
      open = new TreeSet<>(open);
    }
  }

  /// Whether it resolves the private names of endpoints.
  public boolean resolves() {
    return dnsSupport && dnsHostnames;
  }

  /// Whether another account than this one owns it.
  public boolean isSharedWith(AccountId account) {
    return !owner.equals(account);
  }

  /// Its endpoints that are there to stay.
  public List<Endpoint> lasting() {
    return endpoints.values().stream().filter(one -> !one.isLeaving()).toList();
  }

  /// Whether an agent in it finds an endpoint by the name of the service.
  public boolean isConnected() {
    return resolves()
        && endpoints.values().stream().anyMatch(one -> one.isAvailable() && one.privateDns());
  }

  /// Whether anything in it was made by somebody: an endpoint, or a security group that was made
  /// with one.
  public boolean has(Maker maker) {
    return endpoints.values().stream().anyMatch(one -> one.maker() == maker)
        || groups.values().stream().anyMatch(one -> one.maker() == maker);
  }
}
