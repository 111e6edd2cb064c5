package io.eksguard.model;

/// How a runtime monitoring feature is set in one account and region.
///
/// @param enabled whether the feature is ENABLED
/// @param addonManagement whether its `EKS_ADDON_MANAGEMENT` is ENABLED; without effect while the
///   feature itself is not
public record Setting(boolean enabled, boolean addonManagement) {
  /// Feature and add-on management off.
  public static final Setting OFF = new Setting(false, false);

  /// Whether the two mean the same: both off means the same whatever the add-on management says.
  public boolean meansTheSameAs(Setting other) {
    return enabled == other.enabled && (!enabled || addonManagement == other.addonManagement);
  }

  /// `ENABLED/DISABLED`: the feature, then its add-on management.
  @Override
  public String toString() {
    return word(enabled) + "/" + word(addonManagement);
  }

  private static String word(boolean on) {
    return on ? "ENABLED" : "DISABLED";
  }
}
