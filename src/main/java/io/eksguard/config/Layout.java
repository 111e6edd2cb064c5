package io.eksguard.config;

import java.util.List;
import java.util.Optional;

/// How a file is written.
///
/// @param remarks the comments, in the order of the file
record Layout(SourceText source, List<Document> documents, List<Remark> remarks) {
  Layout {
    documents = List.copyOf(documents);
    remarks = List.copyOf(remarks);
  }

  /// A YAML document.
  ///
  /// @param start the code point where its `---` stands or, without one, where it may begin
  /// @param marked whether it has a `---`
  /// @param end the code point where it ends
  /// @param closed whether it ends with `...`
  /// @param root its mapping; empty if it says nothing
  record Document(int start, boolean marked, int end, boolean closed, Optional<Piece.Group> root) {}

  /// A comment.
  ///
  /// @param start the code point of its `#`
  /// @param column the column of its `#`, counted from 0
  /// @param text from the `#` on, without white space at its end
  /// @param alone whether it has a line of its own
  /// @param gap the white space in front of it, where it stands behind something
  /// @param apart whether a blank line stands above it
  record Remark(int start, int column, String text, boolean alone, String gap, boolean apart) {}

  /// The column of a code point, counted from 0.
  int column(int index) {
    return source.pos(index).column() - 1;
  }

  /// Whether what stands here begins its line, with a blank line above it.
  boolean isApart(int index) {
    int lineStart = index - column(index);
    return lineStart > 0
        && source.substring(lineStart, index).isBlank()
        && source.lineAround(lineStart - 1).isBlank();
  }
}
