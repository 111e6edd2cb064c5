package io.eksguard.config;

import io.eksguard.config.Layout.Document;
import io.eksguard.config.Layout.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes a layout anew: keys in order, two spaces for each level, at most one blank line.
///
/// Words stay as they are typed. What is in brackets stays in brackets, on one line, unless it has
/// comments or does not fit; then each of its entries gets a line.
final class LayoutWriter {
  /// How many columns a line with brackets may have.
  static final int WIDTH = 100;

  private static final String STEP = "  ";

  private final Layout layout;
  private final Remarks remarks;
  private final List<String> lines = new ArrayList<>();

  /// Whether the next line is the first of what it is in, where no blank line stands above it.
  private boolean fresh = true;

  /// Whether the last line was the end of a text that keeps the blank lines behind it.
  private boolean kept;

  private LayoutWriter(Layout layout) {
    this.layout = layout;
    this.remarks = Remarks.of(layout);
  }

  /// The text of the layout, with `\n` at the end of each line.
  static String write(Layout layout) {
    LayoutWriter writer = new LayoutWriter(layout);
    for (Document document : layout.documents()) {
      writer.document(document);
    }
    writer.alone(writer.remarks.footer(), "");
    writer.lines.add("");
    return String.join("\n", writer.lines);
  }

  private void document(Document document) {
    Remarks.Heading heading = remarks.heading(document);
    alone(heading.beforeMarker(), "");
    if (document.marked()) {
      line("---", heading.behindMarker());
      fresh = true;
    }
    alone(heading.top(), "");
    boolean apart = heading.apart();
    document
        .root()
        .map(KeyOrder::ordered)
        .ifPresent(root -> {
          if (apart) {
            blank();
          }
          fresh = true;
          entries(root, "", Optional.empty());
          alone(remarks.atEnd(root), "");
        });
    if (document.closed()) {
      line("...", List.of());
      fresh = true;
    }
  }

  /// @param begun what stands on the line of the first entry already
  private void entries(Piece.Group group, String indent, Optional<String> begun) {
    for (int i = 0; i < group.entries().size(); i++) {
      Piece.Entry entry = group.entries().get(i);
      Optional<String> start = i == 0 ? begun : Optional.empty();
      if (start.isEmpty()) {
        alone(remarks.above(entry), indent);
        if (layout.isApart(entry.start())) {
          blank();
        }
        hoisted(entry, indent).forEach(remark -> line(indent + remark.text(), List.of()));
      }
      value(entry, start.orElse(indent) + head(entry), indent);
    }
  }

  /// What stands before the value.
  private static String head(Piece.Entry entry) {
    String head = entry.key().map(LayoutWriter::key).orElse("-");
    return head + entry.value().anchor().map(anchor -> " &" + anchor.name()).orElse("");
  }

  private static String key(Piece.Word key) {
    String anchor = key.anchor().map(a -> "&" + a.name() + " ").orElse("");
    // A `:` may be part of the name of an alias.
    return anchor + key.first() + (key.kind() == Piece.Kind.ALIAS ? " :" : ":");
  }

  private void value(Piece.Entry entry, String head, String indent) {
    List<Remark> behind = remarks.behind(entry);
    switch (entry.value()) {
      case Piece.Word word -> word(word, head, indent, behind);
      case Piece.Group group -> {
        Optional<String> brackets = brackets(entry, group, indent);
        String inner = indent + STEP;
        if (brackets.isPresent()) {
          line(head + " " + brackets.orElseThrow(), behind);
        } else if (isCompact(entry, group)) {
          entries(group, inner, Optional.of(head + " "));
          alone(remarks.atEnd(group), inner);
        } else {
          line(head, behind);
          fresh = true;
          entries(group, inner, Optional.empty());
          alone(remarks.atEnd(group), inner);
        }
      }
    }
  }

