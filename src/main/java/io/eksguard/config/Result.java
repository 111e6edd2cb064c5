package io.eksguard.config;

import io.eksguard.diag.Diagnostic;
import java.util.List;
import java.util.Optional;

/// What reading gave.
///
/// @param loaded the desired state; there if and only if no diagnostic is an error
/// @param diagnostics every error and warning, sorted by place
public record Result(Optional<Loaded> loaded, List<Diagnostic> diagnostics) {
  public Result {
    diagnostics = List.copyOf(diagnostics);
    if (loaded.isPresent() == diagnostics.stream().anyMatch(Diagnostic::isError)) {
      throw new IllegalArgumentException("loaded without errors, or errors; not both, not neither");
    }
  }
}
