package io.eksguard.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/// An AWS Organization.
///
/// @param management the id of the management account
/// @param policyTypes the policy types enabled on the root
/// @param administrators the delegated GuardDuty administrator, by region
/// @param configurations GuardDuty's organization configuration, by region
public record Organization(
    String id,
    String management,
    String root,
    SortedMap<String, Unit> units,
    SortedSet<String> policyTypes,
    SortedMap<String, Policy> policies,
    SortedMap<String, String> administrators,
    SortedMap<String, OrganizationConfiguration> configurations) {

  /// The type of the policies we know.
  public static final String SERVICE_CONTROL_POLICY = "SERVICE_CONTROL_POLICY";

  /// What cannot change later.
  public Organization {
    units = Sorted.map(units);
    policyTypes = Sorted.set(policyTypes);
    policies = Sorted.map(policies);
    administrators = Sorted.map(administrators);
    configurations = Sorted.map(configurations);
  }

  /// The delegated GuardDuty administrator of a region.
  public Optional<String> administrator(String region) {
    return Optional.ofNullable(administrators.get(region));
  }

  /// GuardDuty's organization configuration of a region.
  public OrganizationConfiguration configuration(String region) {
    var found = configurations.get(region);
    return found == null ? OrganizationConfiguration.NOTHING : found;
  }

  /// The same organization with another configuration in one region.
  public Organization withConfiguration(String region, OrganizationConfiguration changed) {
    var all = Sorted.with(configurations, region, changed);
    return new Organization(
        id, management, root, units, policyTypes, policies, administrators, all);
  }

  /// The same organization with other policies.
  public Organization withPolicies(SortedMap<String, Policy> changed) {
    return new Organization(
        id, management, root, units, policyTypes, changed, administrators, configurations);
  }

  /// The ids from a root, unit or account's parent up to the root, itself first.
  public List<String> upwards(String from) {
    var path = new ArrayList<String>();
    var at = Optional.of(from);
    while (at.isPresent() && !path.contains(at.get())) {
      path.add(at.get());
      at = Optional.ofNullable(units.get(at.get())).map(Unit::parent);
    }
    return List.copyOf(path);
  }
}
