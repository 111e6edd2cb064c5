package io.eksguard.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the parts of the desired state stand in the texts that it was read from.
final class Outline {
  private static final Pattern ITEM = Pattern.compile("(.+)\\[(\\d+)]");

  private final List<List<Spot>> documents = new ArrayList<>();

  /// @param layouts those of the texts, in the order in which they were read
  Outline(List<Layout> layouts) {
    for (Layout layout : layouts) {
      layout.documents().stream()
          .flatMap(document -> document.root().stream())
          .filter(root -> !root.list())
          .forEach(root -> documents.add(Spot.of(layout, root)));
    }
  }

  /// The line of an entry, or of another part that is a mapping.
  ///
  /// @param path such as `organization.members[2]`
  Spot at(String path) throws Untouchable {
    Matcher item = ITEM.matcher(path);
    Optional<Spot> found =
        item.matches()
            ? items(item.group(1)).stream().skip(Long.parseLong(item.group(2))).findFirst()
            : lists(path).stream().findFirst();
    return found.orElseThrow(() -> new IllegalStateException("nothing stands at " + path));
  }

  /// The lines of a list that may be in several documents, one behind the other.
  private List<Spot> items(String path) throws Untouchable {
    List<Spot> items = new ArrayList<>();
    for (Spot list : lists(path)) {
      items.addAll(list.inside());
    }
    return items;
  }

  /// The lines with this key in the documents, in their order.
  ///
  /// @param path a key of the file, or one of a mapping and one in it
  List<Spot> lists(String path) throws Untouchable {
    String[] keys = path.split("\\.", 2);
    List<Spot> lists = new ArrayList<>();
    for (List<Spot> document : documents) {
      Optional<Spot> first = Spot.named(document, keys[0]);
      if (first.isPresent()) {
        Spot spot = first.orElseThrow();
        (keys.length == 1 ? first : spot.pair(keys[1])).ifPresent(lists::add);
      }
    }
    return lists;
  }

  /// Whether two lines stand in one document.
  static boolean together(Spot one, Spot other) {
    return one.layout().source().equals(other.layout().source())
        && one.around().getFirst().number() == other.around().getFirst().number();
  }
}
