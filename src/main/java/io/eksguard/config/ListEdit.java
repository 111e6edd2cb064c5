package io.eksguard.config;

import io.eksguard.config.Decided.Line;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Region;
import java.util.ArrayList;
import java.util.List;

/// Changes a list of clusters line by line.
final class ListEdit {
  private final PieceEdits text;
  private final EntryText style;
  private final Spot pair;
  private final List<Line> lines;

  /// @param pair the key and the list
  /// @param lines what is to stand in it
  ListEdit(PieceEdits text, EntryText style, Spot pair, List<Line> lines) {
    this.text = text;
    this.style = style;
    this.pair = pair;
    this.lines = lines;
  }

  /// Makes all but what goes.
  ///
  /// @return the lines that are to go, the last one first, counted in what the list is now
  List<Integer> make() throws Untouchable {
    Piece.Group list = pair.group();
    if (tooWide(list) && text.canBeLines(pair, list)) {
      toLines(list);
      return List.of();
    }
    List<Spot> old = pair.inside();
    List<Integer> gone = new ArrayList<>();
    int next = 0;
    int now = 0;
    for (Line line : lines) {
      switch (line) {
        case Line.Kept(int index) -> {
          now = skip(next, index, now, gone);
          next = index + 1;
        }
        case Line.Narrowed(int index, Region region) -> {
          narrow(old.get(index), region);
          now = skip(next, index, now, gone);
          next = index + 1;
        }
        case Line.Added(ClusterRule rule) -> {
          add(old.get(next - 1), rule);
          now++;
        }
      }
    }
    skip(next, old.size(), now, gone);
    return gone.reversed();
  }

  /// Notes that the lines from one to before another go.
  ///
  /// @param now how many lines stand before the first in what the list is now
  /// @return how many stand before what is behind the second
  private static int skip(int from, int to, int now, List<Integer> gone) {
    for (int i = from; i < to; i++) {
      gone.add(now + i - from);
    }
    return now + to - from + 1;
  }

  private void add(Spot behind, ClusterRule rule) throws Untouchable {
    int column = behind.layout().column(behind.entry().start());
    text.addBehind(
        behind, style.ruleLines(rule, column, braces(behind.in())), style.ruleInBrackets(rule));
  }

  private void toLines(Piece.Group list) throws Untouchable {
    pair.refuseReferences();
    List<Spot> old = pair.inside();
    int column = pair.layout().column(pair.entry().start()) + style.listIn();
    List<String> typed = text.typed(list);
    List<String> items = new ArrayList<>();
    for (Line line : lines) {
      items.addAll(
          switch (line) {
            case Line.Kept(int index) -> style.dashed(List.of(typed.get(index)));
            case Line.Narrowed(int index, Region region) ->
                style.dashed(List.of(narrowed(old.get(index), region)));
            case Line.Added(ClusterRule rule) -> style.ruleLines(rule, column, false);
          });
    }
    text.toLines(pair, list, items, column);
  }

  private boolean tooWide(Piece.Group list) {
    int more =
        lines.stream()
            .mapToInt(line ->
                switch (line) {
                  case Line.Kept _ -> 0;
                  case Line.Narrowed(_, Region region) ->
                      "{name: , region: }".length() + region.name().length();
                  case Line.Added(ClusterRule rule) -> 2 + style.ruleInBrackets(rule).length();
                })
            .sum();
    return more > 0 && !text.hasRoom(list, more);
  }

  /// Whether the last of the mappings in the list is in brackets.
  private static boolean braces(Piece.Group list) {
    return list.entries().stream()
        .map(Piece.Entry::value)
        .filter(Piece.Group.class::isInstance)
        .map(Piece.Group.class::cast)
        .reduce((_, last) -> last)
        .map(Piece.Group::flow)
        .orElse(false);
  }

  private void narrow(Spot line, Region region) throws Untouchable {
    if (line.entry().value() instanceof Piece.Word) {
      text.replaceWhole(line.word(), narrowed(line, region));
      return;
    }
    String more = region(region);
    Spot name =
        line.pair("name").orElseThrow(() -> new IllegalStateException("a cluster without a name"));
    text.addBehind(name, List.of(more), more);
  }

  /// A line on one line, with a region more.
  private String narrowed(Spot line, Region region) throws Untouchable {
    String typed = text.typed(line.in()).get(line.index());
    if (line.entry().value() instanceof Piece.Word) {
      line.word();
      return "{" + style.key("name") + ": " + typed + ", " + region(region) + "}";
    }
    line.group();
    return typed.substring(0, typed.length() - 1).stripTrailing() + ", " + region(region) + "}";
  }

  private String region(Region region) {
    return style.key("region") + ": " + style.word(region.name());
  }
}
