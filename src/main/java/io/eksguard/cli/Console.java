package io.eksguard.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;

/// What is known of the terminal.
///
/// @param interactive whether a person is there to answer
/// @param colours whether colours are shown when nobody says otherwise
/// @param in where answers come from
public record Console(boolean interactive, boolean colours, BufferedReader in) {
  /// A question comes next. In a session, what was typed before it is no answer.
  void nextIsAQuestion() {
    if (in instanceof Asked asked) {
      asked.nextIsAQuestion();
    }
  }

  /// The next line that is typed, if there is one.
  public Optional<String> readLine() {
    try {
      return Optional.ofNullable(in.readLine());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
