package io.eksguard.config;

import java.util.List;
import java.util.Optional;

/// A piece of a file as it is written: in which style, with which quotes. What it means is a
/// [Node].
sealed interface Piece {
  /// The anchor in front of it.
  Optional<Anchor> anchor();

  /// @param at where it stands, in code points
  /// @param name its name, without `&`
  record Anchor(int at, String name) {}

  /// A scalar or an alias.
  ///
  /// @param at where it stands, in code points
  /// @param end the code point behind it; behind the line breaks that end it for a block of text
  /// @param lines as it is written; all lines but the first without their indentation
  record Word(Optional<Anchor> anchor, int at, int end, Kind kind, List<String> lines)
      implements Piece {
    public Word {
      lines = List.copyOf(lines);
    }

    String first() {
      return lines.getFirst();
    }

    boolean isEmpty() {
      return lines.size() == 1 && first().isEmpty();
    }

    boolean isOneLine() {
      return kind != Kind.BLOCK && lines.size() == 1;
    }

    /// Whether blank lines at its end are part of it.
    boolean keepsBlankLines() {
      return kind == Kind.BLOCK && first().contains("+");
    }
  }

  /// How a word is written.
  enum Kind {
    /// Plain or in quotes.
    FLOW,
    /// Below a `|` or `>`.
    BLOCK,
    /// `*name`.
    ALIAS
  }

  /// A mapping or a list.
  ///
  /// @param number tells it from all others of its file
  /// @param start the code point where its bracket or its first entry stands
  /// @param end the code point behind its bracket; of no meaning in block style
  /// @param flow whether it is written in brackets
  /// @param list whether it is a list
  record Group(
      Optional<Anchor> anchor,
      int number,
      int start,
      int end,
      boolean flow,
      boolean list,
      List<Entry> entries)
      implements Piece {
    public Group {
      entries = List.copyOf(entries);
    }

    /// Whether this place is between its brackets.
    boolean isOpenAt(int place) {
      return flow && start < place && place < end;
    }

    Group with(List<Entry> others) {
      return new Group(anchor, number, start, end, flow, list, others);
    }
  }

  /// A line of a mapping or a list.
  ///
  /// @param number tells it from all others of its file
  /// @param start the code point where its key, its dash or, in brackets, its value begins
  /// @param key empty in a list
  record Entry(int number, int start, Optional<Word> key, Piece value) {
    Entry with(Piece other) {
      return new Entry(number, start, key, other);
    }
  }
}
