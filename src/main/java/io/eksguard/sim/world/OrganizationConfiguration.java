package io.eksguard.sim.world;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What GuardDuty does with the accounts of the organization in one region.
///
/// @param members which accounts get GuardDuty itself
/// @param features the automatic enabling of each plan, by name
public record OrganizationConfiguration(
    AutoEnable members, SortedMap<String, OrganizationFeature> features) {

  /// Nothing is automatic.
  public static final OrganizationConfiguration NOTHING =
      new OrganizationConfiguration(AutoEnable.NONE, Sorted.map(Map.of()));

  /// The automatic enabling of one plan.
  ///
  /// @param autoEnable of the plan itself
  /// @param additional of each additional configuration, by name
  public record OrganizationFeature(
      AutoEnable autoEnable, SortedMap<String, AutoEnable> additional) {

    /// What cannot change later.
    public OrganizationFeature {
      additional = Sorted.map(additional);
    }

    /// Nothing is automatic.
    public static OrganizationFeature none(String name) {
      var additional = new TreeMap<String, AutoEnable>();
      FeatureNames.additionalOf(name).forEach(each -> additional.put(each, AutoEnable.NONE));
      return new OrganizationFeature(AutoEnable.NONE, additional);
    }

    /// The same with another value, and some additional configurations changed.
    public OrganizationFeature with(AutoEnable changed, Map<String, AutoEnable> some) {
      var all = new TreeMap<>(additional);
      all.putAll(some);
      return new OrganizationFeature(changed, all);
    }
  }

  /// A configuration that lists every plan.
  public OrganizationConfiguration {
    var all = new TreeMap<String, OrganizationFeature>();
    FeatureNames.WRITABLE.forEach(name -> all.put(name, OrganizationFeature.none(name)));
    features.forEach((name, given) ->
        all.put(name, OrganizationFeature.none(name).with(given.autoEnable(), given.additional())));
    features = Sorted.map(all);
  }

  /// The automatic enabling of one plan.
  public OrganizationFeature feature(String name) {
    var feature = features.get(name);
    return feature == null ? OrganizationFeature.none(name) : feature;
  }

  /// The same with one plan changed.
  public OrganizationConfiguration withFeature(String name, OrganizationFeature feature) {
    return new OrganizationConfiguration(members, Sorted.with(features, name, feature));
  }

  /// The same with another value for GuardDuty itself.
  public OrganizationConfiguration withMembers(AutoEnable changed) {
    return new OrganizationConfiguration(changed, features);
  }
}
