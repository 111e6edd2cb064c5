package io.eksguard.shell.review;

/// What a person can press.
public sealed interface Key {
  /// A character that is printed.
  ///
  /// @param codePoint which one
  record Typed(int codePoint) implements Key {
    /// @throws IllegalArgumentException if it is no character that is printed; a bug of ours
    public Typed {
      if (Character.isISOControl(codePoint) || !Character.isValidCodePoint(codePoint)) {
        throw new IllegalArgumentException("not a character that is printed: " + codePoint);
      }
    }
  }

  /// A key with a name.
  enum Named implements Key {
    UP,
    DOWN,
    LEFT,
    RIGHT,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    ENTER,
    ESCAPE,
    BACKSPACE,
    /// Deletes all that was typed: Ctrl-U.
    ERASE,
    /// Ctrl-C.
    INTERRUPT,
    /// Paints the screen anew: Ctrl-L.
    REDRAW,
    /// Any other.
    UNKNOWN
  }
}
