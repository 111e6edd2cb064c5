package io.eksguard.snapshot;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A piece of JSON that knows where it stands.
///
/// @param path such as `places[3].detector`; empty for the whole document
record Spot(String path, JsonNode node) {

  /// A member of an object, with its name.
  record Named(String name, Spot spot) {}

  /// Ends the reading of a text that does not fit; never leaves this package.
  static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String said;

    Unfit(String said) {
      super(said, null, false, false);
      this.said = said;
    }

    String said() {
      return said;
    }
  }

  /// The member of this name. Members that this program does not know are passed over: later
  /// versions may add some.
  Spot get(String name) {
    if (!node.isObject()) {
      throw unfit("is not an object");
    }
    JsonNode found = node.path(name);
    var spot = new Spot(path.isEmpty() ? name : path + "." + name, found);
    if (found.isMissingNode()) {
      throw spot.unfit("is missing");
    }
    return spot;
  }

  /// The same where there may be none, or `null`.
  Optional<Spot> optional(String name) {
    JsonNode found = node.path(name);
    return found.isMissingNode() || found.isNull() ? Optional.empty() : Optional.of(get(name));
  }

  /// The members of an object, in the order of the file.
  List<Named> members() {
    if (!node.isObject()) {
      throw unfit("is not an object");
    }
    return node.properties().stream()
        .map(one -> new Named(one.getKey(), new Spot(path + "." + one.getKey(), one.getValue())))
        .toList();
  }

  /// The items of a list.
  List<Spot> items() {
    if (!node.isArray()) {
      throw unfit("is not a list");
    }
    List<Spot> items = new ArrayList<>();
    node.values().forEach(item -> items.add(new Spot(path + "[" + items.size() + "]", item)));
    return items;
  }

  String text() {
    if (!node.isString()) {
      throw unfit("is not a text");
    }
    return node.stringValue();
  }

  boolean truth() {
    if (!node.isBoolean()) {
      throw unfit("is neither true nor false");
    }
    return node.booleanValue();
  }

  /// A whole number.
  int whole() {
    if (!node.isInt()) {
      throw unfit("is not a whole number");
    }
    return node.intValue();
  }

  Instant time() {
    try {
      return Instant.parse(text());
    } catch (DateTimeException _) {
      throw unfit("is not a time such as `2026-11-24T12:00:00Z`");
    }
  }

  /// The texts of a list.
  SortedSet<String> texts() {
    return items().stream().map(Spot::text).collect(Collectors.toCollection(TreeSet::new));
  }

  /// What the text means.
  ///
  /// @param what what it must be, such as `an account id`
  <T> T as(String what, Function<String, T> meaning) {
    return as(text(), what, meaning);
  }

  /// What a text that stands here means.
  <T> T as(String text, String what, Function<String, T> meaning) {
    try {
      return meaning.apply(text);
    } catch (IllegalArgumentException _) {
      throw unfit("is not " + what + ": `" + text + "`");
    }
  }

  /// The constant that the word names.
  <E extends Enum<E>> E word(Class<E> type) {
    E[] known = type.getEnumConstants();
    for (E one : known) {
      if (word(one).equals(text())) {
        return one;
      }
    }
    throw unfit(
        "is `%s` and must be one of %s"
            .formatted(
                text(),
                Arrays.stream(known)
                    .map(Spot::word)
                    .collect(Collectors.joining("`, `", "`", "`"))));
  }

  /// A constant as JSON has it.
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  Unfit unfit(String what) {
    return new Unfit("`" + (path.isEmpty() ? "the document" : path) + "` " + what);
  }
}
