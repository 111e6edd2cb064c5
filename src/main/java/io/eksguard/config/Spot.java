package io.eksguard.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A line of a mapping or a list, in the text that it stands in.
///
/// @param around the mappings and lists that it is in, from the outside in
/// @param index which line of the innermost one it is
record Spot(Layout layout, List<Piece.Group> around, int index) {
  Spot {
    around = List.copyOf(around);
  }

  /// The lines of a whole document.
  static List<Spot> of(Layout layout, Piece.Group root) {
    return lines(layout, List.of(root));
  }

  private static List<Spot> lines(Layout layout, List<Piece.Group> around) {
    List<Spot> lines = new ArrayList<>();
    for (int i = 0; i < around.getLast().entries().size(); i++) {
      lines.add(new Spot(layout, around, i));
    }
    return lines;
  }

  Piece.Group in() {
    return around.getLast();
  }

  Piece.Entry entry() {
    return in().entries().get(index);
  }

  /// The key, without the quotes that it may have; empty in a list.
  String key() {
    return entry().key().map(Spot::bare).orElse("");
  }

  /// A word without its quotes.
  static String bare(Piece.Word word) {
    String text = word.first();
    boolean quoted = text.length() > 1 && (text.startsWith("\"") || text.startsWith("'"));
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  /// The mapping or list that it holds, if that can be changed.
  Piece.Group group() throws Untouchable {
    for (Piece.Group outer : around) {
      refuseAnchor(outer);
    }
    refuseAnchor(entry().value());
    return switch (entry().value()) {
      case Piece.Group group -> group;
      case Piece.Word word -> throw untouchable(word, "an alias");
    };
  }

  /// The word that it holds, if that can be changed.
  Piece.Word word() throws Untouchable {
    refuseAnchor(entry().value());
    return switch (entry().value()) {
      case Piece.Word word when word.kind() == Piece.Kind.FLOW && word.isOneLine() -> word;
      case Piece.Word word when word.kind() == Piece.Kind.ALIAS ->
          throw untouchable(word, "an alias");
      case Piece.Word word -> throw untouchable(word, "a word over several lines");
      case Piece.Group group ->
          throw new Untouchable(Span.at(layout.source(), group.start()), "brackets");
    };
  }

  /// The lines of what it holds, if that can be changed.
  List<Spot> inside() throws Untouchable {
    List<Piece.Group> inner = new ArrayList<>(around);
    inner.add(group());
    return lines(layout, inner);
  }

  /// The line with this key in what it holds.
  Optional<Spot> pair(String key) throws Untouchable {
    return named(inside(), key);
  }

  static Optional<Spot> named(List<Spot> lines, String key) {
    return lines.stream().filter(line -> line.key().equals(key)).findFirst();
  }

  /// Refuses what others may refer to, or what refers to others, all the way down.
  void refuseReferences() throws Untouchable {
    refuseReferences(entry().value());
  }

  private void refuseReferences(Piece piece) throws Untouchable {
    refuseAnchor(piece);
    switch (piece) {
      case Piece.Word word -> {
        if (word.kind() == Piece.Kind.ALIAS) {
          throw untouchable(word, "an alias");
        }
      }
      case Piece.Group group -> {
        for (Piece.Entry entry : group.entries()) {
          refuseReferences(entry.value());
        }
      }
    }
  }

  private void refuseAnchor(Piece piece) throws Untouchable {
    if (piece.anchor().isPresent()) {
      throw new Untouchable(
          Span.at(layout.source(), piece.anchor().orElseThrow().at()), "an anchor");
    }
  }

  private Untouchable untouchable(Piece.Word word, String what) {
    return new Untouchable(new Span(layout.source(), word.at(), word.end()), what);
  }
}
