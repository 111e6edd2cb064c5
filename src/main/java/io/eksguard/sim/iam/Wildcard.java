package io.eksguard.sim.iam;

import java.util.Locale;
import java.util.regex.Pattern;

/// IAM's wildcards: `*` is any text, `?` any one character.
public final class Wildcard {
  private Wildcard() {}

  /// Whether a text is as a pattern says.
  public static boolean matches(String pattern, String text) {
    var regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      var each = pattern.charAt(i);
      regex.append(
          switch (each) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(each));
          });
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
  }

  /// Whether an action is as a pattern says; IAM does not tell cases apart there.
  public static boolean matchesAction(String pattern, String action) {
    return matches(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT));
  }
}
