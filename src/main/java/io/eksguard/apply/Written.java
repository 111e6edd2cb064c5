package io.eksguard.apply;

import io.eksguard.diag.Diagnostic;

/// What became of one write.
public sealed interface Written {
  /// AWS took it.
  record Taken() implements Written {}

  /// AWS refused it; it had no effect.
  record Refused(Diagnostic why) implements Written {}

  /// The answer was lost; it may have had its effect.
  record InDoubt(Diagnostic why) implements Written {}
}
