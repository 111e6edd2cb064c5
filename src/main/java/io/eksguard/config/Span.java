package io.eksguard.config;

import io.eksguard.diag.Excerpt;
import io.eksguard.diag.SourcePos;
import java.util.Optional;

/// A stretch of a text.
///
/// @param source the text
/// @param start its first code point, counted from 0
/// @param end the code point after its last
record Span(SourceText source, int start, int end) {
  /// How many code points a line that is shown has at most.
  private static final int MAX_LINE = 10_000;

  Span {
    if (start < 0 || end < start || end > source.length()) {
      throw new IllegalArgumentException("not in the text: " + start + " to " + end);
    }
  }

  /// One code point, or the end of the text where that is past it.
  static Span at(SourceText source, int index) {
    int start = Math.clamp(index, 0, source.length());
    return new Span(source, start, Math.min(start + 1, source.length()));
  }

  SourcePos pos() {
    return source.pos(start);
  }

  /// The line it starts in; of a stretch over several lines only the part in the first is marked.
  /// Empty for a line so long that showing it for each of many mistakes would take too long.
  Optional<Excerpt> excerpt() {
    int lineEnd = source.lineEnd(start);
    int lineStart = start - pos().column() + 1;
    return lineEnd - lineStart > MAX_LINE
        ? Optional.empty()
        : Optional.of(
            new Excerpt(source.lineAround(start), Math.max(1, Math.min(end, lineEnd) - start)));
  }
}
