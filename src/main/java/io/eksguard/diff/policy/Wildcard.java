package io.eksguard.diff.policy;

import java.util.Locale;

/// IAM's wildcards: `*` is any text, `?` any one character.
final class Wildcard {
  private static final int ARN_PARTS = 6;

  private Wildcard() {}

  /// Whether the text is as the pattern says. Steps back to the last `*` only, so it takes O(n·m)
  /// time at worst, also on a hostile pattern.
  static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      char at = p < pattern.length() ? pattern.charAt(p) : '\0';
      if (at == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length() && (at == '?' || at == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    return pattern.substring(p).chars().allMatch(c -> c == '*');
  }

  /// Whether the action is as the pattern says; case does not matter there.
  static boolean matchesAction(String pattern, String action) {
    return matches(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT));
  }

  /// Whether the ARN is as the pattern says: each of its six parts for itself.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">
  ///   IAM User Guide, ARN condition operators, read 2026-11-24</a>
  static Whether matchesArn(String pattern, String arn) {
    String[] patterns = pattern.split(":", ARN_PARTS);
    String[] parts = arn.split(":", ARN_PARTS);
    if (patterns.length != ARN_PARTS || parts.length != ARN_PARTS) {
      return Whether.MAYBE;
    }
    for (int i = 0; i < ARN_PARTS; i++) {
      if (!matches(patterns[i], parts[i])) {
        return Whether.NO;
      }
    }
    return Whether.YES;
  }
}
