package io.eksguard.config;

import io.eksguard.diag.Code;
import io.eksguard.diag.DidYouMean;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A mapping of the file while it is read. Reading a key notes its place.
final class Section {
  private final Notes notes;
  private final String path;
  private final Shape shape;
  private final Span span;
  private final Map<String, Node.Pair> pairs = new LinkedHashMap<>();
  private final Set<String> misspelt = new HashSet<>();
  private boolean unknownKeys;

  private Section(Notes notes, Node.Mapping mapping, String path, Shape shape) {
    this.notes = notes;
    this.path = path;
    this.shape = shape;
    this.span = mapping.span();
    for (Node.Pair pair : mapping.pairs()) {
      if (shape.keys().contains(pair.key().value())) {
        pairs.put(pair.key().value(), pair);
      } else {
        noteUnknown(pair.key());
      }
    }
  }

  /// The section at this path, if the node is a mapping.
  static Optional<Section> of(Notes notes, Node node, String path, Shape shape) {
    if (node instanceof Node.Mapping mapping) {
      return Optional.of(new Section(notes, mapping, path, shape));
    }
    notes.error(
        Code.WRONG_TYPE,
        node.span(),
        Values.capital(shape.what()) + " is a mapping, not " + node.kind() + ".",
        "Write `key: value` lines. Known: " + words(shape.keys()) + ".");
    return Optional.empty();
  }

  /// Keys or words in backticks, for a hint.
  static String words(Collection<String> words) {
    return "`" + String.join("`, `", words) + "`";
  }

  String path() {
    return path;
  }

  Span span() {
    return span;
  }

  /// The path of a key in here.
  String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  boolean has(String key) {
    return pairs.containsKey(key);
  }

  /// Where a key stands that is there, else the section.
  Span keySpan(String key) {
    return Optional.ofNullable(pairs.get(key)).map(pair -> pair.key().span()).orElse(span);
  }

  /// The value of a key that may be left out.
  Optional<Node> optional(String key) {
    Node.Pair pair = pairs.get(key);
    if (pair == null) {
      return Optional.empty();
    }
    notes.place(at(key), pair.key().span());
    if (pair.value() instanceof Node.Scalar scalar && scalar.isNull()) {
      notes.error(
          Code.WRONG_TYPE,
          pair.key().span(),
          "`" + key + "` has no value.",
          "Give it one, or remove the line.");
      return Optional.empty();
    }
    return Optional.of(pair.value());
  }

  /// The value of a key that must be there.
  ///
  /// @param hint what to write where it is missing
  Optional<Node> required(String key, String hint) {
    if (!has(key)) {
      noteMissing(key, hint);
    }
    return optional(key);
  }

  /// Notes that a key is missing, unless it is there misspelt, which has been told.
  void noteMissing(String key, String hint) {
    if (!misspelt.contains(key)) {
      notes.error(
          Code.MISSING_KEY, span, Values.capital(shape.what()) + " has no `" + key + "`.", hint);
    }
  }

  /// Notes that none of these keys is there, unless one of them is there misspelt, which has been
  /// told.
  ///
  /// @param what what it lacks without them, such as `no accounts`
  void noteNoneOf(Collection<String> keys, String what, String hint) {
    if (keys.stream().noneMatch(misspelt::contains)) {
      notes.error(
          Code.MISSING_KEY, span, Values.capital(shape.what()) + " has " + what + ".", hint);
    }
  }

  boolean hasUnknownKeys() {
    return unknownKeys;
  }

  private void noteUnknown(Node.Scalar key) {
    String word = key.value();
    unknownKeys = true;
    Optional<String> near = DidYouMean.among(shape.keys(), word);
    near.ifPresent(misspelt::add);
    String known = "Known: " + words(shape.keys()) + ".";
    String hint =
        Optional.ofNullable(shape.hints().get(word))
            .or(() -> near.map(meant -> "Did you mean `" + meant + "`? " + known))
            .orElse(known);
    notes.error(
        Code.UNKNOWN_KEY,
        key.span(),
        "Unknown key `" + Values.shown(word) + "` in " + shape.what() + ".",
        hint);
  }
}
