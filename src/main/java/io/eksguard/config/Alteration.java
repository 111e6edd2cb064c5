package io.eksguard.config;

import java.util.List;
import java.util.Optional;

/// A change to what files say, made to what was read of them. The files stay as they are.
///
/// @param kind what is to be done
/// @param typed `PATH=VALUE`, `PATH+=VALUE` or `PATH=` to set; `PATH` to remove
public record Alteration(Kind kind, String typed) {
  /// What is to be done.
  public enum Kind {
    SET("--set"),
    UNSET("--unset");

    private final String option;

    Kind(String option) {
      this.option = option;
    }

    /// How it is named on the command line, and in the places of diagnostics.
    public String option() {
      return option;
    }
  }

  /// What became of one.
  ///
  /// @param path as it was typed
  /// @param appends whether the value was put behind a list
  /// @param before the value that stood there, in one line of YAML
  /// @param after the value that stands there now, or was put behind
  public record Made(
      String path, boolean appends, Optional<String> before, Optional<String> after) {}

  /// What reading with changes gave.
  ///
  /// @param made the changes, in their order; those that could not be made are left out
  public record Read(Result result, List<Made> made) {
    public Read {
      made = List.copyOf(made);
    }
  }
}
