package io.eksguard.shell.review;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// Text in lines that fit.
final class Wrap {
  private Wrap() {}

  /// How many columns the text takes.
  static int width(String text) {
    return new AttributedString(text).columnLength();
  }

  /// The text in lines of at most so many columns, broken between words where that is possible; at
  /// least one.
  static List<String> lines(String text, int columns) {
    int room = Math.max(2, columns);
    List<String> lines = new ArrayList<>();
    var line = new StringBuilder();
    int used = 0;
    for (String word : text.split(" ", -1)) {
      int width = width(word);
      if (used > 0 && used + 1 + width > room) {
        lines.add(line.toString());
        line.setLength(0);
        used = 0;
      }
      if (used > 0) {
        line.append(' ');
        used++;
      }
      if (width > room) {
        for (AttributedString piece : new AttributedString(word).columnSplitLength(room)) {
          if (!line.isEmpty()) {
            lines.add(line.toString());
            line.setLength(0);
          }
          line.append(piece);
          used = piece.columnLength();
        }
      } else {
        line.append(word);
        used += width;
      }
    }
    if (!line.isEmpty() || lines.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }
}
