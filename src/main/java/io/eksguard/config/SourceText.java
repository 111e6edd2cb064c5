package io.eksguard.config;

import io.eksguard.diag.SourcePos;
import java.util.Arrays;

/// A text with its name, addressed by code points and cut into lines.
///
/// Lines end with `\n`, `\r\n` or `\r`, as in YAML 1.2.
final class SourceText {
  private final String name;
  private final String text;
  private final boolean marked;
  private final int[] codePoints;
  private final int[] lineStarts;

  SourceText(String name, String text) {
    this(name, text, false);
  }

  /// @param marked whether a byte order mark stood before the text
  SourceText(String name, String text, boolean marked) {
    this.name = name;
    this.marked = marked;
    this.text = text;
    this.codePoints = text.codePoints().toArray();
    this.lineStarts = lineStarts(codePoints);
  }

  String name() {
    return name;
  }

  String text() {
    return text;
  }

  /// Whether a byte order mark stood before the text; it is not part of it.
  boolean isMarked() {
    return marked;
  }

  int length() {
    return codePoints.length;
  }

  int codePoint(int index) {
    return codePoints[index];
  }

  /// The place of a code point.
  ///
  /// @param index counted from 0; the length of the text stands for its end
  SourcePos pos(int index) {
    int line = lineOf(index);
    return new SourcePos(name, line + 1, index - lineStarts[line] + 1);
  }

  /// The line around a code point, without its end.
  String lineAround(int index) {
    return substring(lineStarts[lineOf(index)], lineEnd(index));
  }

  /// Where the line around a code point ends, before its line break.
  int lineEnd(int index) {
    int line = lineOf(index);
    int end = line + 1 < lineStarts.length ? lineStarts[line + 1] : codePoints.length;
    while (end > lineStarts[line] && isBreak(codePoints[end - 1])) {
      end--;
    }
    return end;
  }

  /// Where the line around a code point starts.
  int lineStart(int index) {
    return lineStarts[lineOf(index)];
  }

  /// Where the line above the one around a code point ends, before its line break.
  ///
  /// @param index a code point that is not in the first line
  int endOfLineAbove(int index) {
    return lineEnd(lineStart(index) - 1);
  }

  String substring(int start, int end) {
    return new String(codePoints, start, end - start);
  }

  private int lineOf(int index) {
    int found = Arrays.binarySearch(lineStarts, index);
    return found >= 0 ? found : -found - 2;
  }

  private static boolean isBreak(int codePoint) {
    return codePoint == '\n' || codePoint == '\r';
  }

  private static int[] lineStarts(int[] codePoints) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < codePoints.length; i++) {
      boolean half =
          codePoints[i] == '\r' && i + 1 < codePoints.length && codePoints[i + 1] == '\n';
      if (isBreak(codePoints[i]) && !half) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }
}
