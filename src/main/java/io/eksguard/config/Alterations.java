package io.eksguard.config;

import io.eksguard.config.AlterationPath.Part;
import io.eksguard.config.AlterationPath.Sign;
import io.eksguard.diag.Code;
import io.eksguard.diag.DidYouMean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes alterations to a document, one after the other. What it gives is read as any document is;
/// a mistake in a value points into what was typed.
final class Alterations {
  private static final Set<String> CLUSTER_LISTS = Set.of("exclude", "include", "agents");

  private final Notes notes;
  private final List<Alteration.Made> made = new ArrayList<>();

  Alterations(Notes notes) {
    this.notes = notes;
  }

  /// Those that were made, in their order.
  List<Alteration.Made> made() {
    return List.copyOf(made);
  }

  /// The document with the alterations.
  Node.Mapping apply(Node.Mapping document, List<Alteration> alterations) {
    Node.Mapping altered = document;
    for (int i = 0; i < alterations.size(); i++) {
      Alteration alteration = alterations.get(i);
      long number =
          alterations.subList(0, i + 1).stream()
              .filter(one -> one.kind() == alteration.kind())
              .count();
      altered = apply(altered, alteration, alteration.kind().option() + " " + number);
    }
    return altered;
  }

  private Node.Mapping apply(Node.Mapping document, Alteration alteration, String name) {
    return new SourceFiles(notes)
        .checked(name, alteration.typed())
        .flatMap(source -> AlterationPath.of(source, notes))
        .flatMap(path -> altered(document, alteration.kind(), path))
        .orElse(document);
  }

  private Optional<Node.Mapping> altered(
      Node.Mapping document, Alteration.Kind kind, AlterationPath path) {
    boolean sets = kind == Alteration.Kind.SET;
    if (sets == (path.sign() == Sign.NOTHING)) {
      notes.error(
          Code.WRONG_USAGE,
          Span.at(path.source(), path.end()),
          sets ? "There is no `=` behind the path." : "`--unset` takes a path alone.",
          sets
              ? "Write `--set PATH=VALUE`; `--unset PATH` removes what stands there."
              : "Write `--set PATH=VALUE` to put something there.");
      return Optional.empty();
    }
    if (path.parts().getFirst() instanceof Part.Key key && key.word().equals("version")) {
      notes.error(
          Code.WRONG_USAGE,
          key.span(),
          "`version` says how each file is read, and stays as it is.",
          "Leave it out.");
      return Optional.empty();
    }
    boolean removes = !sets || (path.sign() == Sign.EQUALS && path.isValueless());
    Optional<Node> value = removes ? Optional.empty() : value(path);
    if (value.isEmpty() && !removes) {
      return Optional.empty();
    }
    return new Walk(path, value)
        .down(document, 0, Optional.of(Shape.FILE))
        .map(node -> (Node.Mapping) node);
  }

  /// The value, if it is one.
  private Optional<Node> value(AlterationPath path) {
    Optional<List<Node>> nodes = YamlParser.documents(path.source(), path.value(), notes);
    if (nodes.isPresent() && nodes.get().size() != 1) {
      notes.error(
          Code.WRONG_USAGE,
          Span.at(path.source(), path.end()),
          nodes.get().isEmpty() ? "There is no value here." : "There is more than one value here.",
          "Write one value in YAML: `all`, `[\"sandbox-*\"]`, `{name: edge, region: us-east-1}`.");
    }
    return nodes.filter(one -> one.size() == 1).map(List::getFirst);
  }

  /// The way down to what is altered.
  private final class Walk {
    private final AlterationPath path;
    private final Optional<Node> value;

    /// @param value what is to stand there; nothing to remove what does
    Walk(AlterationPath path, Optional<Node> value) {
      this.path = path;
      this.value = value;
    }

    /// The node with what is altered below it.
    Optional<Node> down(Node node, int depth, Optional<Shape> shape) {
      return switch (path.parts().get(depth)) {
        case Part.Key key -> key(node, key, depth, shape);
        case Part.Index _, Part.Having _ -> entry(node, depth, shape);
      };
    }

    private boolean isLast(int depth) {
      return depth == path.parts().size() - 1;
    }

