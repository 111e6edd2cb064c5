package io.eksguard.model;

import java.util.Locale;

/// What is done about agents and endpoints that stay behind when their cluster stops being managed:
/// `leftoverAgents`.
public enum LeftoverCare {
  /// Nobody looks for them, and they stay.
  KEEP,
  /// They are looked for and told, and they stay.
  REPORT,
  /// They are looked for, and go, if GuardDuty or eksguard made them.
  REMOVE;

  /// The word in the file.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether anybody looks for them.
  public boolean looks() {
    return switch (this) {
      case KEEP -> false;
      case REPORT, REMOVE -> true;
    };
  }

  /// Whether they go.
  public boolean removes() {
    return switch (this) {
      case KEEP, REPORT -> false;
      case REMOVE -> true;
    };
  }
}
