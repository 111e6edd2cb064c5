package io.eksguard.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.ScannerImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.tokens.BlockEntryToken;
import org.snakeyaml.engine.v2.tokens.CommentToken;
import org.snakeyaml.engine.v2.tokens.Token;

/// Takes down how a text is written, comments included.
///
/// The engine's composer hands comments to nodes, but by its own idea of what they stand at, and
/// loses the style of what it composes. So this reads the events for the structure and the tokens
/// for the comments and dashes, and takes every word from the text itself.
final class LayoutReader {
  private final SourceText source;
  private final ParserImpl parser;
  private final Deque<Integer> dashes = new ArrayDeque<>();
  private final List<Layout.Remark> remarks = new ArrayList<>();
  private int numbers;

  private LayoutReader(SourceText source) {
    this.source = source;
    LoadSettings settings = settings(false);
    this.parser = new ParserImpl(settings, new StreamReader(settings, source.text()));
  }

  /// The layout of a text.
  ///
  /// @param source a text in which [YamlParser] found nothing wrong
  static Layout read(SourceText source) throws NotFormatted {
    LayoutReader reader = new LayoutReader(source);
    reader.scan();
    return new Layout(source, reader.documents(), reader.remarks);
  }

  /// The comments of a text, in its order.
  static List<Layout.Remark> remarks(SourceText source) {
    LayoutReader reader = new LayoutReader(source);
    reader.scan();
    return reader.remarks;
  }

  private static LoadSettings settings(boolean comments) {
    return LoadSettings.builder()
        .setUseMarks(true)
        .setParseComments(comments)
        .setCodePointLimit(Integer.MAX_VALUE)
        .build();
  }

  private void scan() {
    LoadSettings settings = settings(true);
    var scanner = new ScannerImpl(settings, new StreamReader(settings, source.text()));
    var starts = new ArrayList<Integer>();
    while (scanner.hasNext()) {
      Token token = scanner.next();
      int start = index(token.getStartMark());
      // The engine also makes comment tokens of blank lines.
      if (token instanceof CommentToken && start < source.length() && isNumberSign(start)) {
        starts.add(start);
      }
      if (token instanceof BlockEntryToken) {
        dashes.add(start);
      }
    }
    // A comment behind a `|` comes before its text, and so out of order.
    starts.stream().sorted().map(this::remark).forEach(remarks::add);
  }

  private boolean isNumberSign(int index) {
    return source.codePoint(index) == '#';
  }

  private Layout.Remark remark(int start) {
    int column = source.pos(start).column() - 1;
    String before = source.substring(start - column, start);
    String gap = before.substring(before.stripTrailing().length());
    int lineStart = start - column;
    return new Layout.Remark(
        start,
        column,
        source.substring(start, source.lineEnd(start)).stripTrailing(),
        before.isBlank(),
        gap.isBlank() && gap.chars().allMatch(c -> c == ' ') && !gap.isEmpty() ? gap : " ",
        before.isBlank() && lineStart > 0 && source.lineAround(lineStart - 1).isBlank());
  }

  private List<Layout.Document> documents() throws NotFormatted {
    List<Layout.Document> documents = new ArrayList<>();
    int free = 0;
    while (parser.hasNext()) {
      if (parser.next() instanceof DocumentStartEvent start) {
        Layout.Document document = document(start, free);
        documents.add(document);
        free = document.end();
      }
    }
    return documents;
  }

  private Layout.Document document(DocumentStartEvent start, int free) throws NotFormatted {
    boolean marked = start.isExplicit();
    // The event begins where the first directive does, and ends behind the `---`.
    int marker = marked ? index(start.getEndMark()) - 3 : free;
    if (start.getSpecVersion().isPresent() || !start.getTags().isEmpty()) {
      throw new NotFormatted(Span.at(source, index(start.getStartMark())), "a `%` line");
    }
    Piece root = piece(parser.next());
    DocumentEndEvent end = (DocumentEndEvent) parser.next();
    return new Layout.Document(
        marker, marked, index(end.getStartMark()), end.isExplicit(), group(root));
  }

  private Optional<Piece.Group> group(Piece root) throws NotFormatted {
    if (root.anchor().isPresent()) {
      throw new NotFormatted(
          Span.at(source, root.anchor().orElseThrow().at()), "an anchor of a whole document");
    }
    return root instanceof Piece.Group group ? Optional.of(group) : Optional.empty();
  }

  private Piece piece(Event event) throws NotFormatted {
    return switch (event) {
      case AliasEvent alias -> alias(alias);
      case ScalarEvent scalar -> word(scalar);
      case SequenceStartEvent list -> group(list, true);
      case MappingStartEvent mapping -> group(mapping, false);
      default -> throw new IllegalStateException("no piece begins with " + event);
    };
  }