    private Optional<Node> key(Node node, Part.Key key, int depth, Optional<Shape> shape) {
      if (!(node instanceof Node.Mapping mapping)) {
        boolean list = node instanceof Node.Items;
        wrong(
            key.span(),
            "`%s` is %s and has no key `%s`."
                .formatted(path.pathTo(depth - 1), node.kind(), key.word()),
            list
                ? "Say which entry: `%s[0]` or `%s[account=444455556666]`."
                    .formatted(path.pathTo(depth - 1), path.pathTo(depth - 1))
                : "End the path before it.");
        return Optional.empty();
      }
      Optional<Node.Pair> found =
          mapping.pairs().stream()
              .filter(pair -> pair.key().value().equals(key.word()))
              .findFirst();
      if (isLast(depth)) {
        if (found.isEmpty() && value.isEmpty()) {
          unknown(key, mapping, shape);
          return Optional.empty();
        }
        return put(found.map(Node.Pair::value))
            .map(after -> with(mapping, new Node.Scalar(key.span(), key.word(), false), after));
      }
      boolean mayBegin =
          shape.filter(one -> one.keys().contains(key.word())).isPresent()
              && path.parts().get(depth + 1) instanceof Part.Key
              && value.isPresent();
      Optional<Node> below =
          found
              .map(Node.Pair::value)
              .filter(one -> !(one instanceof Node.Scalar scalar && scalar.isNull()))
              .or(() ->
                  mayBegin
                      ? Optional.of(new Node.Mapping(key.span(), List.of()))
                      : Optional.empty());
      if (below.isEmpty()) {
        unknown(key, mapping, shape);
        return Optional.empty();
      }
      Node.Scalar stays =
          found.map(Node.Pair::key).orElseGet(() -> new Node.Scalar(key.span(), key.word(), false));
      return down(below.get(), depth + 1, shape.flatMap(one -> one.below(key.word())))
          .map(after -> with(mapping, stays, Optional.of(after)));
    }

    private Node with(Node.Mapping mapping, Node.Scalar key, Optional<Node> after) {
      List<Node.Pair> pairs = new ArrayList<>();
      boolean there = false;
      for (Node.Pair pair : mapping.pairs()) {
        boolean meant = pair.key().value().equals(key.value());
        there |= meant;
        (meant ? after.map(node -> new Node.Pair(key, node)) : Optional.of(pair))
            .ifPresent(pairs::add);
      }
      if (!there) {
        after.map(node -> new Node.Pair(key, node)).ifPresent(pairs::add);
      }
      return new Node.Mapping(mapping.span(), pairs);
    }

    private Optional<Node> entry(Node node, int depth, Optional<Shape> shape) {
      if (!(node instanceof Node.Items items)) {
        wrong(
            path.parts().get(depth).span(),
            "`%s` is %s, and not a list.".formatted(path.pathTo(depth - 1), node.kind()),
            "Leave `[...]` out.");
        return Optional.empty();
      }
      OptionalInt at =
          switch (path.parts().get(depth)) {
            case Part.Index index -> numbered(items, index);
            case Part.Having having -> having(items, having, depth);
            case Part.Key _ -> OptionalInt.empty();
          };
      if (at.isEmpty()) {
        return Optional.empty();
      }
      Node meant = items.nodes().get(at.getAsInt());
      if (isLast(depth)) {
        return put(Optional.of(meant)).map(after -> with(items, at.getAsInt(), after));
      }
      return down(inFull(meant, depth), depth + 1, shape)
          .map(after -> with(items, at.getAsInt(), Optional.of(after)));
    }

    private Node with(Node.Items items, int at, Optional<Node> after) {
      List<Node> nodes = new ArrayList<>(items.nodes());
      nodes.remove(at);
      after.ifPresent(node -> nodes.add(at, node));
      return new Node.Items(items.span(), nodes);
    }

    /// A cluster that is a name alone is short for one with a `name`.
    private Node inFull(Node node, int depth) {
      boolean cluster =
          path.parts().get(depth - 1) instanceof Part.Key key && CLUSTER_LISTS.contains(key.word());
      return cluster && node instanceof Node.Scalar
          ? new Node.Mapping(
              node.span(),
              List.of(new Node.Pair(new Node.Scalar(node.span(), "name", false), node)))
          : node;
    }

    private OptionalInt numbered(Node.Items items, Part.Index part) {
      if (part.index() < items.nodes().size()) {
        return OptionalInt.of(part.index());
      }
      wrong(
          part.span(),
          "There is no entry %d, the list has %d.".formatted(part.index(), items.nodes().size()),
          "Entries are counted from 0; `PATH+=VALUE` puts one behind the last.");
      return OptionalInt.empty();
    }

    private OptionalInt having(Node.Items items, Part.Having part, int depth) {
      int[] found =
          IntStream.range(0, items.nodes().size())
              .filter(i -> values(items.nodes().get(i), part.key()).anyMatch(part.value()::equals))
              .toArray();
      if (found.length == 1) {
        return OptionalInt.of(found[0]);
      }
      if (found.length == 0) {
        wrong(
            part.span(),
            "No entry of `%s` has `%s: %s`."
                .formatted(path.pathTo(depth - 1), part.key(), Values.shown(part.value())),
            instead(items, part));
      } else {
        wrong(
            part.span(),
            "%d entries of `%s` have `%s: %s`, at %s."
                .formatted(
                    found.length,
                    path.pathTo(depth - 1),
                    part.key(),
                    Values.shown(part.value()),
                    String.join(
                        " and ",
                        IntStream.of(found)
                            .mapToObj(i -> items.nodes().get(i).span().pos().toString())
                            .toList())),
            "Say which by its number: "
                + String.join(" or ", IntStream.of(found).mapToObj(i -> "`[" + i + "]`").toList())
                + ".");
      }
      return OptionalInt.empty();
    }

