package io.eksguard.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Changes lines of mappings and lists in one text, and leaves everything around as it is. No
/// comment goes away: where its line does, it gets one of its own.
final class PieceEdits {
  private final Layout layout;
  private final SourceText source;
  private final Patch patch;
  private final String lineBreak;

  PieceEdits(Layout layout) {
    this.layout = layout;
    this.source = layout.source();
    this.patch = new Patch(source);
    this.lineBreak = lineBreak(source);
  }

  /// The line break of the file: that of its first line.
  private static String lineBreak(SourceText source) {
    int end = source.lineEnd(0);
    if (end == source.length() || source.codePoint(end) == '\n') {
      return "\n";
    }
    return end + 1 < source.length() && source.codePoint(end + 1) == '\n' ? "\r\n" : "\r";
  }

  String text() {
    return patch.text();
  }

  /// Puts another word in the place of one, in the same quotes.
  void replace(Piece.Word word, String text) {
    String first = word.first().substring(0, 1);
    String quote = first.equals("\"") || first.equals("'") ? first : "";
    patch.replace(word.at(), word.end(), quote + text + quote);
  }

  /// Puts a text in the place of a word and its quotes.
  void replaceWhole(Piece.Word word, String text) {
    patch.replace(word.at(), word.end(), text);
  }

  /// Adds lines behind one.
  ///
  /// @param lines what to add where lines stand below each other; for a list, with dashes
  /// @param brackets what to add in brackets
  void addBehind(Spot spot, List<String> lines, String brackets) throws Untouchable {
    if (spot.in().flow()) {
      addInBrackets(spot, brackets);
      return;
    }
    int column = column(spot);
    int at = source.lineEnd(behindComments(spot, column));
    Optional<Piece.Word> text = lastWord(spot.entry().value()).filter(PieceEdits::isBlockOfText);
    if (at == source.length() && text.isPresent()) {
      throw new Untouchable(Span.at(source, at), "a block of text that ends without a line break");
    }
    var added = new StringBuilder();
    // A blank line behind a text that keeps them would become part of it.
    boolean apart =
        spot.in().list()
            && spot.index() > 0
            && isApart(spot)
            && text.filter(Piece.Word::keepsBlankLines).isEmpty();
    added.append(apart ? lineBreak : "");
    lines.forEach(line -> added.append(lineBreak).append(" ".repeat(column)).append(line));
    patch.insert(at, added.toString());
  }

  private static boolean isBlockOfText(Piece.Word word) {
    return word.kind() == Piece.Kind.BLOCK;
  }

  /// The word that the lines of a piece end with; empty if they end with a bracket.
  private static Optional<Piece.Word> lastWord(Piece piece) {
    return switch (piece) {
      case Piece.Word word -> Optional.of(word);
      case Piece.Group group ->
          group.flow() || group.entries().isEmpty()
              ? Optional.empty()
              : lastWord(group.entries().getLast().value());
    };
  }

  /// Whether a blank line stands above it or above its comments.
  private boolean isApart(Spot spot) {
    int lineStart = source.lineStart(spot.entry().start());
    while (lineStart > 0) {
      int above = source.lineStart(lineStart - 1);
      String line = source.lineAround(above).strip();
      if (!line.startsWith("#")) {
        return line.isEmpty();
      }
      lineStart = above;
    }
    return false;
  }

  /// The last code point of a line, and of the comments right below it that are further in.
  private int behindComments(Spot spot, int column) {
    int last = last(spot.entry().value());
    while (source.lineEnd(last) < source.length()) {
      int below = below(last);
      Optional<Layout.Remark> comment =
          layout.remarks().stream()
              .filter(r -> r.alone() && source.lineStart(r.start()) == below)
              .filter(r -> r.column() > column)
              .findFirst();
      if (comment.isEmpty()) {
        break;
      }
      last = comment.orElseThrow().start();
    }
    return last;
  }

