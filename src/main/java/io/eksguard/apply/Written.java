package io.eksguard.apply;

import io.eksguard.diag.Diagnostic;

/// What became of one write.
public sealed interface Written {
  /// AWS took it.
  record Taken() implements Written {}

  /// AWS refused it; it had no effect.
  record Refused(Diagnostic why) implements Lasting {}

  /// The answer was lost; it may have had its effect.
  record InDoubt(Diagnostic why) implements Lasting {}

  /// It did not work now, for a reason that passes by itself: it may be tried again, guards first.
  ///
  /// @param lasting what it is if the reason does not pass
  record NotNow(Lasting lasting) implements Written {}

  /// A write that did not work.
  sealed interface Lasting extends Written permits Refused, InDoubt {
    /// Why not.
    Diagnostic why();
  }
}
