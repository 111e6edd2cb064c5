package io.eksguard.live;

import java.util.Locale;

/// Who made something in a VPC, going by its tags.
public enum Maker {
  /// We did, and nobody took our tag away.
  EKSGUARD,
  /// GuardDuty: its role may touch only what carries its own tag.
  GUARDDUTY,
  /// Somebody else.
  OTHERS;

  /// The word in JSON.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