  /// Where the line below starts.
  private int below(int index) {
    int end = source.lineEnd(index);
    boolean two =
        end + 1 < source.length()
            && source.codePoint(end) == '\r'
            && source.codePoint(end + 1) == '\n';
    return Math.min(end + (two ? 2 : 1), source.length());
  }

  private void addInBrackets(Spot spot, String text) {
    Piece.Group group = spot.in();
    int end = end(spot.entry().value());
    int next =
        spot.index() + 1 < group.entries().size()
            ? group.entries().get(spot.index() + 1).start()
            : group.end() - 1;
    OptionalInt comma = comma(end, next);
    boolean sameLine = source.lineStart(next) == source.lineStart(end);
    String newLine = lineBreak + " ".repeat(layout.column(spot.entry().start()));
    if (sameLine) {
      // Whoever writes longer lines likes them so.
      boolean fits =
          length(end) + 2 + text.length() <= EntryText.WIDTH || length(end) > EntryText.WIDTH;
      patch.insert(end, "," + (fits ? " " : newLine) + text);
    } else if (comma.isEmpty()) {
      patch.insert(end, ",");
      patch.insert(source.lineEnd(end), newLine + text);
    } else if (source.lineStart(comma.getAsInt()) == source.lineStart(end)) {
      patch.insert(source.lineEnd(end), newLine + text + ",");
    } else {
      patch.insert(end, ", " + text);
    }
  }

  /// How long a line is up to the bracket at its end.
  private int length(int index) {
    int start = source.lineStart(index);
    int end = source.lineEnd(index);
    int comment =
        layout.remarks().stream()
            .mapToInt(Layout.Remark::start)
            .filter(at -> at > index && at < end)
            .min()
            .orElse(end);
    return source.substring(start, comment).stripTrailing().length();
  }

