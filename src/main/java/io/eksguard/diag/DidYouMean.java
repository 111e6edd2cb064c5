package io.eksguard.diag;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the word that was probably meant.
public final class DidYouMean {
  private static final int MAX_LENGTH = 64;

  private DidYouMean() {}

  /// The known word nearest to the given one, if it is near enough to be a slip: at most a third of
  /// its letters differ, regardless of case. A word of more than 64 letters is no slip.
  public static Optional<String> among(Collection<String> known, String given) {
    if (given.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String word = given.toLowerCase(Locale.ROOT);
    int allowed = Math.max(1, word.length() / 3);
    return known.stream()
        .filter(candidate -> distance(word, candidate.toLowerCase(Locale.ROOT)) <= allowed)
        .min(
            Comparator.<String>comparingInt(
                    candidate -> distance(word, candidate.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /// How many letters must be put in, taken out, changed or swapped with their neighbour (optimal
  /// string alignment). Takes O(n·m) time.
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
