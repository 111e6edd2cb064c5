package io.eksguard.shell;

/// Ctrl-C, as far as it is about the command that runs.
final class Interruption {
  private volatile Turn turn = new Turn();

  /// One command's time. Who was asked to stop in it stays so, also when the next command runs.
  static final class Turn {
    private volatile boolean asked;

    boolean isAsked() {
      return asked;
    }
  }

  /// The person wants the command to stop.
  void ask() {
    turn.asked = true;
  }

  /// The time of the command that runs.
  Turn turn() {
    return turn;
  }

  /// Whether the command that runs was asked to stop.
  boolean isAsked() {
    return turn.isAsked();
  }

  /// Another command begins.
  void over() {
    turn = new Turn();
  }
}
