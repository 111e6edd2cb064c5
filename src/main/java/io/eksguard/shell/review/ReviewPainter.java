package io.eksguard.shell.review;

import io.eksguard.plan.Action;
import io.eksguard.plan.Fate;
import io.eksguard.plan.Review;
import io.eksguard.plan.StepId;
import io.eksguard.render.ReviewText;
import io.eksguard.render.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.WCWidth;

/// The review as lines of a screen. A colour never says what no letter or word says.
public final class ReviewPainter {
  /// In which column a step's details begin.
  static final int DETAIL_INDENT = 6;

  /// How many columns of the step that another one is held with are shown beside it.
  private static final int CAUSE = 28;

  private static final int ACTION = 9;

  private static final String KEYS =
      "a accept  h hold  r reject  o open  n next  d details  / filter  ? help  q quit";
  private static final String FEW_KEYS = "a h r o  Enter  / filter  ? help  q quit";
  private static final String TYPING_KEYS = "Enter keeps the filter  Esc clears it";
  private static final String HELP_KEYS = "up, down scroll  any other key goes back";

  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  private static final AttributedStyle BOLD = AttributedStyle.BOLD;
  private static final AttributedStyle FAINT = PLAIN.faint();
  private static final AttributedStyle GREEN = PLAIN.foreground(AttributedStyle.GREEN);
  private static final AttributedStyle YELLOW = PLAIN.foreground(AttributedStyle.YELLOW);
  private static final AttributedStyle RED = PLAIN.foreground(AttributedStyle.RED);

  private ReviewPainter() {}

  /// A place on the screen.
  ///
  /// @param row counted from 0
  /// @param column counted from 0
  record Cell(int row, int column) {}

  /// The whole screen: as many lines as it has rows, none wider than it has columns.
  ///
  /// @param colour whether to use colours and other looks
  public static List<AttributedString> paint(ReviewScreen screen, boolean colour) {
    int rows = screen.size().rows();
    int columns = screen.size().columns();
    List<AttributedString> body = body(screen, columns);
    List<AttributedString> lines = new ArrayList<>();
    if (rows > 1) {
      lines.add(title(screen, columns));
    }
    lines.addAll(body);
    while (lines.size() < screen.size().body() + (rows > 1 ? 1 : 0)) {
      lines.add(AttributedString.EMPTY);
    }
    if (rows > 2) {
      lines.addAll(message(screen, columns));
    }
    if (rows > 3) {
      lines.add(new AttributedString(keys(screen, columns), FAINT));
    }
    return lines.stream()
        .map(line -> fitted(colour ? line : new AttributedString(line.toString()), columns))
        .toList();
  }

  /// Where the terminal's own cursor belongs: on the line the review's cursor is on, or behind what
  /// is typed. Readers of the screen follow it.
  static Cell cursor(ReviewScreen screen) {
    int rows = screen.size().rows();
    int first = rows > 1 ? 1 : 0;
    return switch (screen.mode()) {
      case Mode.Listing() -> new Cell(first + screen.cursor() - screen.top(), 0);
      case Mode.Help(_) -> new Cell(first, 0);
      case Mode.Typing() ->
          rows > 2
              ? new Cell(
                  rows > 3 ? rows - 1 - screen.size().message() : rows - 1,
                  Math.min(screen.size().columns() - 1, Wrap.width(typed(screen))))
              : new Cell(0, 0);
    };
  }

  /// The counts in words, and where those do not fit beside the filter, in marks.
  private static AttributedString title(ReviewScreen screen, int columns) {
    Review.Counts counts = screen.listing().judged().counts();
    String filter = TerminalText.safe(screen.listing().filter().text().strip());
    String behind = filter.isEmpty() ? "" : "; filter: " + filter;
    String words = ReviewText.summary(counts) + behind;
    return Stream.of("Review  " + words, words)
        .filter(text -> Wrap.width(text) <= columns)
        .findFirst()
        .map(text -> new AttributedString(text, BOLD))
        .orElseGet(() -> new AttributedString(ReviewText.shortSummary(counts) + behind, BOLD));
  }

  /// As many lines as there is room for.
  private static List<AttributedString> message(ReviewScreen screen, int columns) {
    int room = screen.size().message();
    List<AttributedString> lines =
        new ArrayList<>(
            switch (screen.mode()) {
              case Mode.Typing() -> List.of(new AttributedString(typed(screen), BOLD));
              case Mode.Listing(), Mode.Help(_) -> message(screen.message(), columns, room);
            });
    while (lines.size() < room) {
      lines.add(AttributedString.EMPTY);
    }
    return lines;
  }

  private static List<AttributedString> message(String text, int columns, int room) {
    List<String> lines = Wrap.lines(text, columns);
    if (room == 1 || lines.size() == 1) {
      return List.of(new AttributedString(text));
    }
    return List.of(
        new AttributedString(lines.getFirst()),
        new AttributedString(String.join(" ", lines.subList(1, lines.size()))));
  }

  private static String typed(ReviewScreen screen) {
    return "/" + TerminalText.safe(screen.listing().filter().text());
  }

  private static String keys(ReviewScreen screen, int columns) {
    return switch (screen.mode()) {
      case Mode.Typing() -> TYPING_KEYS;
      case Mode.Help(_) -> HELP_KEYS;
      case Mode.Listing() -> Wrap.width(KEYS) <= columns ? KEYS : FEW_KEYS;
    };
  }

  private static List<AttributedString> body(ReviewScreen screen, int columns) {
    return switch (screen.mode()) {
      case Mode.Help(int first) ->
          HelpPage.LINES.stream()
              .skip(first)
              .limit(screen.size().body())
              .map(AttributedString::new)
              .toList();
      case Mode.Listing(), Mode.Typing() -> rows(screen, columns);
    };
  }

