package io.eksguard.sim.world;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// A VPC, as far as the agents on its clusters depend on it.
///
/// @param id such as `vpc-0a1b2c3d`
/// @param owner the account that shares it; empty = it is the account's own
/// @param dnsSupport its attribute `enableDnsSupport`
/// @param dnsHostnames its attribute `enableDnsHostnames`
/// @param subnets how many free addresses each subnet has; the last letter of a subnet's id is that
///   of its zone
/// @param endpoints interface endpoints of GuardDuty's data plane, by id; not those that GuardDuty
///   made itself
/// @param groups security groups by id
public record Vpc(
    String id,
    Optional<String> owner,
    String cidr,
    boolean dnsSupport,
    boolean dnsHostnames,
    SortedMap<String, Integer> subnets,
    SortedMap<String, DataEndpoint> endpoints,
    SortedMap<String, Group> groups) {
  /// The key of the tag by which GuardDuty knows what it made.
  public static final String TAG = "GuardDutyManaged";

  static final String CIDR = "10.0.0.0/16";
  private static final int MANY = 4091;
  private static final String AVAILABLE = "available";
  private static final String DELETING = "deleting";

  /// What cannot change later.
  public Vpc {
    subnets = Sorted.map(subnets);
    endpoints = Sorted.map(endpoints);
    groups = Sorted.map(groups);
  }

  /// An interface endpoint of `guardduty-data`.
  ///
  /// @param state as EC2 says it, such as `available`
  /// @param until when it is over with `pending` or `deleting`; empty = it is not in between
  /// @param privateDns whether the VPC resolves the name of the service to it
  /// @param policy its policy; empty = everything is allowed
  public record DataEndpoint(
      String id,
      String state,
      Optional<Instant> until,
      boolean privateDns,
      SortedSet<String> subnets,
      SortedSet<String> groups,
      SortedMap<String, String> tags,
      Optional<String> policy) {
    /// What cannot change later.
    public DataEndpoint {
      subnets = Sorted.set(subnets);
      groups = Sorted.set(groups);
      tags = Sorted.map(tags);
    }

    /// The same while EC2 is at it, until a time.
    public DataEndpoint in(String other, Instant end) {
      return new DataEndpoint(
          id, other, Optional.of(end), privateDns, subnets, groups, tags, policy);
    }

    /// What is left of it at a time.
    Optional<DataEndpoint> at(Instant now) {
      if (until.isEmpty() || now.isBefore(until.get())) {
        return Optional.of(this);
      }
      return state.equals(DELETING)
          ? Optional.empty()
          : Optional.of(
              new DataEndpoint(
                  id, AVAILABLE, Optional.empty(), privateDns, subnets, groups, tags, policy));
    }
  }

  /// A security group.
  ///
  /// @param https from which addresses it lets in what comes to port 443
  public record Group(
      String id, String name, SortedSet<String> https, SortedMap<String, String> tags) {
    /// What cannot change later.
    public Group {
      https = Sorted.set(https);
      tags = Sorted.map(tags);
    }
  }

  /// One of which the world says nothing: with two subnets, and an endpoint that somebody made.
  static Vpc unsaid(String id) {
    var group = new Group(named("sg", id, "hand"), "endpoints", Sorted.set(Set.of(CIDR)), none());
    var subnets = subnetsOf(id);
    var endpoint =
        new DataEndpoint(
            named("vpce", id, "hand"),
            AVAILABLE,
            Optional.empty(),
            true,
            Sorted.set(subnets.keySet()),
            Sorted.set(Set.of(group.id())),
            none(),
            Optional.empty());
    return new Vpc(
        id,
        Optional.empty(),
        CIDR,
        true,
        true,
        subnets,
        Sorted.map(Map.of(endpoint.id(), endpoint)),
        Sorted.map(Map.of(group.id(), group)));
  }

  private static SortedMap<String, String> none() {
    return Sorted.map(Map.of());
  }

  static SortedMap<String, Integer> subnetsOf(String vpc) {
    var id = named("subnet", vpc, "");
    return Sorted.map(Map.of(id + "a", MANY, id + "b", MANY));
  }

  /// An id that is the same in every run.
  public static String named(String kind, String vpc, String what) {
    return "%s-%08x".formatted(kind, (vpc + "/" + what).hashCode()).toLowerCase(Locale.ROOT);
  }

  /// Whether an endpoint can have an address in it.
  public boolean hasFreeAddress() {
    return subnets.isEmpty() || subnets.values().stream().anyMatch(free -> free > 0);
  }

  /// The endpoint that GuardDuty makes.
  DataEndpoint ofGuardDuty() {
    return new DataEndpoint(
        named("vpce", id, TAG),
        AVAILABLE,
        Optional.empty(),
        true,
        Sorted.set(subnets.keySet()),
        Sorted.set(Set.of(groupOfGuardDuty().id())),
        Sorted.map(Map.of(TAG, "true")),
        Optional.empty());
  }

  /// The security group that GuardDuty makes with it.
  Group groupOfGuardDuty() {
    return new Group(
        named("sg", id, TAG),
        "GuardDutyManagedSecurityGroup-" + id,
        Sorted.set(Set.of(cidr)),
        Sorted.map(Map.of(TAG, "true")));
  }

  /// The same with other endpoints and groups.
  public Vpc with(Collection<DataEndpoint> others, Collection<Group> otherGroups) {
    var byId = new TreeMap<String, DataEndpoint>();
    others.forEach(one -> byId.put(one.id(), one));
    var groupsById = new TreeMap<String, Group>();
    otherGroups.forEach(one -> groupsById.put(one.id(), one));
    return new Vpc(id, owner, cidr, dnsSupport, dnsHostnames, subnets, byId, groupsById);
  }

  /// The same with one endpoint added or replaced.
  public Vpc with(DataEndpoint one) {
    return with(Sorted.with(endpoints, one.id(), one).values(), groups.values());
  }

  /// The same without an endpoint.
  public Vpc withoutEndpoint(String endpoint) {
    return with(Sorted.without(endpoints, List.of(endpoint)).values(), groups.values());
  }

  /// The same with one security group added or replaced.
  public Vpc with(Group one) {
    return with(endpoints.values(), Sorted.with(groups, one.id(), one).values());
  }

  /// The same without a security group.
  public Vpc withoutGroup(String group) {
    return with(endpoints.values(), Sorted.without(groups, List.of(group)).values());
  }

  /// The same at a later time.
  Vpc at(Instant now) {
    return with(
        endpoints.values().stream().flatMap(one -> one.at(now).stream()).toList(), groups.values());
  }

  /// Whether private DNS can be on in it.
  public boolean resolves() {
    return dnsSupport && dnsHostnames;
  }

  /// Whether an agent in it finds an endpoint by the name of the service, and is let in.
  public boolean isConnected() {
    return resolves()
        && endpoints.values().stream()
            .anyMatch(one ->
                one.privateDns()
                    && one.state().equals(AVAILABLE)
                    && one.groups().stream()
                        .flatMap(group -> Optional.ofNullable(groups.get(group)).stream())
                        .anyMatch(group -> !group.https().isEmpty()));
  }
}
