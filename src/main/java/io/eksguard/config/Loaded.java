package io.eksguard.config;

import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Positions;
import io.eksguard.model.Desired;
import java.util.List;

/// A file that was read without an error.
///
/// @param desired what it says
/// @param positions where it says it, by the paths that the model carries
/// @param warnings what the user should look at all the same, sorted by place
public record Loaded(Desired desired, Positions positions, List<Diagnostic> warnings) {
  public Loaded {
    warnings = List.copyOf(warnings);
  }
}
