package io.eksguard.render;

import java.util.ArrayList;
import java.util.List;

/// How two texts of one file differ, in the form that `diff -u` and `git` print and `patch` reads.
public final class UnifiedDifference {
  /// How many lines stay around those that differ.
  private static final int CONTEXT = 3;

  private static final String NO_LINE_BREAK = "\\ No newline at end of file";

  private UnifiedDifference() {}

  /// The lines of the difference; none if the texts are equal.
  ///
  /// The line breaks of Windows are left out, as those are that the lines end with.
  ///
  /// @param name the file
  public static List<String> lines(String name, String before, String after) {
    if (before.equals(after)) {
      return List.of();
    }
    List<Line> all = all(split(before), split(after));
    List<String> lines = new ArrayList<>(List.of("--- " + name, "+++ " + name));
    int done = 0;
    int first = nextChange(all, 0);
    while (first < all.size()) {
      int end = endOfChanges(all, first);
      int from = Math.max(done, first - CONTEXT);
      int to = Math.min(all.size(), end + CONTEXT);
      lines.addAll(hunk(all, from, to));
      done = to;
      first = nextChange(all, to);
    }
    return lines;
  }

  /// The lines of a text; one without a line break at its end says so.
  private static List<String> split(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      lines.add(
          end < 0 ? text.substring(start) + "\n" + NO_LINE_BREAK : text.substring(start, end));
      start = end < 0 ? text.length() : end + 1;
    }
    return lines;
  }

  private static List<Line> all(List<String> before, List<String> after) {
    int start = 0;
    while (start < before.size()
        && start < after.size()
        && before.get(start).equals(after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < before.size() - start
        && end < after.size() - start
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    List<Line> all = new ArrayList<>();
    before.subList(0, start).forEach(line -> all.add(new Line(' ', line)));
    TextDifference.all(
            before.subList(start, before.size() - end), after.subList(start, after.size() - end))
        .forEach(line -> all.add(new Line(line.charAt(0), line.substring(2))));
    before
        .subList(before.size() - end, before.size())
        .forEach(line -> all.add(new Line(' ', line)));
    return all;
  }

  private static int nextChange(List<Line> all, int from) {
    int next = from;
    while (next < all.size() && !all.get(next).isChange()) {
      next++;
    }
    return next;
  }

  /// Where changes end that stand so near to each other that they are shown together.
  private static int endOfChanges(List<Line> all, int first) {
    int end = first + 1;
    for (int next = nextChange(all, end);
        next < all.size() && next - end <= 2 * CONTEXT;
        next = nextChange(all, end)) {
      end = next + 1;
    }
    return end;
  }

  private static List<String> hunk(List<Line> all, int from, int to) {
    List<Line> hunk = all.subList(from, to);
    List<String> lines = new ArrayList<>();
    lines.add("@@ -" + range(all, from, hunk, '+') + " +" + range(all, from, hunk, '-') + " @@");
    hunk.forEach(line -> {
      for (String part : (line.sign + line.text).split("\n", -1)) {
        lines.add(part.endsWith("\r") ? part.substring(0, part.length() - 1) : part);
      }
    });
    return lines;
  }

  /// Where a hunk stands in one of the texts.
  ///
  /// @param other the sign of the lines that are not in it
  private static String range(List<Line> all, int from, List<Line> hunk, char other) {
    long start = all.subList(0, from).stream().filter(line -> line.sign != other).count();
    long count = hunk.stream().filter(line -> line.sign != other).count();
    // Lines count from 1; where there are none, the line before them is named.
    long first = count == 0 ? start : start + 1;
    return count == 1 ? String.valueOf(first) : first + "," + count;
  }

  private record Line(char sign, String text) {
    boolean isChange() {
      return sign != ' ';
    }
  }
}
