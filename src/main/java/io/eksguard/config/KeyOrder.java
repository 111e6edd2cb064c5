package io.eksguard.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts the keys of a file into the order in which [Shape] has them, unknown ones last. The items
/// of a list stay in the order of their author.
final class KeyOrder {
  private KeyOrder() {}

  /// The same mapping in order; as it is where an alias would then come before its anchor.
  static Piece.Group ordered(Piece.Group root) {
    Piece.Group ordered = ordered(root, Shape.FILE);
    return targets(ordered).equals(targets(root)) ? ordered : root;
  }

  private static Piece.Group ordered(Piece.Group group, Shape shape) {
    List<Piece.Entry> entries = new ArrayList<>();
    for (Piece.Entry entry : group.entries()) {
      Optional<Shape> below = group.list() ? Optional.of(shape) : shape.below(key(entry));
      entries.add(below.map(inside -> entry.with(ordered(entry.value(), inside))).orElse(entry));
    }
    if (!group.list()) {
      entries.sort(Comparator.comparingInt(entry -> rank(entry, shape)));
    }
    return group.with(entries);
  }

  private static Piece ordered(Piece value, Shape shape) {
    return value instanceof Piece.Group group ? ordered(group, shape) : value;
  }

  private static int rank(Piece.Entry entry, Shape shape) {
    int rank = shape.keys().indexOf(key(entry));
    return rank < 0 ? Integer.MAX_VALUE : rank;
  }

  /// The key, also one in needless quotes.
  private static String key(Piece.Entry entry) {
    String word = entry.key().map(Piece.Word::first).orElse("");
    boolean quoted =
        word.length() > 1
            && (word.startsWith("\"") || word.startsWith("'"))
            && word.charAt(0) == word.charAt(word.length() - 1);
    return quoted ? word.substring(1, word.length() - 1) : word;
  }

  /// Where the anchor of each alias stands; 0 for an alias that comes before every such anchor,
  /// which the first place of no text can be.
  private static Map<Integer, Integer> targets(Piece.Group root) {
    Map<Integer, Integer> targets = new HashMap<>();
    collect(root, new HashMap<>(), targets);
    return targets;
  }

  private static void collect(
      Piece piece, Map<String, Integer> anchors, Map<Integer, Integer> targets) {
    piece.anchor().ifPresent(anchor -> anchors.put(anchor.name(), anchor.at()));
    switch (piece) {
      case Piece.Word word -> {
        if (word.kind() == Piece.Kind.ALIAS) {
          targets.put(word.at(), anchors.getOrDefault(word.first().substring(1), 0));
        }
      }
      case Piece.Group group -> {
        for (Piece.Entry entry : group.entries()) {
          entry.key().ifPresent(key -> collect(key, anchors, targets));
          collect(entry.value(), anchors, targets);
        }
      }
    }
  }
}
