package io.eksguard.plan;

import java.util.Locale;

/// What a step does, as the summary counts it.
public enum Action {
  /// Sets a cluster's tag.
  TAG,
  /// Removes a cluster's tag.
  UNTAG,
  /// Turns runtime monitoring on where no feature for it was on.
  ENABLE,
  /// Turns runtime monitoring off.
  DISABLE,
  /// Changes a setting; also each half of a change from one feature to the other.
  UPDATE,
  /// Installs an agent by hand.
  INSTALL,
  /// Removes one.
  UNINSTALL,
  /// Makes, changes or attaches the policy that protects the tag.
  PROTECT,
  /// Detaches it.
  DETACH;

  /// The word users see.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
