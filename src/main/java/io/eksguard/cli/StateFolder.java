package io.eksguard.cli;

import java.nio.file.Path;
import java.util.Map;

/// Where eksguard keeps what it must remember between runs.
public final class StateFolder {
  private StateFolder() {}

  /// `$XDG_STATE_HOME/eksguard`, or `~/.local/state/eksguard`.
  public static Path in(Map<String, String> environment) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    if (!state.isEmpty()) {
      return Path.of(state, "eksguard");
    }
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    return Path.of(home, ".local", "state", "eksguard");
  }
}
