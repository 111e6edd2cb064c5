package io.eksguard.cli;

import java.util.Locale;

/// The formats that a plan can take, before and after it was applied.
enum ReportFormat {
  TEXT,
  JSON,
  MARKDOWN,
  HTML;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
