package io.eksguard.model;

import java.util.regex.Pattern;

/// An exact cluster name, or a glob: `*` is any run of characters, `?` is any one.
///
/// @param glob what the user wrote
public record ClusterPattern(String glob) implements Comparable<ClusterPattern> {
  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z_*?-]{1,100}");

  public ClusterPattern {
    if (!isValid(glob)) {
      throw new IllegalArgumentException("not a cluster name or pattern: " + glob);
    }
  }

  /// Whether the text could match some cluster's name.
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches() && !text.startsWith("-") && !text.startsWith("_");
  }

  /// Whether it names one cluster outright.
  public boolean isExact() {
    return glob.indexOf('*') < 0 && glob.indexOf('?') < 0;
  }

  /// Whether a cluster of this name is meant. Case matters, as it does to EKS.
  ///
  /// Walks both texts once and steps back to the last `*` only, so it takes O(n·m) time at worst; a
  /// regular expression could take exponential time on a hostile pattern.
  public boolean matches(ClusterName cluster) {
    String name = cluster.value();
    int g = 0;
    int n = 0;
    int star = -1;
    int mark = 0;
    while (n < name.length()) {
      if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == name.charAt(n))) {
        g++;
        n++;
      } else if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        mark = n;
      } else if (star >= 0) {
        g = star + 1;
        n = ++mark;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }

  @Override
  public int compareTo(ClusterPattern other) {
    return glob.compareTo(other.glob);
  }

  @Override
  public String toString() {
    return glob;
  }
}
