package io.eksguard.cli;

/// Who answers questions, and must have seen them before.
public interface Asked {
  /// A question comes next: what was typed until now is no answer to it.
  void nextIsAQuestion();
}
