package io.eksguard.config;

import io.eksguard.diag.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes the documents out of texts, and sees that each is one that this program reads.
final class Documents {
  private static final String VERSION = "version";

  private final Notes notes;

  Documents(Notes notes) {
    this.notes = notes;
  }

  /// The documents of all texts without their `version`, if every one could be read.
  Optional<List<Node.Mapping>> of(List<SourceText> texts) {
    List<Node.Mapping> documents = new ArrayList<>();
    boolean complete = true;
    for (SourceText text : texts) {
      List<Optional<Node.Mapping>> found = of(text);
      complete &= !found.isEmpty() && found.stream().allMatch(Optional::isPresent);
      found.forEach(document -> document.ifPresent(documents::add));
    }
    return complete && !documents.isEmpty() ? Optional.of(documents) : Optional.empty();
  }

  /// The documents of one text; those that are none of ours are empty.
  private List<Optional<Node.Mapping>> of(SourceText text) {
    Optional<List<Node>> nodes = YamlParser.documents(text, notes);
    if (nodes.filter(List::isEmpty).isPresent()) {
      noteEmpty(text);
    }
    return nodes.orElse(List.of()).stream().map(this::document).toList();
  }

  private void noteEmpty(SourceText text) {
    notes.error(
        Code.EMPTY_FILE,
        Span.at(text, 0),
        "The file says nothing.",
        "Begin with `version: 1`, `feature` and `regions`; `examples/organization.yaml` shows all.");
  }

  /// Notes that a document is none of ours.
  static void noteNoMapping(Node node, Notes notes) {
    notes.error(
        Code.WRONG_TYPE,
        node.span(),
        "The file is a mapping, not " + node.kind() + ".",
        "Begin with `version: 1`, without `- ` before it.");
  }

  private Optional<Node.Mapping> document(Node node) {
    if (!(node instanceof Node.Mapping mapping)) {
      noteNoMapping(node, notes);
      return Optional.empty();
    }
    Optional<Node.Pair> version =
        mapping.pairs().stream().filter(pair -> pair.key().value().equals(VERSION)).findFirst();
    if (version.isEmpty()) {
      notes.error(
          Code.MISSING_KEY,
          mapping.span(),
          "The file has no `version`.",
          "Write `version: 1` at the top of each file.");
    }
    boolean known = version.map(pair -> isKnown(pair.value())).orElse(true);
    List<Node.Pair> others =
        mapping.pairs().stream().filter(pair -> !pair.key().value().equals(VERSION)).toList();
    return known ? Optional.of(new Node.Mapping(mapping.span(), others)) : Optional.empty();
  }

  /// Whether this program reads the version. A later one may mean anything by the rest, so nothing
  /// more is said of it.
  private boolean isKnown(Node value) {
    boolean known = value instanceof Node.Scalar s && s.isNumber() && s.value().equals("1");
    if (!known) {
      noteVersion(value);
    }
    return known;
  }

  private void noteVersion(Node value) {
    boolean number = value instanceof Node.Scalar scalar && scalar.isNumber();
    String given = value instanceof Node.Scalar scalar ? Values.shown(scalar.value()) : "";
    notes.error(
        Code.UNKNOWN_VERSION,
        value.span(),
        number
            ? "This eksguard does not read files of version `" + given + "`."
            : "`version` is a number, not " + value.kind() + ".",
        number ? "Write `version: 1`, or use a later eksguard." : "Write `version: 1`.");
  }
}
