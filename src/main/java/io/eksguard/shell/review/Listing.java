package io.eksguard.shell.review;

import io.eksguard.plan.Fate;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import io.eksguard.render.ReviewText;
import io.eksguard.render.StepGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The lines of the list: what the filter lets through, folded and expanded.
///
/// @param folded the numbers of the groups whose steps are hidden
/// @param expanded the steps whose details are shown
/// @param columns for which the details are broken into lines
/// @param rows what follows from all of them
record Listing(
    Outline outline,
    Judged judged,
    Filter filter,
    Set<Integer> folded,
    Set<StepId> expanded,
    int columns,
    List<Row> rows) {
  /// Where the text of a detail begins behind its label.
  private static final int LABEL = 11;

  /// What a detail needs at least to stand beside its label.
  private static final int NARROW = 24;

  Listing {
    folded = Set.copyOf(folded);
    expanded = Set.copyOf(expanded);
    rows = List.copyOf(rows);
  }

  /// Where a row stands: in which group, at which step and at which line of its details; each -1
  /// above the first.
  private record Position(int group, int step, int line) implements Comparable<Position> {
    private static final Comparator<Position> ORDER =
        Comparator.comparingInt(Position::group)
            .thenComparingInt(Position::step)
            .thenComparingInt(Position::line);

    @Override
    public int compareTo(Position other) {
      return ORDER.compare(this, other);
    }
  }

  static Listing of(Outline outline, Judged judged, int columns) {
    return make(outline, judged, Filter.NONE, Set.of(), Set.of(), columns);
  }

  Listing with(Judged next) {
    return make(outline, next, filter, folded, expanded, columns);
  }

  /// The same through another filter. What is looked for shall be seen, so that all unfolds.
  Listing with(Filter next) {
    return make(outline, judged, next, next.isEmpty() ? folded : Set.of(), expanded, columns);
  }

  Listing broken(int next) {
    return next == columns ? this : make(outline, judged, filter, folded, expanded, next);
  }

  Listing fold(int group, boolean whether) {
    Set<Integer> next = new HashSet<>(folded);
    if (whether ? next.add(group) : next.remove(group)) {
      return make(outline, judged, filter, next, expanded, columns);
    }
    return this;
  }

  Listing foldAll(boolean whether) {
    Set<Integer> next = new HashSet<>();
    for (int group = 0; whether && group < outline.groups().size(); group++) {
      next.add(group);
    }
    return make(outline, judged, filter, next, expanded, columns);
  }

  Listing expand(StepId step, boolean whether) {
    Set<StepId> next = new HashSet<>(expanded);
    if (whether ? next.add(step) : next.remove(step)) {
      return make(outline, judged, filter, folded, next, columns);
    }
    return this;
  }

  private static Listing make(
      Outline outline,
      Judged judged,
      Filter filter,
      Set<Integer> folded,
      Set<StepId> expanded,
      int columns) {
    List<String> words = filter.words();
    List<Row> rows = new ArrayList<>();
    for (int number = 0; number < outline.groups().size(); number++) {
      StepGroup group = outline.groups().get(number);
      List<Step> shown = shown(group, words, outline, judged);
      if (shown.isEmpty()) {
        continue;
      }
      boolean hidden = folded.contains(number);
      rows.add(new Row.OfGroup(number, group, shown, hidden));
      if (!hidden) {
        for (Step step : shown) {
          boolean open = expanded.contains(step.id());
          rows.add(new Row.OfStep(step, judged.fate(step.id()), open));
          if (open) {
            rows.addAll(details(judged, step, columns));
          }
        }
      }
    }
    return new Listing(outline, judged, filter, folded, expanded, columns, rows);
  }

  private static List<Row> details(Judged judged, Step step, int columns) {
    List<String> lines = new ArrayList<>();
    int room = columns - ReviewPainter.DETAIL_INDENT;
    String before = "";
    for (ReviewText.Detail detail : ReviewText.details(judged.review(), judged.fates(), step)) {
      String label = detail.label().equals(before) ? "" : detail.label();
      before = detail.label();
      if (room - LABEL >= NARROW) {
        for (String line : Wrap.lines(detail.text(), room - LABEL)) {
          lines.add(label + " ".repeat(LABEL - label.length()) + line);
          label = "";
        }
      } else {
        lines.addAll(Wrap.lines(detail.label() + ": " + detail.text(), room));
      }
    }
    List<Row> rows = new ArrayList<>();
    lines.forEach(line -> rows.add(new Row.OfDetail(step.id(), rows.size(), line)));
    return rows;
  }

  private static List<Step> shown(
      StepGroup group, List<String> words, Outline outline, Judged judged) {
    return words.isEmpty()
        ? group.steps()
        : group.steps().stream()
            .filter(step -> outline.matches(words, step, judged.fate(step.id())))
            .toList();
  }

  /// All steps that the filter lets through, also those in folded groups.
  List<Step> shown() {
    List<String> words = filter.words();
    return outline.groups().stream()
        .flatMap(group -> shown(group, words, outline, judged).stream())
        .toList();
  }

  /// The next step that is open, forward or back from a spot and round the end; also one in a
  /// folded group. None if no step that the filter lets through is open.
  ///
  /// @param forward whether down the list
  List<StepId> open(Spot from, boolean forward) {
    Position here = position(from);
    List<StepId> open =
        shown().stream().map(Step::id).filter(id -> judged.fate(id) instanceof Fate.Open).toList();
    List<StepId> ordered = forward ? open : open.reversed();
    return ordered.stream()
        .filter(id -> {
          // from a line of its details, the step above is the one that was looked at
          Position there = position(new Spot.OnStep(id));
          return forward ? there.compareTo(here) > 0 : there.compareTo(stepOf(here)) < 0;
        })
        .findFirst()
        .or(() -> ordered.stream().findFirst())
        .map(List::of)
        .orElse(List.of());
  }

  private static Position stepOf(Position position) {
    return new Position(position.group(), position.step(), -1);
  }

  /// The row of a spot. Where it is not shown: what hides it, or else what comes next and is of its
  /// kind; 0 if there is no row.
  int row(Spot spot) {
    Position wanted = position(spot);
    int low = 0;
    int high = rows.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (position(rows.get(middle).spot()).compareTo(wanted) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    // the row before this one is the last that is not behind what is wanted
    if (low > 0 && shows(rows.get(low - 1), wanted)) {
      return low - 1;
    }
    return switch (spot) {
      case Spot.OnGroup _ -> near(low);
      case Spot.OnStep _, Spot.OnDetail _ -> nearestStep(low);
    };
  }

  /// The first step from a row on, or else the last before it. A person who decides of one step
  /// after the other must not come to the line of a group that way, and decide of all of it.
  private int nearestStep(int from) {
    for (int row = from; row < rows.size(); row++) {
      if (rows.get(row) instanceof Row.OfStep) {
        return row;
      }
    }
    for (int row = from - 1; row >= 0; row--) {
      if (rows.get(row) instanceof Row.OfStep) {
        return row;
      }
    }
    return near(from);
  }

  private int near(int row) {
    return Math.max(0, Math.min(row, rows.size() - 1));
  }

  private boolean shows(Row row, Position wanted) {
    Position there = position(row.spot());
    if (there.equals(wanted)
        || (there.group() == wanted.group()
            && there.step() >= 0
            && there.step() == wanted.step())) {
      return true;
    }
    return switch (row) {
      case Row.OfGroup group -> group.number() == wanted.group() && group.folded();
      case Row.OfStep _, Row.OfDetail _ -> false;
    };
  }

  private Position position(Spot spot) {
    return switch (spot) {
      case Spot.OnGroup(int group) -> new Position(group, -1, -1);
      case Spot.OnStep(StepId step) -> position(step, -1);
      case Spot.OnDetail(StepId step, int line) -> position(step, line);
    };
  }

  private Position position(StepId step, int line) {
    Outline.Place place = outline.place(step);
    return new Position(place.group(), place.index(), line);
  }
}
