package io.eksguard.cli;

import io.eksguard.cli.Tally.Counts;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Shows how far a command is: on a terminal in one line that is written over, and is gone before
/// anything else is shown; elsewhere in a line now and then. Safe for use by several threads.
final class ProgressLine {
  private static final Duration FIRST_ON_TERMINAL = Duration.ofSeconds(1);
  private static final Duration ELSEWHERE = Duration.ofSeconds(10);

  /// A line that is longer could not be wiped from a terminal of the usual width.
  private static final int WIDTH = 79;

  private static final String WIPED = "\r\u001b[K";

  private final Tally tally;
  private final InstantSource clock;
  private final PrintWriter err;
  private final boolean onTerminal;
  private Instant due;
  private Optional<Counts> shown = Optional.empty();
  private boolean visible;

  /// @param onTerminal whether the line can be written over
  ProgressLine(Tally tally, InstantSource clock, PrintWriter err, boolean onTerminal) {
    this.tally = tally;
    this.clock = clock;
    this.err = err;
    this.onTerminal = onTerminal;
    this.due = clock.instant().plus(onTerminal ? FIRST_ON_TERMINAL : ELSEWHERE);
  }

  /// To be called often; shows a line if it is time for one. On a terminal, only where AWS has been
  /// asked something since: else it would stand where a question does.
  synchronized void tick() {
    if (clock.instant().isBefore(due)) {
      return;
    }
    Counts counts = tally.counts();
    if (!onTerminal) {
      due = clock.instant().plus(ELSEWHERE);
      err.println(text(counts));
      err.flush();
    } else if (counts.calls() > 0 && shown.filter(counts::equals).isEmpty()) {
      shown = Optional.of(counts);
      visible = true;
      String text = text(counts);
      err.print(WIPED + text.substring(0, Math.min(WIDTH, text.length())));
      err.flush();
    }
  }

  /// Takes the line away.
  synchronized void wipe() {
    if (visible) {
      visible = false;
      err.print(WIPED);
      err.flush();
    }
    if (onTerminal) {
      shown = Optional.of(tally.counts());
    }
  }

  /// The same writer, before which the line makes way.
  PrintWriter before(Writer writer) {
    return new PrintWriter(new MakingWay(writer), true);
  }

  private final class MakingWay extends FilterWriter {
    private MakingWay(Writer writer) {
      super(writer);
    }

    @Override
    public void write(int character) throws IOException {
      synchronized (ProgressLine.this) {
        wipe();
        super.write(character);
      }
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
      synchronized (ProgressLine.this) {
        wipe();
        super.write(text, from, length);
      }
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
      synchronized (ProgressLine.this) {
        wipe();
        super.write(text, from, length);
      }
    }

    @Override
    public void flush() throws IOException {
      synchronized (ProgressLine.this) {
        wipe();
        super.flush();
      }
    }
  }

  /// `Read 412 of 4000 account-regions (4 regions), 3 min left; 5310 calls, 12 throttled`
  static String text(Counts counts) {
    String calls =
        counts.calls()
            + (counts.calls() == 1 ? " call" : " calls")
            + (counts.throttled() == 0 ? "" : ", " + counts.throttled() + " throttled");
    if (counts.read() == counts.places()) {
      return "Asking AWS: " + calls;
    }
    String of =
        counts.regions() == 1
            ? counts.places() + " accounts"
            : counts.places() + " account-regions (" + counts.regions() + " regions)";
    String left = counts.left().map(time -> ", " + words(time) + " left").orElse("");
    return "Read " + counts.read() + " of " + of + left + "; " + calls;
  }

  private static String words(Duration time) {
    return time.compareTo(Duration.ofMinutes(1)) < 0
        ? "less than 1 min"
        : time.plusSeconds(30).toMinutes() + " min";
  }
}
