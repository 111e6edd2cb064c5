package io.eksguard.render;

import java.util.List;
import java.util.regex.Pattern;

/// Text that others wrote, made safe to show in Markdown.
///
/// A name, a tag or an error message may look like a heading, a link, a mention, a reference to an
/// issue or a piece of HTML; none of them may become one. What is in a code span or a fenced block
/// is not interpreted by anybody; the rest is escaped, and where a forge looks for words beyond
/// Markdown (`@name`, `#12`) an invisible character stands between.
///
/// @see <a href="https://spec.commonmark.org/0.31.2/#code-spans">CommonMark 0.31.2</a>
/// @see <a
///   href="https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls">
///   GitHub Docs, autolinked references, read 2026-11-24</a>
final class MarkdownText {
  /// A space of no width, as a reference, so that it can be seen in the source.
  private static final String BREAK = "&#8203;";

  /// A name between colons, which may be that of a picture.
  private static final Pattern PICTURE = Pattern.compile(":(?=[a-z0-9_+-]+:)");

  private MarkdownText() {}

  /// A sentence in which values stand between backticks, as messages have it. Not for the beginning
  /// of a line.
  static String prose(String text) {
    String safe = TerminalText.safe(text);
    String[] parts = safe.split("`", -1);
    if (parts.length % 2 == 0) {
      return plain(safe);
    }
    var prose = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      prose.append(i % 2 == 0 ? plain(parts[i]) : code(parts[i]));
    }
    return prose.toString();
  }

  /// The text as it is, in a code span; nothing of no text.
  static String code(String text) {
    String safe = TerminalText.safe(text);
    if (safe.isEmpty()) {
      return "";
    }
    String ticks = "`".repeat(longestRun(safe) + 1);
    boolean padded = ticks.length() > 1 || safe.isBlank();
    return padded ? ticks + " " + safe + " " + ticks : ticks + safe + ticks;
  }

  /// The text without any meaning.
  private static String plain(String text) {
    var plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      plain.append(plain(text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : ' '));
    }
    String broken =
        plain.toString().replace("www.", "www" + BREAK + ".").replace("GH-", "GH" + BREAK + "-");
    return PICTURE.matcher(broken).replaceAll(":" + BREAK);
  }

  private static String plain(char c, char next) {
    boolean inWord = Character.isLetterOrDigit(next);
    return switch (c) {
      case '&' -> "&amp;" + (inWord ? BREAK : "");
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '\\', '`', '*', '_', '[', ']', '|' -> "\\" + c;
      case '$', '~', '^', '{', '}' -> "&#" + (int) c + ";" + BREAK;
      case '@', '#' -> c + BREAK;
      case '!', '%' -> inWord ? c + BREAK : String.valueOf(c);
      case ':' -> next == '/' ? c + BREAK : String.valueOf(c);
      default -> String.valueOf(c);
    };
  }

  /// Lines in a fenced block, with a line break at its end.
  ///
  /// @param language how the block is to be coloured; empty for none
  static String fenced(String language, List<String> lines) {
    String fence =
        "`"
            .repeat(
                Math.max(3, lines.stream().mapToInt(MarkdownText::longestRun).max().orElse(0) + 1));
    return fence + language + "\n" + String.join("\n", lines) + "\n" + fence + "\n";
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
