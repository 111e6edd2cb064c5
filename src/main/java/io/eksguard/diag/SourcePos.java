package io.eksguard.diag;

import java.util.Comparator;

/// A spot in a text file.
///
/// @param file the file as the user named it
/// @param line the line, counted from 1
/// @param column the column, counted from 1 in code points
public record SourcePos(String file, int line, int column) implements Where, Comparable<SourcePos> {
  private static final Comparator<SourcePos> ORDER =
      Comparator.comparing(SourcePos::file)
          .thenComparingInt(SourcePos::line)
          .thenComparingInt(SourcePos::column);

  public SourcePos {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("lines and columns count from 1: " + line + ":" + column);
    }
  }

  @Override
  public int compareTo(SourcePos other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
