package io.eksguard.render;

/// Text that others wrote, made safe to show on a terminal.
///
/// A file or a tag can hold escape sequences that clear the screen, or marks that turn the
/// direction of writing round; none of them may reach the terminal as such.
public final class TerminalText {
  private TerminalText() {}

  /// The text with all that is not shown as a character spelt out, such as `\u001b`.
  public static String safe(String text) {
    var safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> safe.append(safe(c)));
    return safe.toString();
  }

  /// One code point, spelt out if it is not shown as a character.
  static String safe(int c) {
    if (c == '\t') {
      return "\\t";
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          String.format(c > 0xFFFF ? "\\u{%x}" : "\\u%04x", c);
      default -> Character.toString(c);
    };
  }

  /// How many columns of a terminal the text takes.
  static int width(String text) {
    return text.codePoints().map(TerminalText::width).sum();
  }

  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    // The wide blocks: Hangul Jamo, CJK up to Yi, Hangul, CJK compatibility, full width, pictures.
    boolean wide =
        (c >= 0x1100 && c <= 0x115F)
            || (c >= 0x2E80 && c <= 0xA4CF)
            || (c >= 0xAC00 && c <= 0xD7A3)
            || (c >= 0xF900 && c <= 0xFAFF)
            || (c >= 0xFE30 && c <= 0xFE6F)
            || (c >= 0xFF00 && c <= 0xFF60)
            || (c >= 0xFFE0 && c <= 0xFFE6)
            || (c >= 0x1F300 && c <= 0x1FAFF)
            || (c >= 0x20000 && c <= 0x3FFFD);
    return wide ? 2 : 1;
  }
}
