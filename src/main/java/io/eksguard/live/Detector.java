package io.eksguard.live;

import io.eksguard.model.Feature;
import io.eksguard.model.Setting;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The runtime monitoring part of a detector.
///
/// @param features the features the region offers; one that is missing is not offered there
public record Detector(SortedMap<Feature, FeatureState> features) {
  public Detector {
    features = new TreeMap<>(features);
  }

  /// A detector with these features.
  public static Detector of(Map<Feature, FeatureState> features) {
    return new Detector(new TreeMap<>(features));
  }

  /// How the feature is set; off where it is not offered.
  public Setting setting(Feature feature) {
    FeatureState state = features.get(feature);
    return state == null ? Setting.OFF : state.setting();
  }

  /// Whether either feature is on.
  public boolean monitors() {
    return features.values().stream().anyMatch(state -> state.setting().enabled());
  }

  /// Whether some feature that is on has its add-on management on.
  public boolean managesAddons() {
    return features.values().stream()
        .map(FeatureState::setting)
        .anyMatch(setting -> setting.enabled() && setting.addonManagement());
  }

  /// Whether GuardDuty installs agents on anything besides EKS.
  public boolean installsBesidesEks() {
    return features.values().stream().anyMatch(state -> !state.otherAgents().isEmpty());
  }
}
