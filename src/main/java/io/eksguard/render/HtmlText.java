package io.eksguard.render;

/// Text that others wrote, made safe to show in HTML.
final class HtmlText {
  private HtmlText() {}

  /// The text without any meaning, between tags or in a quoted attribute; what a terminal would not
  /// show as a character is spelt out here, too.
  static String safe(String text) {
    String visible = TerminalText.safe(text);
    var safe = new StringBuilder(visible.length());
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}
