package io.eksguard.diag;

/// The line of a file that a diagnostic points into.
///
/// @param line the whole line, without its end
/// @param width how many code points, from the column of the diagnostic's place, are meant; at
///   least 1
public record Excerpt(String line, int width) {
  public Excerpt {
    if (width < 1) {
      throw new IllegalArgumentException("a caret is at least one wide: " + width);
    }
  }
}
