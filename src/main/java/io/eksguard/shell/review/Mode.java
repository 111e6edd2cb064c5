package io.eksguard.shell.review;

/// What the keys go to.
sealed interface Mode {
  /// The list.
  record Listing() implements Mode {}

  /// The filter, which is being typed.
  record Typing() implements Mode {}

  /// The page of keys.
  ///
  /// @param top its first line on the screen, counted from 0
  record Help(int top) implements Mode {}
}
