package io.eksguard.render;

import java.util.regex.Pattern;

/// How Markdown is to be made so that a forge takes it as a comment.
///
/// @param key tells this comment from others of the same kind, in the hidden marker
/// @param budget how many characters it may have at most; a character beyond the first 65,536 of
///   Unicode counts as two
public record MarkdownForm(String key, int budget) {
  /// What GitHub takes in a comment, but for one.
  public static final int DEFAULT_BUDGET = 65_535;

  /// What the marker, the summary and the word about what was cut take at most.
  public static final int LEAST_BUDGET = 1_500;

  // Before DEFAULT, whose making looks at it.
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._/]|-(?!-)){0,63}");

  /// What a reader finds without having said a key.
  public static final MarkdownForm DEFAULT = new MarkdownForm("default", DEFAULT_BUDGET);

  public MarkdownForm {
    if (!isKey(key) || budget < LEAST_BUDGET) {
      throw new IllegalArgumentException("no form for Markdown: " + key + ", " + budget);
    }
  }

  /// Whether the text can be a key: it stands in a comment of HTML, which `--` would end.
  public static boolean isKey(String text) {
    return KEY.matcher(text).matches() && !text.endsWith("-");
  }

  /// The hidden marker, by which a comment is found again and replaced.
  ///
  /// @param kind what the comment shows, such as `plan`
  String marker(String kind) {
    return "<!-- eksguard:" + kind + " " + key + " -->";
  }
}
