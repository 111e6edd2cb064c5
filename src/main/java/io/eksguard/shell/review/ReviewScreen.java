package io.eksguard.shell.review;

import io.eksguard.plan.Decision;
import io.eksguard.plan.Review;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import io.eksguard.render.ReviewText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Everything the review shows; a value. Keys make the next one of it.
///
/// @param listing the lines of the list, with the review that they show
/// @param mode what the keys go to
/// @param wanted what the cursor was put on last; while that is not shown, it is near
/// @param cursor the row the cursor is on; 0 if there is none
/// @param top the first row of the list on the screen
/// @param size how large the screen is
/// @param message one line of what the last key did
public record ReviewScreen(
    Listing listing, Mode mode, Spot wanted, int cursor, int top, ScreenSize size, String message) {
  /// The screen at the start of a review.
  public static ReviewScreen of(Review review, ScreenSize size) {
    return new ReviewScreen(
        Listing.of(Outline.of(review.plan()), Judged.of(review), size.columns()),
        new Mode.Listing(),
        new Spot.OnGroup(0),
        0,
        0,
        size,
        "Nothing is written to AWS here. `?` shows all keys.");
  }

  /// What was decided until now.
  public Review review() {
    return listing.judged().review();
  }

  /// The same on a screen of another size.
  public ReviewScreen resized(ScreenSize next) {
    var resized =
        new ReviewScreen(listing.broken(next.columns()), mode, wanted, cursor, top, next, message);
    return resized.settled();
  }

  /// What follows from a key.
  public Turn on(Key key) {
    if (key == Key.Named.INTERRUPT) {
      return new Turn.Done(review());
    }
    return switch (mode) {
      case Mode.Listing() ->
          switch (key) {
            case Key.Typed(int character) -> typed(character);
            case Key.Named named -> listing(named);
          };
      case Mode.Typing() ->
          new Turn.Stay(
              switch (key) {
                case Key.Typed(int character) -> filter(listing.filter().with(character));
                case Key.Named named -> typing(named);
              });
      case Mode.Help(int first) -> new Turn.Stay(help(key, first));
    };
  }

  private Turn typed(int character) {
    return switch (character) {
      case 'q' -> new Turn.Done(review());
      case 'j' -> new Turn.Stay(move(1));
      case 'k' -> new Turn.Stay(move(-1));
      case 'a' -> new Turn.Stay(decide(atCursor(), Decision.ACCEPTED));
      case 'h' -> new Turn.Stay(decide(atCursor(), Decision.HELD));
      case 'r' -> new Turn.Stay(decide(atCursor(), Decision.REJECTED));
      case 'o', 'u' -> new Turn.Stay(reopen(atCursor()));
      case 'A' -> new Turn.Stay(acceptOpen());
      case 'n' -> new Turn.Stay(open(true));
      case 'N' -> new Turn.Stay(open(false));
      case 'd' -> new Turn.Stay(toggle());
      case '-' -> new Turn.Stay(show(listing.foldAll(true)).saying("All groups are folded."));
      case '+', '=' ->
          new Turn.Stay(show(listing.foldAll(false)).saying("All groups are unfolded."));
      case '/' -> new Turn.Stay(in(new Mode.Typing()).saying(""));
      case '?' -> new Turn.Stay(in(new Mode.Help(0)).saying(""));
      default -> new Turn.Stay(unknown());
    };
  }

  private Turn listing(Key.Named key) {
    return switch (key) {
      case UP -> new Turn.Stay(move(-1));
      case DOWN -> new Turn.Stay(move(1));
      case PAGE_UP -> new Turn.Stay(move(-size.body()));
      case PAGE_DOWN -> new Turn.Stay(move(size.body()));
      case HOME -> new Turn.Stay(moveTo(0));
      case END -> new Turn.Stay(moveTo(listing.rows().size() - 1));
      case LEFT -> new Turn.Stay(left());
      case RIGHT -> new Turn.Stay(right());
      case ENTER -> new Turn.Stay(toggle());
      case ESCAPE ->
          listing.filter().text().isEmpty()
              ? new Turn.Done(review())
              : new Turn.Stay(filter(Filter.NONE).saying("The filter is cleared."));
      case REDRAW -> new Turn.Stay(this);
      case INTERRUPT -> new Turn.Done(review());
      case BACKSPACE, ERASE, UNKNOWN -> new Turn.Stay(unknown());
    };
  }

  private ReviewScreen typing(Key.Named key) {
    return switch (key) {
      case ENTER -> in(new Mode.Listing());
      case ESCAPE -> filter(Filter.NONE).in(new Mode.Listing()).saying("The filter is cleared.");
      case BACKSPACE ->
          listing.filter().text().isEmpty()
              ? in(new Mode.Listing())
              : filter(listing.filter().withoutLast());
      case ERASE -> filter(Filter.NONE);
      case UP -> move(-1);
      case DOWN -> move(1);
      case PAGE_UP -> move(-size.body());
      case PAGE_DOWN -> move(size.body());
      case LEFT, RIGHT, HOME, END, INTERRUPT, REDRAW, UNKNOWN -> this;
    };
  }

  private ReviewScreen help(Key key, int first) {
    return switch (key) {
      case Key.Typed(int character) ->
          switch (character) {
            case 'j' -> help(first + 1);
            case 'k' -> help(first - 1);
            default -> in(new Mode.Listing());
          };
      case Key.Named named ->
          switch (named) {
            case UP -> help(first - 1);
            case DOWN -> help(first + 1);
            case PAGE_UP -> help(first - size.body());
            case PAGE_DOWN -> help(first + size.body());
            case HOME -> help(0);
            case END -> help(HelpPage.LINES.size());
            case REDRAW, UNKNOWN -> this;
            case LEFT, RIGHT, ENTER, ESCAPE, BACKSPACE, ERASE, INTERRUPT -> in(new Mode.Listing());
          };
    };
  }

  private ReviewScreen help(int first) {
    int last = Math.max(0, HelpPage.LINES.size() - size.body());
    return in(new Mode.Help(Math.clamp(first, 0, last)));
  }

  /// The steps the cursor is on: one, or those of a group that the filter lets through.
  private Set<StepId> atCursor() {
    if (listing.rows().isEmpty()) {
      return Set.of();
    }
    return switch (listing.rows().get(cursor)) {
      case Row.OfGroup group -> ids(group.shown());
      case Row.OfStep step -> Set.of(step.step().id());
      case Row.OfDetail detail -> Set.of(detail.step());
    };
  }

  private static Set<StepId> ids(List<Step> steps) {
    Set<StepId> ids = new HashSet<>();
    steps.forEach(step -> ids.add(step.id()));
    return ids;
  }

  private ReviewScreen decide(Set<StepId> steps, Decision decision) {
    if (steps.isEmpty()) {
      return nothingShown();
    }
    Judged next = Judged.of(review().decide(steps, decision));
    return wanting(spot())
        .show(listing.with(next))
        .saying(ReviewText.decided(review(), next.review(), next.fates(), steps, decision));
  }

  /// Accepts what is shown and open. What was held or rejected stays so.
  private ReviewScreen acceptOpen() {
    Set<StepId> open = new HashSet<>(ids(listing.shown()));
    open.removeAll(review().decisions().keySet());
    return open.isEmpty() && !listing.shown().isEmpty()
        ? saying("Nothing that is shown is open.")
        : decide(open, Decision.ACCEPTED);
  }

  private ReviewScreen reopen(Set<StepId> steps) {
    return steps.isEmpty()
        ? nothingShown()
        : wanting(spot())
            .show(listing.with(Judged.of(review().reopen(steps))))
            .saying(ReviewText.reopened(steps.size()));
  }

  private ReviewScreen open(boolean forward) {
    List<StepId> open = listing.open(spot(), forward);
    if (open.isEmpty()) {
      return saying(
          listing.filter().isEmpty()
              ? "No step is open."
              : "No step that the filter lets through is open.");
    }
    StepId step = open.getFirst();
    int group = listing.outline().place(step).group();
    return wanting(new Spot.OnStep(step)).show(listing.fold(group, false)).saying("");
  }

  private ReviewScreen toggle() {
    if (listing.rows().isEmpty()) {
      return nothingShown();
    }
    return switch (listing.rows().get(cursor)) {
      case Row.OfGroup group -> show(listing.fold(group.number(), !group.folded())).saying("");
      case Row.OfStep step -> show(listing.expand(step.step().id(), !step.expanded())).saying("");
      case Row.OfDetail detail -> collapse(detail.step());
    };
  }

  private ReviewScreen collapse(StepId step) {
    return wanting(new Spot.OnStep(step)).show(listing.expand(step, false)).saying("");
  }

  private ReviewScreen left() {
    if (listing.rows().isEmpty()) {
      return nothingShown();
    }
    return switch (listing.rows().get(cursor)) {
      case Row.OfGroup group -> show(listing.fold(group.number(), true)).saying("");
      case Row.OfStep step -> {
        if (step.expanded()) {
          yield collapse(step.step().id());
        }
        int group = listing.outline().place(step.step().id()).group();
        yield wanting(new Spot.OnGroup(group)).show(listing.fold(group, true)).saying("");
      }
      case Row.OfDetail detail -> collapse(detail.step());
    };
  }

  private ReviewScreen right() {
    if (listing.rows().isEmpty()) {
      return nothingShown();
    }
    return switch (listing.rows().get(cursor)) {
      case Row.OfGroup group ->
          group.folded() ? show(listing.fold(group.number(), false)).saying("") : move(1);
      case Row.OfStep step ->
          step.expanded() ? move(1) : show(listing.expand(step.step().id(), true)).saying("");
      case Row.OfDetail _ -> move(1);
    };
  }

  /// The same, with only what these words let through.
  ReviewScreen filtered(String words) {
    return words.isBlank() ? this : filter(new Filter(words));
  }

  private ReviewScreen filter(Filter filter) {
    return show(listing.with(filter)).saying("");
  }

  private ReviewScreen move(int by) {
    return moveTo(cursor + by);
  }

  private ReviewScreen moveTo(int row) {
    if (listing.rows().isEmpty()) {
      return this;
    }
    int there = Math.clamp(row, 0, listing.rows().size() - 1);
    Spot spot = listing.rows().get(there).spot();
    return new ReviewScreen(listing, mode, spot, there, scrolled(listing, there), size, "");
  }

  /// What the cursor is on now.
  private Spot spot() {
    return listing.rows().isEmpty() ? wanted : listing.rows().get(cursor).spot();
  }

  private ReviewScreen wanting(Spot spot) {
    return new ReviewScreen(listing, mode, spot, cursor, top, size, message);
  }

  /// The same list with other rows, the cursor on what it was on.
  private ReviewScreen show(Listing next) {
    return new ReviewScreen(next, mode, wanted, cursor, top, size, message).settled();
  }

  private ReviewScreen settled() {
    int row = listing.row(wanted);
    return new ReviewScreen(listing, mode, wanted, row, scrolled(listing, row), size, message);
  }

  /// The first row on the screen: moved no further than it must be for the cursor, and what belongs
  /// to it, to be seen.
  private int scrolled(Listing list, int row) {
    int last = row;
    while (last + 1 < list.rows().size()
        && last + 1 - row < size.body()
        && list.rows().get(last + 1) instanceof Row.OfDetail) {
      last++;
    }
    int lowest = Math.max(0, list.rows().size() - size.body());
    int first = Math.min(top, lowest);
    first = Math.max(first, last - size.body() + 1);
    return Math.min(first, row);
  }

  private ReviewScreen in(Mode next) {
    return new ReviewScreen(listing, next, wanted, cursor, top, size, message);
  }

  private ReviewScreen saying(String next) {
    return new ReviewScreen(listing, mode, wanted, cursor, top, size, next);
  }

  private ReviewScreen nothingShown() {
    return saying(
        review().plan().isEmpty()
            ? "The plan has no steps."
            : "No step is shown. Esc clears the filter.");
  }

  private ReviewScreen unknown() {
    return saying("That key does nothing here. `?` shows those that do.");
  }
}