    private String instead(Node.Items items, Part.Having part) {
      if (part.key().equals("account") && isIn(items, "accounts", part.value())) {
        return "It is one of several in an entry: `[accounts=%s]` means that entry, with all of them."
            .formatted(part.value());
      }
      Set<String> known = new LinkedHashSet<>();
      items.nodes().forEach(node -> values(node, part.key()).forEach(known::add));
      if (known.isEmpty()) {
        Set<String> keys = new LinkedHashSet<>();
        items.nodes().forEach(node -> keys(node).forEach(keys::add));
        return DidYouMean.among(keys, part.key())
            .map(word -> "Did you mean `[%s=%s]`?".formatted(word, part.value()))
            .orElse("No entry has that key; by its number an entry is `[0]`.");
      }
      return DidYouMean.among(known, part.value())
              .map(word -> "Did you mean `" + Values.shown(word) + "`? ")
              .orElse("")
          + "There: "
          + some(known)
          + ".";
    }

    private static boolean isIn(Node.Items items, String key, String value) {
      return items.nodes().stream().anyMatch(node -> values(node, key).anyMatch(value::equals));
    }

    private static Stream<String> keys(Node node) {
      return node instanceof Node.Mapping mapping
          ? mapping.pairs().stream().map(pair -> pair.key().value())
          : Stream.of();
    }

    /// The texts at a key of an entry; a name alone is the `name` of a cluster.
    private static Stream<String> values(Node entry, String key) {
      return switch (entry) {
        case Node.Scalar scalar -> key.equals("name") ? Stream.of(scalar.value()) : Stream.of();
        case Node.Items _ -> Stream.of();
        case Node.Mapping mapping ->
            mapping.pairs().stream()
                .filter(pair -> pair.key().value().equals(key))
                .flatMap(pair ->
                    pair.value() instanceof Node.Items list
                        ? list.nodes().stream()
                        : Stream.of(pair.value()))
                .flatMap(node ->
                    node instanceof Node.Scalar scalar ? Stream.of(scalar.value()) : Stream.of());
      };
    }

    /// What stands there afterwards.
    ///
    /// @return empty if it cannot be; empty inside, if nothing is to stand there
    private Optional<Optional<Node>> put(Optional<Node> before) {
      if (path.sign() != Sign.PLUS_EQUALS) {
        made(before, false);
        return Optional.of(value);
      }
      if (before.isPresent() && !(before.get() instanceof Node.Items)) {
        wrong(
            Span.at(path.source(), path.end()),
            "`%s` is %s, and `+=` appends to a list.".formatted(path.path(), before.get().kind()),
            "Write `=` to put something in its place.");
        return Optional.empty();
      }
      made(Optional.empty(), true);
      return Optional.of(value.map(more -> appended(before, more)));
    }

    private static Node appended(Optional<Node> before, Node more) {
      List<Node> all = new ArrayList<>();
      before.map(Walk::entries).ifPresent(all::addAll);
      all.addAll(entries(more));
      return new Node.Items(before.orElse(more).span(), all);
    }

    /// No list of the file has lists in it, so a list that is appended means its entries.
    private static List<Node> entries(Node node) {
      return node instanceof Node.Items items ? items.nodes() : List.of(node);
    }

    private void made(Optional<Node> before, boolean appends) {
      made.add(
          new Alteration.Made(
              path.path(), appends, before.map(OneLine::of), value.map(OneLine::of)));
    }

    private void unknown(Part.Key key, Node.Mapping mapping, Optional<Shape> shape) {
      Set<String> there = new LinkedHashSet<>(keys(mapping).toList());
      Set<String> known = new LinkedHashSet<>(there);
      shape.ifPresent(one -> known.addAll(one.keys()));
      known.remove(key.word());
      wrong(
          key.span(),
          "There is no `%s` %s."
              .formatted(
                  Values.shown(key.word()), shape.map(one -> "in " + one.what()).orElse("there")),
          DidYouMean.among(known, key.word())
                  .map(word -> "Did you mean `" + word + "`? ")
                  .orElse("")
              + (there.isEmpty() ? "It is empty." : "There: " + some(there) + "."));
    }

    private static String some(Collection<String> words) {
      int most = 12;
      return Section.words(words.stream().limit(most).map(Values::shown).toList())
          + (words.size() > most ? " and %d more".formatted(words.size() - most) : "");
    }

    private void wrong(Span span, String message, String hint) {
      notes.error(Code.WRONG_USAGE, span, message, hint);
    }
  }
}
