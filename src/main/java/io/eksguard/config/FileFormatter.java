package io.eksguard.config;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts files into the form in which they are best read: keys in the order of the reference, two
/// spaces for each level. Comments stay with what they stand at.
///
/// It looks at the form alone, as far as that has a meaning: a key that is unknown or missing does
/// not matter. What it gives has been read again, and means the same.
public final class FileFormatter {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /// What became of a text.
  ///
  /// @param name the file, as the user named it
  /// @param before its text
  /// @param after the text in order
  public record Formatted(String name, String before, String after) {
    /// Whether it was out of order.
    public boolean isChanged() {
      return !before.equals(after);
    }
  }

  /// @param files those that could be put in order, also where they were
  /// @param diagnostics why others could not, sorted by place
  public record Outcome(List<Formatted> files, List<Diagnostic> diagnostics) {
    public Outcome {
      files = List.copyOf(files);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /// Puts files, and the `*.yaml` and `*.yml` files of folders, in order; writes nothing.
  public Outcome files(List<Path> paths) {
    var notes = new Notes();
    return outcome(new SourceFiles(notes).read(paths), notes);
  }

  /// Puts a text in order.
  ///
  /// @param name what to call it in diagnostics
  public Outcome text(String name, String text) {
    var notes = new Notes();
    return outcome(new SourceFiles(notes).checked(name, text).stream().toList(), notes);
  }

  private static Outcome outcome(List<SourceText> sources, Notes notes) {
    List<Formatted> files = new ArrayList<>();
    for (SourceText source : sources) {
      formatted(source, notes)
          .map(after -> new Formatted(source.name(), given(source, source.text()), after))
          .ifPresent(files::add);
    }
    return new Outcome(files, notes.diagnostics());
  }

  /// The text as it was given, with its byte order mark.
  private static String given(SourceText source, String text) {
    return source.isMarked() ? BYTE_ORDER_MARK + text : text;
  }

  private static Optional<String> formatted(SourceText source, Notes notes) {
    var mistakes = new Notes();
    Optional<List<Node>> nodes = YamlParser.documents(source, mistakes);
    notes.take(mistakes);
    if (nodes.isEmpty() || mistakes.hasErrors()) {
      return Optional.empty();
    }
    for (Node node : nodes.orElseThrow()) {
      if (!(node instanceof Node.Mapping)) {
        Documents.noteNoMapping(node, notes);
        return Optional.empty();
      }
    }
    try {
      Layout layout = LayoutReader.read(source);
      // JSON is YAML as well, and is not to become anything else.
      boolean json =
          layout.documents().stream()
              .flatMap(document -> document.root().stream())
              .anyMatch(Piece.Group::flow);
      String after = json || nodes.orElseThrow().isEmpty() ? source.text() : inLines(layout);
      check(source, nodes.orElseThrow(), after);
      return Optional.of(given(source, after));
    } catch (LayoutReader.NotFormatted e) {
      notes.warning(
          Code.NOT_FORMATTED,
          e.span(),
          "`" + source.name() + "` is left as it is, because it has " + e.getMessage() + ".",
          "Write it in another way, or put the file in order by hand.");
      return Optional.empty();
    }
  }

  /// The text with the line breaks of the file.
  private static String inLines(Layout layout) {
    String before = layout.source().text();
    int end = before.indexOf('\n');
    boolean windows = end > 0 && before.charAt(end - 1) == '\r';
    String after = LayoutWriter.write(layout);
    return windows ? after.replace("\n", "\r\n") : after;
  }

  /// Sees that nothing was lost and nothing means anything else.
  private static void check(SourceText before, List<Node> meaning, String text) {
    SourceText after = new SourceText(before.name(), text);
    var mistakes = new Notes();
    List<Node> again = YamlParser.documents(after, mistakes).orElse(List.of());
    boolean same = !mistakes.hasErrors() && Node.meanTheSame(meaning, again);
    if (!same || !comments(before).equals(comments(after))) {
      throw new IllegalStateException("formatting would have changed " + before.name());
    }
  }

  private static List<String> comments(SourceText source) {
    return LayoutReader.remarks(source).stream().map(Layout.Remark::text).sorted().toList();
  }
}