  private static List<AttributedString> rows(ReviewScreen screen, int columns) {
    List<Row> rows = screen.listing().rows();
    if (rows.isEmpty()) {
      return List.of(
          new AttributedString(
              screen.review().plan().isEmpty()
                  ? "  The plan has no steps."
                  : "  No step matches the filter."));
    }
    List<AttributedString> lines = new ArrayList<>();
    int end = Math.min(rows.size(), screen.top() + screen.size().body());
    for (int number = screen.top(); number < end; number++) {
      boolean here = number == screen.cursor();
      AttributedString line = row(screen, rows.get(number), here);
      lines.add(here ? inverse(fitted(line, columns), columns) : line);
    }
    return lines;
  }

  private static AttributedString row(ReviewScreen screen, Row row, boolean here) {
    var line = new AttributedStringBuilder();
    line.append(here ? "> " : "  ");
    switch (row) {
      case Row.OfGroup group -> group(line, group, screen);
      case Row.OfStep step -> step(line, step, screen);
      case Row.OfDetail detail ->
          line.append(" ".repeat(DETAIL_INDENT - 2)).append(detail.text(), FAINT);
    }
    return line.toAttributedString();
  }

  private static void group(AttributedStringBuilder line, Row.OfGroup group, ReviewScreen screen) {
    Judged judged = screen.listing().judged();
    int shown = group.shown().size();
    int all = group.group().steps().size();
    String steps = all == 1 ? " step: " : " steps: ";
    line.append(group.group().heading() + "  " + group.group().owner(), BOLD)
        .append("  ")
        .append(shown == all ? "" + all : shown + " of " + all)
        .append(steps)
        .append(
            ReviewText.counts(group.shown().stream().map(step -> judged.fate(step.id())).toList()))
        .append(group.folded() ? ", folded" : "");
  }

  private static void step(AttributedStringBuilder line, Row.OfStep row, ReviewScreen screen) {
    ReviewText.StepWords words = ReviewText.words(row.step());
    String action = words.sign() + " " + words.action();
    line.append("  ")
        .append("[" + ReviewText.mark(row.fate()) + cause(row, screen) + "]", look(row.fate()))
        .append(" ")
        .append(
            action + " ".repeat(Math.max(1, ACTION + 1 - action.length())),
            look(row.step().action()))
        .append(words.what())
        .append("  (" + words.why() + ")", FAINT);
  }

  /// What a step is held with, in short: the group of both is not said again, and of the rest the
  /// end counts.
  private static String cause(Row.OfStep row, ReviewScreen screen) {
    return switch (row.fate()) {
      case Fate.HeldWith(StepId step) -> " with " + shortened(row.step().id(), step, screen);
      case Fate.Open(), Fate.Accepted(), Fate.Held(), Fate.Rejected() -> "";
    };
  }

  private static String shortened(StepId own, StepId cause, ReviewScreen screen) {
    String name = ReviewText.name(cause);
    Outline outline = screen.listing().outline();
    if (outline.place(own).group() == outline.place(cause).group()) {
      String mine = ReviewText.name(own);
      int common = 0;
      for (int i = 0; i < Math.min(name.length(), mine.length()); i++) {
        if (name.charAt(i) != mine.charAt(i)) {
          break;
        }
        if (name.charAt(i) == '/') {
          common = i + 1;
        }
      }
      name = name.substring(common);
    }
    AttributedString whole = new AttributedString(name);
    int width = whole.columnLength();
    return width <= CAUSE
        ? name
        : ".." + fromSegment(whole.columnSubSequence(width - CAUSE + 2, width).toString());
  }

  /// The end of a name, from a part of it on if that leaves most.
  private static String fromSegment(String end) {
    int slash = end.indexOf('/');
    return slash > 0 && slash < end.length() / 2 ? end.substring(slash) : end;
  }

  private static AttributedStyle look(Fate fate) {
    return switch (fate) {
      case Fate.Open() -> PLAIN;
      case Fate.Accepted() -> GREEN;
      case Fate.Held(), Fate.HeldWith(_) -> YELLOW;
      case Fate.Rejected() -> RED;
    };
  }

  private static AttributedStyle look(Action action) {
    return switch (action) {
      case TAG, ENABLE, INSTALL, PROTECT -> GREEN;
      case UPDATE -> YELLOW;
      case UNTAG, DISABLE, UNINSTALL, DETACH -> RED;
    };
  }

  /// The line of the cursor, over the whole width.
  private static AttributedString inverse(AttributedString line, int columns) {
    var inverse = new AttributedStringBuilder();
    inverse.append(line.toString());
    inverse.append(" ".repeat(Math.max(0, columns - line.columnLength())));
    return new AttributedString(inverse, AttributedStyle.INVERSE);
  }

  /// The line, cut where it is too wide; two points say so.
  private static AttributedString fitted(AttributedString line, int columns) {
    if (line.columnLength() <= columns) {
      return line;
    }
    if (columns < 3) {
      return cut(line, columns);
    }
    return new AttributedStringBuilder()
        .append(cut(line, columns - 2))
        .append("..")
        .toAttributedString();
  }

  private static AttributedString cut(AttributedString line, int columns) {
    int used = 0;
    int end = 0;
    while (end < line.length()) {
      int c = line.codePointAt(end);
      int width = Math.max(0, WCWidth.wcwidth(c));
      if (used + width > columns) {
        break;
      }
      used += width;
      end += Character.charCount(c);
    }
    return line.subSequence(0, end);
  }
}
