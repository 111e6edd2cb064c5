package io.eksguard.model;

import java.util.Locale;

/// What is done about the endpoint through which agents by hand send what they see: `endpoint`.
public enum EndpointCare {
  /// It is made where there is none, and removed again when no agent needs it.
  MANAGED,
  /// It is looked at, and no agent is installed without one.
  CHECKED,
  /// Nobody looks at it.
  IGNORED;

  /// The word in the file.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
