package io.eksguard.sim.world;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// One GuardDuty protection plan on one detector.
///
/// @param enabled whether its status is `ENABLED`
/// @param additional the additional configurations by name, and whether each is `ENABLED`
public record Feature(boolean enabled, SortedMap<String, Boolean> additional) {

  /// Runtime monitoring of EKS alone.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DetectorFeatureConfiguration.html">
  ///   AWS API reference, DetectorFeatureConfiguration, read 2026-11-24</a>
  public static final String EKS_RUNTIME_MONITORING = "EKS_RUNTIME_MONITORING";

  /// Runtime monitoring of EKS, ECS and EC2.
  public static final String RUNTIME_MONITORING = "RUNTIME_MONITORING";

  /// The additional configuration that lets GuardDuty install and update the agent on EKS.
  public static final String EKS_ADDON_MANAGEMENT = "EKS_ADDON_MANAGEMENT";

  /// The two features that bring the agent to EKS clusters.
  public static final List<String> RUNTIME = List.of(EKS_RUNTIME_MONITORING, RUNTIME_MONITORING);

  /// A feature whose additional configurations are safe from later changes.
  public Feature {
    additional = Sorted.map(additional);
  }

  /// A feature that is off, with every additional configuration that it can have off, too.
  public static Feature off(String name) {
    var additional = new TreeMap<String, Boolean>();
    for (var each : FeatureNames.additionalOf(name)) {
      additional.put(each, false);
    }
    return new Feature(false, additional);
  }

  /// The same feature turned on or off; additional configurations stay.
  public Feature withEnabled(boolean changed) {
    return new Feature(changed, additional);
  }

  /// The same feature with some additional configurations changed.
  public Feature withAdditional(Map<String, Boolean> changed) {
    var all = new TreeMap<>(additional);
    all.putAll(changed);
    return new Feature(enabled, all);
  }

  /// Whether GuardDuty manages the agent of every cluster that is not excluded.
  public boolean managesAddon() {
    return additional.getOrDefault(EKS_ADDON_MANAGEMENT, false);
  }
}