  private void word(Piece.Word word, String head, String indent, List<Remark> behind) {
    boolean onFirst = word.kind() == Piece.Kind.BLOCK || word.lines().size() == 1;
    line(word.isEmpty() ? head : head + " " + word.first(), onFirst ? behind : List.of());
    List<String> rest = word.lines().subList(1, word.lines().size());
    for (int i = 0; i < rest.size(); i++) {
      boolean last = i == rest.size() - 1;
      String line = rest.get(i).isEmpty() ? "" : indent + STEP + rest.get(i);
      line(line, last && !onFirst ? behind : List.of());
    }
    kept = word.keepsBlankLines();
  }

  /// Whether the value begins on the line of its dash. Behind a dash an anchor would be that of the
  /// first key.
  private static boolean isCompact(Piece.Entry entry, Piece.Group group) {
    return entry.key().isEmpty() && group.anchor().isEmpty();
  }

  /// The comments that have no place where they stand and come above the entry instead: a second
  /// one on its line, those in empty brackets, and those between a dash and its value.
  private List<Remark> hoisted(Piece.Entry entry, String indent) {
    List<Remark> behind = remarks.behind(entry);
    List<Remark> hoisted = new ArrayList<>();
    if (!(entry.value() instanceof Piece.Group group)) {
      return rest(behind);
    }
    if (brackets(entry, group, indent).isPresent() || !isCompact(entry, group)) {
      hoisted.addAll(rest(behind));
      hoisted.addAll(group.entries().isEmpty() ? remarks.atEnd(group) : List.of());
    } else {
      Piece.Entry first = group.entries().getFirst();
      hoisted.addAll(behind);
      hoisted.addAll(remarks.above(first));
      hoisted.addAll(hoisted(first, indent + STEP));
    }
    return hoisted;
  }

  private static List<Remark> rest(List<Remark> behind) {
    return behind.isEmpty() ? List.of() : behind.subList(1, behind.size());
  }

  /// The value of the entry on one line, if it is in brackets and can stay so.
  private Optional<String> brackets(Piece.Entry entry, Piece.Group group, String indent) {
    if (group.entries().isEmpty()) {
      return Optional.of(group.list() ? "[]" : "{}");
    }
    return brackets(group)
        .filter(text -> columns(indent) + columns(head(entry)) + 1 + columns(text) <= WIDTH);
  }

  private Optional<String> brackets(Piece.Group group) {
    if (!group.flow() || !remarks.atEnd(group).isEmpty()) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    for (Piece.Entry entry : group.entries()) {
      Optional<String> part = part(entry);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      parts.add(part.orElseThrow());
    }
    String inside = String.join(", ", parts);
    return Optional.of(group.list() ? "[" + inside + "]" : "{" + inside + "}");
  }

  private Optional<String> part(Piece.Entry entry) {
    if (!remarks.above(entry).isEmpty() || !remarks.behind(entry).isEmpty()) {
      return Optional.empty();
    }
    String anchor = entry.value().anchor().map(a -> "&" + a.name() + " ").orElse("");
    String before = entry.key().map(key -> key(key) + " ").orElse("") + anchor;
    return switch (entry.value()) {
      case Piece.Word word ->
          word.isOneLine() && !word.isEmpty()
              ? Optional.of(before + word.first())
              : Optional.empty();
      case Piece.Group group -> brackets(group).map(text -> before + text);
    };
  }

  private static int columns(String text) {
    return text.codePointCount(0, text.length());
  }

  /// Comments with lines of their own.
  private void alone(List<Remark> comments, String indent) {
    for (Remark comment : comments) {
      if (comment.apart()) {
        blank();
      }
      line(indent + comment.text(), List.of());
    }
  }

  private void blank() {
    if (!fresh && !kept && !lines.isEmpty() && !lines.getLast().isEmpty()) {
      lines.add("");
    }
  }

  private void line(String text, List<Remark> behind) {
    String comment = behind.stream().findFirst().map(r -> r.gap() + r.text()).orElse("");
    lines.add(text + comment);
    fresh = false;
    kept = false;
  }
}
