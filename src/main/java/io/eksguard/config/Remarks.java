package io.eksguard.config;

import io.eksguard.config.Layout.Document;
import io.eksguard.config.Layout.Remark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which comment stands at what.
///
/// - A comment behind something belongs to the entry on its line.
/// - One with a line of its own belongs to the entry below it. If it stands further in than that
///   entry, it belongs to the end of the deepest list or mapping above that is not further in.
/// - Comments on top of a document, down to the last blank line before the first entry, belong to
///   the document; so does the line that names a schema to editors.
final class Remarks {
  private static final String FOR_EDITORS = "# yaml-language-server:";

  private final Layout layout;
  private final Map<Integer, List<Remark>> above = new HashMap<>();
  private final Map<Integer, List<Remark>> behind = new HashMap<>();
  private final Map<Integer, List<Remark>> atEnd = new HashMap<>();
  private final Map<Document, Heading> headings = new HashMap<>();
  private final List<Remark> footer = new ArrayList<>();

  private Remarks(Layout layout) {
    this.layout = layout;
  }

  /// @param beforeMarker what stands before the `---`
  /// @param behindMarker what stands behind it, on its line
  /// @param top what stands above the first entry and is not about it
  /// @param apart whether a blank line stands between that and the first entry
  record Heading(
      List<Remark> beforeMarker, List<Remark> behindMarker, List<Remark> top, boolean apart) {}

  static Remarks of(Layout layout) {
    Remarks remarks = new Remarks(layout);
    Map<Integer, List<Remark>> inside = new HashMap<>();
    Map<Integer, List<Remark>> before = new HashMap<>();
    List<Document> documents = layout.documents();
    for (Remark remark : layout.remarks()) {
      remarks.sort(remark, documents, inside, before);
    }
    for (int i = 0; i < documents.size(); i++) {
      remarks.document(
          documents.get(i), before.getOrDefault(i, List.of()), inside.getOrDefault(i, List.of()));
    }
    return remarks;
  }

  List<Remark> above(Piece.Entry entry) {
    return above.getOrDefault(entry.number(), List.of());
  }

  List<Remark> behind(Piece.Entry entry) {
    return behind.getOrDefault(entry.number(), List.of());
  }

  List<Remark> atEnd(Piece.Group group) {
    return atEnd.getOrDefault(group.number(), List.of());
  }

  Heading heading(Document document) {
    return Optional.ofNullable(headings.get(document)).orElseThrow();
  }

  /// What stands behind the last document.
  List<Remark> footer() {
    return footer;
  }

  private void sort(
      Remark remark,
      List<Document> documents,
      Map<Integer, List<Remark>> inside,
      Map<Integer, List<Remark>> before) {
    int in = documents.size() - 1;
    while (in >= 0 && documents.get(in).start() > remark.start()) {
      in--;
    }
    boolean out =
        in < 0 || (documents.get(in).closed() && remark.start() > documents.get(in).end());
    if (out && in + 1 == documents.size()) {
      footer.add(remark);
    } else {
      (out ? before : inside)
          .computeIfAbsent(out ? in + 1 : in, _ -> new ArrayList<>())
          .add(remark);
    }
  }

  private void document(Document document, List<Remark> before, List<Remark> inside) {
    List<Remark> behindMarker = new ArrayList<>();
    List<Remark> opening = new ArrayList<>();
    List<At> places = document.root().map(Remarks::places).orElse(List.of());
    Optional<At> first = places.stream().findFirst();
    var walk = new Walk(document, places);
    for (Remark remark : inside) {
      boolean begun = first.filter(at -> at.entry.start() < remark.start()).isPresent();
      if (begun) {
        walk.attach(remark);
      } else if (remark.alone()) {
        opening.add(remark);
      } else {
        behindMarker.add(remark);
      }
    }
    boolean apart = first.map(at -> layout.isApart(at.entry.start())).orElse(false);
    int top = first.isPresent() ? top(opening, apart) : opening.size();
    first.ifPresent(at ->
        above
            .computeIfAbsent(at.entry.number(), _ -> new ArrayList<>())
            .addAll(0, opening.subList(top, opening.size())));
    boolean topApart = top == opening.size() ? apart : opening.get(top).apart();
    headings.put(
        document,
        new Heading(before, behindMarker, List.copyOf(opening.subList(0, top)), topApart));
  }