  private Piece.Group group(CollectionStartEvent start, boolean list) throws NotFormatted {
    int number = numbers++;
    List<Piece.Entry> entries = new ArrayList<>();
    Event next = parser.next();
    for (; next instanceof NodeEvent; next = parser.next()) {
      entries.add(list ? item(next, start.isFlow()) : pair(next));
    }
    int begin = index(start.getStartMark());
    boolean inBrackets = start.isFlow() || entries.isEmpty();
    return new Piece.Group(
        anchor(start),
        number,
        inBrackets ? begin : entries.getFirst().start(),
        index(next.getEndMark()),
        start.isFlow(),
        list,
        entries);
  }

  private Piece.Entry item(Event event, boolean flow) throws NotFormatted {
    int number = numbers++;
    int start = flow ? index(event.getStartMark()) : dashes.remove();
    return new Piece.Entry(number, start, Optional.empty(), piece(event));
  }

  private Piece.Entry pair(Event event) throws NotFormatted {
    int number = numbers++;
    int start = index(event.getStartMark());
    Piece key = piece(event);
    if (!(key instanceof Piece.Word word) || !word.isOneLine() || word.isEmpty()) {
      throw new NotFormatted(Span.at(source, start), "a key that is not a word on one line");
    }
    return new Piece.Entry(number, start, Optional.of(word), piece(parser.next()));
  }

  private Piece.Word alias(AliasEvent event) {
    int start = index(event.getStartMark());
    int end = index(event.getEndMark());
    String text = source.substring(start, end);
    return new Piece.Word(Optional.empty(), start, end, Piece.Kind.ALIAS, List.of(text));
  }

  private Piece.Word word(ScalarEvent event) throws NotFormatted {
    int start = index(event.getStartMark());
    int end = index(event.getEndMark());
    Optional<Piece.Anchor> anchor = anchor(event);
    if (anchor.isPresent()) {
      int behind = start + 1 + anchor.orElseThrow().name().codePointCount(0, name(anchor).length());
      String rest = source.substring(behind, end);
      if (rest.lines().findFirst().orElse("").isBlank() && !event.getValue().isEmpty()) {
        throw new NotFormatted(Span.at(source, start), "an anchor on another line than its value");
      }
      start = end - rest.stripLeading().codePointCount(0, rest.stripLeading().length());
    }
    ScalarStyle style = event.getScalarStyle();
    boolean block = style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
    List<String> lines = source.substring(start, end).lines().toList();
    return new Piece.Word(
        anchor,
        start,
        end,
        block ? Piece.Kind.BLOCK : Piece.Kind.FLOW,
        block ? block(lines, start) : flow(lines));
  }

  private static String name(Optional<Piece.Anchor> anchor) {
    return anchor.map(Piece.Anchor::name).orElse("");
  }

  /// Lines of plain or quoted text: white space at the beginning of a line is none of the text.
  private static List<String> flow(List<String> lines) {
    if (lines.isEmpty()) {
      return List.of("");
    }
    List<String> flush = new ArrayList<>();
    flush.add(lines.getFirst());
    lines.stream().skip(1).map(String::stripLeading).forEach(flush::add);
    return flush;
  }

  /// The lines of a text below a `|` or `>`.
  private List<String> block(List<String> lines, int start) throws NotFormatted {
    String header = lines.getFirst().split("\\s", 2)[0];
    if (header.chars().anyMatch(Character::isDigit)) {
      throw new NotFormatted(Span.at(source, start), "a block of text with a number in its `|`");
    }
    List<String> content = lines.subList(1, lines.size());
    int indent =
        content.stream()
            .filter(line -> !line.isBlank())
            .findFirst()
            .map(line -> line.length() - line.stripLeading().length())
            .orElse(Integer.MAX_VALUE);
    List<String> flush =
        content.stream()
            .map(line -> line.substring(Math.min(indent, line.length())))
            .collect(Collectors.toCollection(ArrayList::new));
    if (!header.contains("+")) {
      while (!flush.isEmpty() && flush.getLast().isEmpty()) {
        flush.removeLast();
      }
    }
    flush.addFirst(header);
    return flush;
  }

  private Optional<Piece.Anchor> anchor(NodeEvent event) {
    return event
        .getAnchor()
        .map(anchor -> new Piece.Anchor(index(event.getStartMark()), anchor.getValue()));
  }

  private int index(Optional<Mark> mark) {
    return Math.clamp(mark.map(Mark::getIndex).orElse(0), 0, source.length());
  }

  /// Says that a text has something that cannot be written anew; never leaves this package.
  static final class NotFormatted extends Exception {
    private final transient Span span;

    NotFormatted(Span span, String what) {
      super(what, null, false, false);
      this.span = span;
    }

    Span span() {
      return span;
    }
  }
}
