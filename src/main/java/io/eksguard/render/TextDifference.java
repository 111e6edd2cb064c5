package io.eksguard.render;

import java.util.ArrayList;
import java.util.List;

/// How two texts differ, line by line.
public final class TextDifference {
  private TextDifference() {}

  /// The lines that are only in one of them, `- ` before those of the first and `+ ` before those
  /// of the second, in order; none if they are equal. Takes O(n·m) time between the first and the
  /// last line that differ.
  public static List<String> lines(String first, String second) {
    List<String> a = first.lines().toList();
    List<String> b = second.lines().toList();
    int start = 0;
    while (start < a.size() && start < b.size() && a.get(start).equals(b.get(start))) {
      start++;
    }
    int end = 0;
    while (end < a.size() - start
        && end < b.size() - start
        && a.get(a.size() - 1 - end).equals(b.get(b.size() - 1 - end))) {
      end++;
    }
    return all(a.subList(start, a.size() - end), b.subList(start, b.size() - end)).stream()
        .filter(line -> !line.startsWith("  "))
        .toList();
  }

  /// The lines of both, in order, those that are in both with two blanks before them.
  static List<String> all(List<String> a, List<String> b) {
    int[][] common = new int[a.size() + 1][b.size() + 1];
    for (int i = a.size() - 1; i >= 0; i--) {
      for (int j = b.size() - 1; j >= 0; j--) {
        common[i][j] =
            a.get(i).equals(b.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<String> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < a.size() || j < b.size()) {
      boolean bothLeft = i < a.size() && j < b.size();
      if (bothLeft && a.get(i).equals(b.get(j))) {
        lines.add("  " + a.get(i++));
        j++;
      } else if (j == b.size() || (bothLeft && common[i + 1][j] >= common[i][j + 1])) {
        lines.add("- " + a.get(i++));
      } else {
        lines.add("+ " + b.get(j++));
      }
    }
    return lines;
  }
}
