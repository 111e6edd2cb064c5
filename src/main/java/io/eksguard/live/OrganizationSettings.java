package io.eksguard.live;

import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.Feature;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The organization configuration of one region.
///
/// @param guardDuty for whom GuardDuty itself is turned on
/// @param features for whom each runtime monitoring feature is turned on
public record OrganizationSettings(
    AutoEnable guardDuty, SortedMap<Feature, AutoEnableSetting> features) {
  public OrganizationSettings {
    features = new TreeMap<>(features);
  }

  /// Settings with these features.
  public static OrganizationSettings of(
      AutoEnable guardDuty, Map<Feature, AutoEnableSetting> features) {
    return new OrganizationSettings(guardDuty, new TreeMap<>(features));
  }

  /// How the feature is set; nothing where it is not offered.
  public AutoEnableSetting setting(Feature feature) {
    AutoEnableSetting setting = features.get(feature);
    return setting == null ? AutoEnableSetting.NONE : setting;
  }
}
