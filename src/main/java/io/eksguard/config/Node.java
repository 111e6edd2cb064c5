package io.eksguard.config;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// A piece of YAML that knows where it stands. Anchors are resolved; tags do not occur.
///
/// Aliases share nodes, so equality by value could take exponential time: nodes are classes.
sealed interface Node {
  /// Where it stands. For a mapping or a list in block style that is its first line.
  Span span();

  /// The same node standing elsewhere, as an alias does.
  Node standingAt(Span elsewhere);

  /// What it is, for messages: `a list`.
  String kind();

  /// Whether these mean the same, wherever they stand and in whatever order their keys are.
  static boolean meanTheSame(List<? extends Node> some, List<? extends Node> others) {
    return some.size() == others.size()
        && IntStream.range(0, some.size()).allMatch(i -> meanTheSame(some.get(i), others.get(i)));
  }

  private static boolean meanTheSame(Node one, Node other) {
    return switch (one) {
      case Scalar a ->
          other instanceof Scalar b && a.value.equals(b.value) && a.kind().equals(b.kind());
      case Items a -> other instanceof Items b && meanTheSame(a.nodes, b.nodes);
      case Mapping a ->
          other instanceof Mapping b
              && meanTheSame(Mapping.values(a.sorted()), Mapping.values(b.sorted()))
              && Mapping.keys(a.sorted()).equals(Mapping.keys(b.sorted()));
    };
  }

  /// A scalar.
  final class Scalar implements Node {
    private static final Pattern NULL = Pattern.compile("null|Null|NULL|~|");
    private static final Pattern TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern NUMBER =
        Pattern.compile(
            "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
                + "|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
                + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    private final Span span;
    private final String value;
    private final boolean plain;

    Scalar(Span span, String value, boolean plain) {
      this.span = span;
      this.value = value;
      this.plain = plain;
    }

    /// The text; for a plain scalar that is as it was typed, leading zeros and all.
    String value() {
      return value;
    }

    /// As it stands in the file, quotes and all.
    String typed() {
      return span.source().substring(span.start(), span.end());
    }

    /// Whether the YAML 1.2 core schema takes it for a text.
    boolean isText() {
      return !isNull() && !isTruth() && !isNumber();
    }

    boolean isNull() {
      return plain && NULL.matcher(value).matches();
    }

    boolean isTruth() {
      return plain && TRUTH.matcher(value).matches();
    }

    boolean isNumber() {
      return plain && NUMBER.matcher(value).matches();
    }

    @Override
    public Span span() {
      return span;
    }

    @Override
    public Scalar standingAt(Span elsewhere) {
      return new Scalar(elsewhere, value, plain);
    }

    @Override
    public String kind() {
      if (isNull()) {
        return "nothing";
      }
      if (isTruth()) {
        return "a truth value";
      }
      return isNumber() ? "a number" : "a text";
    }
  }

  /// A list.
  final class Items implements Node {
    private final Span span;
    private final List<Node> nodes;

    Items(Span span, List<Node> nodes) {
      this.span = span;
      this.nodes = List.copyOf(nodes);
    }

    List<Node> nodes() {
      return nodes;
    }

    @Override
    public Span span() {
      return span;
    }

    @Override
    public Items standingAt(Span elsewhere) {
      return new Items(elsewhere, nodes);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /// A mapping. No key occurs twice.
  final class Mapping implements Node {
    private final Span span;
    private final List<Pair> pairs;

    Mapping(Span span, List<Pair> pairs) {
      this.span = span;
      this.pairs = List.copyOf(pairs);
    }

    List<Pair> pairs() {
      return pairs;
    }

    private List<Pair> sorted() {
      return pairs.stream().sorted(Comparator.comparing(pair -> pair.key.value)).toList();
    }

    private static List<String> keys(List<Pair> pairs) {
      return pairs.stream().map(pair -> pair.key.value).toList();
    }

    private static List<Node> values(List<Pair> pairs) {
      return pairs.stream().map(pair -> pair.value).toList();
    }

    @Override
    public Span span() {
      return span;
    }

    @Override
    public Mapping standingAt(Span elsewhere) {
      return new Mapping(elsewhere, pairs);
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /// A key with its value.
  final class Pair {
    private final Scalar key;
    private final Node value;

    Pair(Scalar key, Node value) {
      this.key = key;
      this.value = value;
    }

    Scalar key() {
      return key;
    }

    Node value() {
      return value;
    }
  }
}
