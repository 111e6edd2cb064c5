package io.eksguard.plan;

import io.eksguard.diff.Change;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.Feature;
import io.eksguard.model.Region;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a plan stands on in one region's organization configuration.
///
/// @param region the region
/// @param guardDuty for whom GuardDuty itself was turned on
/// @param live for whom each feature was turned on
public record RegionBasis(
    Region region, AutoEnable guardDuty, SortedMap<Feature, AutoEnableSetting> live) {
  public RegionBasis {
    live = new TreeMap<>(live);
  }

  /// The basis of settings that were read.
  public static RegionBasis of(Region region, OrganizationSettings settings) {
    return new RegionBasis(region, settings.guardDuty(), settings.features());
  }

  /// How the feature was set.
  AutoEnableSetting liveSetting(Feature feature) {
    return live.getOrDefault(feature, AutoEnableSetting.NONE);
  }

  /// The basis once the change is done.
  RegionBasis after(Change change) {
    if (!(change instanceof Change.OrganizationFeature feature)
        || !feature.region().equals(region)) {
      return this;
    }
    SortedMap<Feature, AutoEnableSetting> now = new TreeMap<>(live);
    now.put(feature.feature(), feature.after());
    return new RegionBasis(region, feature.guardDutyAfter(), now);
  }
}
