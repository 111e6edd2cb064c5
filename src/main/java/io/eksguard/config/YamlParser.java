package io.eksguard.config;

import io.eksguard.diag.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Turns a text into nodes.
///
/// Works on the engine's events and not on its composer: depth and aliases are then limited before
/// anything is built from them, a key that occurs twice is told with both places, and the call
/// stack is never deeper than the limit.
final class YamlParser {
  /// How deep mappings and lists may stand in each other.
  static final int MAX_DEPTH = 20;

  /// How many aliases of mappings and lists one file may have.
  static final int MAX_ALIASES = 50;

  /// How many nodes all aliases of one file may stand for together.
  static final int MAX_ALIASED_NODES = 10_000;

  private final SourceText source;
  private final Notes notes;
  private final ParserImpl parser;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int nodes;
  private int aliases;
  private int aliasedNodes;

  private YamlParser(SourceText source, String text, Notes notes) {
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setCodePointLimit(Integer.MAX_VALUE).build();
    this.source = source;
    this.notes = notes;
    this.parser = new ParserImpl(settings, new StreamReader(settings, text));
  }

  /// The documents in the text that are not empty. What is wrong goes to the notes.
  ///
  /// @return empty if the text could not be read to its end
  static Optional<List<Node>> documents(SourceText source, Notes notes) {
    return documents(source, source.text(), notes);
  }

  /// The same of a text that stands at the same code points of the source, with blanks around it.
  static Optional<List<Node>> documents(SourceText source, String text, Notes notes) {
    List<Node> documents = new ArrayList<>();
    try {
      YamlParser parser = new YamlParser(source, text, notes);
      while (parser.parser.hasNext()) {
        parser.document(parser.parser.next()).ifPresent(documents::add);
      }
      return Optional.of(documents);
    } catch (YamlEngineException e) {
      SyntaxErrors.note(e, source, notes);
    } catch (Beyond e) {
      notes.error(Code.BEYOND_YAML_LIMITS, e.span, e.message, e.hint);
    }
    return Optional.empty();
  }

  private Optional<Node> document(Event event) throws Beyond {
    if (!(event instanceof DocumentStartEvent)) {
      return Optional.empty();
    }
    anchors.clear();
    Node root = node(parser.next(), 1);
    boolean nothing = root instanceof Node.Scalar scalar && scalar.isNull();
    return nothing ? Optional.empty() : Optional.of(root);
  }

  private Node node(Event event, int depth) throws Beyond {
    nodes++;
    return switch (event) {
      case AliasEvent alias -> alias(alias);
      case ScalarEvent scalar -> scalar(scalar);
      case SequenceStartEvent start -> items(start, depth);
      case MappingStartEvent start -> mapping(start, depth);
      default -> throw new IllegalStateException("no node begins with " + event);
    };
  }

  private Node scalar(ScalarEvent event) {
    Span span = span(event);
    refuseTag(event.getTag(), span);
    // A tag has been told; whatever it was to make of the text, it is none of the plain kinds.
    boolean plain = event.isPlain() && event.getTag().isEmpty();
    return anchored(event, new Node.Scalar(span, event.getValue(), plain), nodes - 1);
  }

  private Node items(SequenceStartEvent start, int depth) throws Beyond {
    Span span = enter(start, start.getTag(), depth);
    int before = nodes;
    List<Node> items = new ArrayList<>();
    for (Event next = parser.next(); next instanceof NodeEvent; next = parser.next()) {
      items.add(node(next, depth + 1));
    }
    return anchored(start, new Node.Items(span, items), before);
  }

