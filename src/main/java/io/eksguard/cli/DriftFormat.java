package io.eksguard.cli;

import java.util.Locale;

/// The formats that drift can take.
enum DriftFormat {
  TEXT,
  JSON,
  MARKDOWN,
  HTML,
  SARIF,
  JUNIT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
