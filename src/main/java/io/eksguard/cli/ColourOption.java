package io.eksguard.cli;

import java.util.Locale;
import picocli.CommandLine.Option;

/// Whether to show colours.
public final class ColourOption {
  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "Colours: ${COMPLETION-CANDIDATES}. Auto looks at the terminal and NO_COLOR.")
  private When when = When.AUTO;

  /// The words of the option.
  enum When {
    AUTO,
    ALWAYS,
    NEVER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public boolean use(Ports ports) {
    return switch (when) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          ports.console().colours() && ports.environment().getOrDefault("NO_COLOR", "").isEmpty();
    };
  }
}
