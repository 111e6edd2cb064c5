package io.eksguard.model;

/// How the organization configuration sets a runtime monitoring feature.
///
/// @param feature for whom the feature is turned on
/// @param addonManagement for whom its `EKS_ADDON_MANAGEMENT` is turned on
public record AutoEnableSetting(AutoEnable feature, AutoEnable addonManagement) {
  /// Nothing is turned on by itself.
  public static final AutoEnableSetting NONE =
      new AutoEnableSetting(AutoEnable.NONE, AutoEnable.NONE);

  /// Whether GuardDuty overwrites existing accounts because of it.
  public boolean forcesAnything() {
    return feature == AutoEnable.ALL || addonManagement == AutoEnable.ALL;
  }

  /// `NEW/NONE`: the feature, then its add-on management.
  @Override
  public String toString() {
    return feature + "/" + addonManagement;
  }
}