  private Node mapping(MappingStartEvent start, int depth) throws Beyond {
    Span span = enter(start, start.getTag(), depth);
    int before = nodes;
    Map<String, Node.Pair> pairs = new HashMap<>();
    List<Node.Pair> inOrder = new ArrayList<>();
    for (Event next = parser.next(); next instanceof NodeEvent; next = parser.next()) {
      Node key = node(next, depth + 1);
      Node value = node(parser.next(), depth + 1);
      if (key instanceof Node.Scalar word) {
        Node.Pair pair = new Node.Pair(word, value);
        Optional.ofNullable(pairs.putIfAbsent(word.value(), pair))
            .ifPresentOrElse(first -> noteTwice(first.key(), word), () -> inOrder.add(pair));
      } else {
        notes.error(
            Code.WRONG_TYPE,
            key.span(),
            "A key is a single word, not " + key.kind() + ".",
            "Write `key: value`.");
      }
    }
    Span place = inOrder.isEmpty() ? span : inOrder.getFirst().key().span();
    return anchored(start, new Node.Mapping(place, inOrder), before);
  }

  private void noteTwice(Node.Scalar first, Node.Scalar second) {
    notes.error(
        Code.DUPLICATE_KEY,
        second.span(),
        "The key `" + Values.shown(second.value()) + "` is already at " + first.span().pos() + ".",
        "Keep one of the two.");
  }

  private Span enter(NodeEvent start, Optional<String> tag, int depth) throws Beyond {
    Span span = span(start);
    if (depth > MAX_DEPTH) {
      throw new Beyond(
          span,
          "Mappings and lists stand more than " + MAX_DEPTH + " deep in each other.",
          "Nothing in this file needs more than 6; look for a bracket that is never closed.");
    }
    refuseTag(tag, span);
    return span;
  }

  private void refuseTag(Optional<String> tag, Span span) {
    tag.ifPresent(name ->
        notes.error(
            Code.YAML_TAG,
            span,
            "YAML tags such as `"
                + Values.shown(name.replace("tag:yaml.org,2002:", "!!"))
                + "` have no use in this file.",
            "Remove the tag; put a text in quotes if it would be taken for a number."));
  }

  private Node alias(AliasEvent event) throws Beyond {
    Span span = span(event);
    String name = event.getAlias().getValue();
    Anchored target = anchors.get(name);
    if (target == null) {
      notes.error(
          Code.NOT_YAML,
          span,
          "The alias `*" + name + "` stands for an anchor `&" + name + "` that is not above it.",
          "If a pattern is meant, put it in quotes: `\"*" + name + "\"`.");
      return new Node.Scalar(span, "*" + name, false);
    }
    aliases += target.node() instanceof Node.Scalar ? 0 : 1;
    aliasedNodes += target.size();
    nodes += target.size();
    if (aliases > MAX_ALIASES || aliasedNodes > MAX_ALIASED_NODES) {
      throw new Beyond(
          span,
          "The aliases of this file stand for too much.",
          "A file may have "
              + MAX_ALIASES
              + " aliases of lists and mappings, and they may stand for "
              + MAX_ALIASED_NODES
              + " values in all; write some of it out.");
    }
    return target.node().standingAt(span);
  }

  /// Remembers a node that has an anchor. Only now, when it is complete: it cannot hold itself.
  private Node anchored(NodeEvent event, Node node, int nodesBefore) {
    event
        .getAnchor()
        .ifPresent(
            anchor -> anchors.put(anchor.getValue(), new Anchored(node, nodes - nodesBefore + 1)));
    return node;
  }

  private Span span(Event event) {
    int start = event.getStartMark().map(Mark::getIndex).orElse(0);
    int end = event.getEndMark().map(Mark::getIndex).orElse(start);
    int from = Math.clamp(start, 0, source.length());
    return new Span(source, from, Math.clamp(end, from, source.length()));
  }

  /// @param size how many nodes it consists of, aliases in it written out
  private record Anchored(Node node, int size) {}

  /// Ends the reading of a text that is past a limit; never leaves this class.
  private static final class Beyond extends Exception {
    private final transient Span span;
    private final String message;
    private final String hint;

    Beyond(Span span, String message, String hint) {
      super(message, null, false, false);
      this.span = span;
      this.message = message;
      this.hint = hint;
    }
  }
}
