package io.eksguard.shell.review;

import io.eksguard.plan.Review;
import java.io.IOError;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Curses;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.ShutdownHooks;

/// The review on a real terminal: its own screen while it lasts, and afterwards the one that was
/// there before, whatever happens.
public final class ReviewLoop {
  /// How long, in milliseconds, a change of the size may wait.
  private static final long PATIENCE = 100;

  private final Terminal terminal;
  private final BiFunction<ReviewScreen, Boolean, List<AttributedString>> painter;
  private final boolean colour;

  ReviewLoop(
      Terminal terminal,
      BiFunction<ReviewScreen, Boolean, List<AttributedString>> painter,
      boolean colour) {
    this.terminal = terminal;
    this.painter = painter;
    this.colour = colour;
  }

  /// Whether a terminal can show it; where not, [ReviewList] can.
  public static boolean fits(Terminal terminal) {
    return terminal.getStringCapability(Capability.cursor_address) != null
        && terminal.getStringCapability(Capability.clear_screen) != null;
  }

  /// Lets a person decide, and gives back what was decided, also when the terminal goes away.
  ///
  /// @param colour whether to use colours
  public static Review run(Terminal terminal, Review review, boolean colour) {
    return run(terminal, review, "", colour);
  }

  /// The same, with only the steps shown at first that a filter lets through.
  ///
  /// @param filter words that must all be found
  public static Review run(Terminal terminal, Review review, String filter, boolean colour) {
    return new ReviewLoop(terminal, ReviewPainter::paint, colour).run(review, filter);
  }

  Review run(Review review) {
    return run(review, "");
  }

  private Review run(Review review, String filter) {
    var resized = new AtomicBoolean();
    var restored = new AtomicBoolean();
    // Taken now: a terminal that was closed gives none, and its screen must come back all the same.
    PrintWriter writer = terminal.writer();
    Attributes attributes = terminal.enterRawMode();
    Runnable restore =
        () -> {
          if (!restored.getAndSet(true)) {
            restore(writer, attributes);
          }
        };
    Terminal.SignalHandler before = terminal.handle(Terminal.Signal.WINCH, _ -> resized.set(true));
    // What ends the program from outside does not come back here.
    ShutdownHooks.Task atTheEnd = ShutdownHooks.add(restore::run);
    Review decided;
    try {
      terminal.puts(Capability.enter_ca_mode);
      terminal.puts(Capability.keypad_xmit);
      decided = loop(review, filter, resized);
    } finally {
      ShutdownHooks.remove(atTheEnd);
      restore.run();
      terminal.handle(Terminal.Signal.WINCH, before);
    }
    return decided;
  }

  private Review loop(Review review, String filter, AtomicBoolean resized) {
    var keys = new KeyReader(terminal);
    var display = new Display(terminal, true);
    ReviewScreen screen = ReviewScreen.of(review, ScreenSize.of(terminal)).filtered(filter);
    resize(display, screen.size());
    paint(display, screen);
    while (true) {
      switch (keys.read(PATIENCE)) {
        case KeyReader.Input.End() -> {
          return screen.review();
        }
        case KeyReader.Input.Nothing() -> {
          if (!resized.getAndSet(false)) {
            continue;
          }
          screen = screen.resized(ScreenSize.of(terminal));
          resize(display, screen.size());
        }
        case KeyReader.Input.Pressed(Key key) -> {
          switch (screen.on(key)) {
            case Turn.Done(Review done) -> {
              return done;
            }
            case Turn.Stay(ReviewScreen next) -> screen = next;
          }
          if (key == Key.Named.REDRAW) {
            display.clear();
          }
        }
      }
      paint(display, screen);
    }
  }

  private static void resize(Display display, ScreenSize size) {
    display.resize(size(size));
    display.clear();
  }

  private static Size size(ScreenSize size) {
    return Size.of(size.columns(), size.rows());
  }

  private void paint(Display display, ReviewScreen screen) {
    List<AttributedString> lines = new ArrayList<>(painter.apply(screen, colour));
    ReviewPainter.Cell cursor = ReviewPainter.cursor(screen);
    try {
      display.update(lines, size(screen.size()).cursorPos(cursor.row(), cursor.column()));
    } catch (IllegalStateException | IOError _) {
      // It was closed meanwhile; the next read says so.
    }
  }

  /// Gives the terminal back as it was.
  private void restore(PrintWriter writer, Attributes attributes) {
    for (Capability capability : List.of(Capability.keypad_local, Capability.exit_ca_mode)) {
      Optional.ofNullable(terminal.getStringCapability(capability))
          .ifPresent(sequence -> Curses.tputs(writer, sequence));
    }
    writer.flush();
    try {
      terminal.setAttributes(attributes);
    } catch (IllegalStateException | IOError _) {
      // It was closed meanwhile, and closing sets them.
    }
  }
}