  /// Where a comma stands between two places, comments aside.
  private OptionalInt comma(int from, int to) {
    for (int i = from; i < to; i++) {
      int at = i;
      Optional<Layout.Remark> comment =
          layout.remarks().stream().filter(r -> r.start() == at).findFirst();
      if (comment.isPresent()) {
        i = source.lineEnd(i) - 1;
      } else if (source.codePoint(i) == ',') {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /// Whether a list in brackets could be written as lines below its key.
  boolean canBeLines(Spot pair, Piece.Group list) {
    int behindKey = end(pair.entry().key().orElseThrow());
    return list.flow()
        && !pair.in().flow()
        && source.lineStart(behindKey) == source.lineStart(list.end());
  }

  /// Whether a list in brackets has room for this text more.
  boolean hasRoom(Piece.Group list, int more) {
    return layout.column(list.end()) + more <= EntryText.WIDTH;
  }

  /// Writes a list in brackets as lines below its key.
  ///
  /// @param column how far in the lines stand
  void toLines(Spot pair, Piece.Group list, List<String> lines, int column) {
    int colon = end(pair.entry().key().orElseThrow());
    while (source.codePoint(colon) != ':') {
      colon++;
    }
    patch.replace(colon + 1, list.end(), "");
    var text = new StringBuilder();
    lines.forEach(line -> text.append(lineBreak).append(" ".repeat(column)).append(line));
    patch.insert(source.lineEnd(list.end()), text.toString());
  }

  /// Adds the first item to an empty list in brackets.
  void addFirst(Piece.Group list, String text) {
    patch.insert(list.start() + 1, text);
  }

  /// Takes a line away; not the only one.
  void remove(Spot spot) throws Untouchable {
    spot.refuseReferences();
    int start = spot.entry().start();
    if (spot.in().flow()) {
      removeInBrackets(spot);
    } else if (beginsLine(start)) {
      removeLines(start, source.lineEnd(behindComments(spot, column(spot))));
    } else {
      column(spot);
      removeTo(start, spot.in().entries().get(1).start());
    }
  }

  private void removeInBrackets(Spot spot) {
    List<Piece.Entry> all = spot.in().entries();
    int start = spot.entry().start();
    int end = end(spot.entry().value());
    boolean last = spot.index() + 1 == all.size();
    int next = last ? spot.in().end() - 1 : all.get(spot.index() + 1).start();
    OptionalInt comma = comma(end, next);
    int line = source.lineStart(end);
    boolean lineOfItsOwn =
        beginsLine(start)
            && source.lineStart(next) > line
            && (comma.isEmpty() || source.lineStart(comma.getAsInt()) == line);
    if (spot.index() > 0) {
      int before = end(all.get(spot.index() - 1).value());
      if (lineOfItsOwn) {
        removeLines(start, source.lineEnd(end));
        if (last && comma.isEmpty()) {
          comma(before, start).ifPresent(at -> patch.replace(at, at + 1, ""));
        }
      } else {
        removeTo(before, end);
      }
    } else if (lineOfItsOwn && comma.isPresent()) {
      removeLines(start, source.lineEnd(end));
    } else {
      removeTo(start, next);
    }
  }

  /// Takes away what begins its line, to the end of a line. Comments stand where it stood.
  private void removeLines(int start, int to) {
    int from = source.endOfLineAbove(start);
    var kept = new StringBuilder();
    for (Layout.Remark remark : remarks(from, to)) {
      kept.append(lineBreak).append(" ".repeat(layout.column(start))).append(remark.text());
    }
    patch.replace(from, to, kept.toString());
  }

  /// Takes away what others in the line stand behind. Comments get lines before these.
  private void removeTo(int from, int to) {
    var kept = new StringBuilder();
    for (Layout.Remark remark : remarks(from, to)) {
      boolean blank = kept.isEmpty() && !Character.isWhitespace(source.codePoint(from - 1));
      kept.append(blank ? " " : "")
          .append(remark.text())
          .append(lineBreak)
          .append(" ".repeat(layout.column(to)));
    }
    patch.replace(from, to, kept.toString());
  }

  private List<Layout.Remark> remarks(int from, int to) {
    return layout.remarks().stream().filter(r -> r.start() >= from && r.start() < to).toList();
  }

  /// The column of the lines of a mapping or list below each other.
  private int column(Spot spot) throws Untouchable {
    int first = spot.in().entries().getFirst().start();
    String before = source.substring(source.lineStart(first), first);
    if (!before.chars().allMatch(c -> c == ' ' || c == '-')) {
      throw new Untouchable(Span.at(source, first), "a key that does not begin its line");
    }
    return layout.column(spot.entry().start());
  }

  private boolean beginsLine(int index) {
    return source.substring(source.lineStart(index), index).isBlank();
  }

  /// The last code point of what a piece is made of.
  private int last(Piece piece) {
    return Math.max(end(piece) - 1, 0);
  }

  /// The code point behind a piece, white space that is none of it aside.
  int end(Piece piece) {
    return switch (piece) {
      case Piece.Group group when group.flow() || group.entries().isEmpty() -> group.end();
      case Piece.Group group -> end(group.entries().getLast().value());
      case Piece.Word word when word.keepsBlankLines() -> behindBlankLines(word);
      case Piece.Word word -> trimmed(word.at(), word.end());
    };
  }

  /// Where the first line begins that is neither of a text nor blank.
  private int behindBlankLines(Piece.Word word) {
    int end = below(trimmed(word.at(), word.end()) - 1);
    while (end < source.length() && source.lineAround(end).isBlank()) {
      end = below(end);
    }
    return end;
  }

  private int trimmed(int from, int to) {
    int end = to;
    while (end > from && Character.isWhitespace(source.codePoint(end - 1))) {
      end--;
    }
    return end;
  }

  /// The items of a list as they are typed, without dashes.
  List<String> typed(Piece.Group list) {
    List<String> items = new ArrayList<>();
    for (Piece.Entry entry : list.entries()) {
      int start =
          switch (entry.value()) {
            case Piece.Word word -> word.at();
            case Piece.Group group -> group.start();
          };
      items.add(source.substring(start, end(entry.value())));
    }
    return items;
  }
}
