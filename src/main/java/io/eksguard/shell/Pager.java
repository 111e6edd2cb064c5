package io.eksguard.shell;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.NonBlockingReader;

/// Shows what is longer than the screen page by page. What was shown stays above, as on any
/// terminal.
final class Pager {
  private static final String MORE = "-- more: space, enter; a all; q quit --";

  /// A terminal that is waited at without end does not hear that the process is to end.
  private static final long LOOK_UP_MILLIS = 100;

  private final Terminal terminal;
  private final BooleanSupplier ending;

  /// @param ending whether the process is to end
  Pager(Terminal terminal, BooleanSupplier ending) {
    this.terminal = terminal;
    this.ending = ending;
  }

  /// Shows the text.
  void show(String text) {
    List<String> lines = text.lines().toList();
    int room = Math.max(2, terminal.getSize().getRows()) - 1;
    int at = print(lines, 0, room);
    while (at < lines.size()) {
      int rows =
          switch (key()) {
            case ' ', 'f' -> room;
            case '\n', '\r', 'j' -> 1;
            case 'a', 'G' -> Integer.MAX_VALUE;
            default -> 0;
          };
      wipe();
      if (rows == 0) {
        terminal.writer().println("-- " + (lines.size() - at) + " more lines --");
        terminal.flush();
        return;
      }
      at = print(lines, at, rows);
    }
  }

  /// Prints as many lines as take so many rows, but at least one.
  ///
  /// @return the line that comes next
  private int print(List<String> lines, int from, int rows) {
    int left = rows;
    int at = from;
    while (at < lines.size() && (at == from || rows(lines.get(at)) <= left)) {
      left -= rows(lines.get(at));
      terminal.writer().println(lines.get(at));
      at++;
    }
    terminal.flush();
    return at;
  }

  private int rows(String line) {
    int width = Math.max(1, terminal.getSize().getColumns());
    return Math.max(1, (AttributedString.fromAnsi(line).columnLength() + width - 1) / width);
  }

  /// What is pressed; `q` where the terminal is gone, or nobody waits any more.
  private int key() {
    terminal.writer().print(MORE);
    terminal.flush();
    Attributes before = terminal.enterRawMode();
    try {
      int key = NonBlockingReader.READ_EXPIRED;
      while (key == NonBlockingReader.READ_EXPIRED && !ending.getAsBoolean()) {
        key = terminal.reader().read(LOOK_UP_MILLIS);
      }
      return key < 0 ? 'q' : key;
    } catch (IOException e) {
      return 'q';
    } finally {
      terminal.setAttributes(before);
    }
  }

  private void wipe() {
    terminal.writer().print("\r" + " ".repeat(MORE.length()) + "\r");
    terminal.flush();
  }
}