  /// How many of the comments above the first entry are not about it.
  private static int top(List<Remark> opening, boolean apart) {
    if (apart) {
      return opening.size();
    }
    for (int i = opening.size() - 1; i > 0; i--) {
      if (opening.get(i).apart()) {
        return i;
      }
    }
    return !opening.isEmpty() && opening.getFirst().text().startsWith(FOR_EDITORS) ? 1 : 0;
  }

  private static List<At> places(Piece.Group root) {
    List<At> places = new ArrayList<>();
    collect(root, List.of(), places);
    return places;
  }

  private static void collect(Piece.Group group, List<Piece.Group> around, List<At> places) {
    List<Piece.Group> inner = new ArrayList<>(around);
    inner.add(group);
    for (Piece.Entry entry : group.entries()) {
      places.add(new At(entry, List.copyOf(inner)));
      if (entry.value() instanceof Piece.Group value) {
        collect(value, inner, places);
      }
    }
  }

  /// An entry with the groups that it is in, from the outside in.
  private record At(Piece.Entry entry, List<Piece.Group> around) {
    /// These groups, and the one that the entry holds.
    List<Piece.Group> andHeld() {
      List<Piece.Group> all = new ArrayList<>(around);
      if (entry.value() instanceof Piece.Group held) {
        all.add(held);
      }
      return all;
    }
  }

  /// Goes through a document from comment to comment.
  private final class Walk {
    private final Document document;
    private final List<At> places;
    private int next;

    /// The column of what the comment before this one was given to, in this gap between entries; no
    /// comment can overtake another.
    private int furthest = Integer.MAX_VALUE;

    Walk(Document document, List<At> places) {
      this.document = document;
      this.places = places;
    }

    /// @param remark a comment behind the beginning of the first entry
    void attach(Remark remark) {
      while (next < places.size() && places.get(next).entry.start() < remark.start()) {
        next++;
        furthest = Integer.MAX_VALUE;
      }
      if (remark.alone()) {
        alone(remark);
      } else {
        add(behind, ended(remark).entry.number(), remark);
      }
    }

    /// The entry on the line: the last one, but for what is in brackets that are closed by then.
    private At ended(Remark remark) {
      for (int i = next - 1; i > 0; i--) {
        boolean closed =
            places.get(i).around.stream().anyMatch(g -> g.flow() && g.end() <= remark.start());
        if (!closed) {
          return places.get(i);
        }
      }
      return places.getFirst();
    }

    private void alone(Remark remark) {
      At last = places.get(next - 1);
      Optional<At> below = next < places.size() ? Optional.of(places.get(next)) : Optional.empty();
      Set<Integer> stillOpen = new HashSet<>();
      below.ifPresent(at -> at.around.forEach(group -> stillOpen.add(group.number())));
      Optional<Piece.Group> brackets =
          last.andHeld().stream()
              .filter(group -> group.isOpenAt(remark.start()))
              .max(Comparator.comparingInt(Piece.Group::start));
      Optional<Piece.Group> end =
          brackets.isPresent()
              ? brackets.filter(group -> !stillOpen.contains(group.number()))
              : deepest(
                  last,
                  stillOpen,
                  below.map(at -> layout.column(at.entry.start())).orElse(-1),
                  Math.min(remark.column(), furthest));
      if (end.isPresent()) {
        furthest = layout.column(end.orElseThrow().start());
        add(atEnd, end.orElseThrow().number(), remark);
      } else if (below.isPresent()) {
        furthest = -1;
        add(above, below.orElseThrow().entry.number(), remark);
      } else {
        furthest = 0;
        document.root().ifPresent(root -> add(atEnd, root.number(), remark));
      }
    }

    /// The deepest group that has ended, in the columns behind the first up to the second.
    private Optional<Piece.Group> deepest(At last, Set<Integer> stillOpen, int from, int to) {
      return last.around.stream()
          .filter(group -> !group.flow() && !stillOpen.contains(group.number()))
          .filter(group -> layout.column(group.start()) > from)
          .filter(group -> layout.column(group.start()) <= to)
          .max(Comparator.comparingInt(group -> layout.column(group.start())));
    }

    private static void add(Map<Integer, List<Remark>> map, int number, Remark remark) {
      map.computeIfAbsent(number, _ -> new ArrayList<>()).add(remark);
    }
  }
}
