package io.eksguard.cli;

import java.time.Duration;

/// The port by which a command lets time pass.
@FunctionalInterface
public interface Pauses {
  /// Waits for so long, or until the user asks to stop.
  void pause(Duration time);
}
