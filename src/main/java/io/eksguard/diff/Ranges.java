package io.eksguard.diff;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/// Ranges of IPv4 addresses, such as `10.0.0.0/16`.
final class Ranges {
  private static final Pattern RANGE =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");
  private static final int BITS = 32;

  private Ranges() {}

  /// Whether one of these holds all of a range. One that cannot be read holds nothing.
  static boolean cover(Collection<String> ranges, String range) {
    return ranges.stream().anyMatch(one -> covers(one, range));
  }

  private static boolean covers(String outer, String inner) {
    var around = RANGE.matcher(outer);
    var inside = RANGE.matcher(inner);
    if (!around.matches() || !inside.matches()) {
      return outer.equals(inner);
    }
    int length = Integer.parseInt(around.group(5));
    return length <= Integer.parseInt(inside.group(5))
        && network(around.toMatchResult(), length) == network(inside.toMatchResult(), length);
  }

  private static long network(java.util.regex.MatchResult range, int length) {
    long address = 0;
    for (int i = 1; i <= 4; i++) {
      address = address * 256 + Integer.parseInt(range.group(i));
    }
    return Optional.of(length).filter(bits -> bits > 0 && bits <= BITS).isEmpty()
        ? 0
        : address >> (BITS - length);
  }
}
