package io.eksguard.shell;

import java.util.concurrent.atomic.AtomicBoolean;

/// Ctrl-C, as far as it is about the command that runs.
final class Interruption {
  private final AtomicBoolean asked = new AtomicBoolean();

  /// The person wants the command to stop.
  void ask() {
    asked.set(true);
  }

  /// Whether the command was asked to stop.
  boolean isAsked() {
    return asked.get();
  }

  /// Another command begins.
  void over() {
    asked.set(false);
  }
}
