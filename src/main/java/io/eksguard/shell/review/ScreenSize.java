package io.eksguard.shell.review;

import org.jline.terminal.Sized;

/// How large the screen is.
///
/// @param rows at least 1
/// @param columns at least 1
public record ScreenSize(int rows, int columns) {
  private static final int USUAL_ROWS = 24;
  private static final int USUAL_COLUMNS = 80;

  /// From how many rows on the message may have two.
  private static final int ROOM_FOR_TWO = 20;

  public ScreenSize {
    rows = Math.max(1, rows);
    columns = Math.max(1, columns);
  }

  /// The size of a terminal; the usual one where the terminal does not know.
  public static ScreenSize of(Sized terminal) {
    int rows = terminal.getRows();
    int columns = terminal.getColumns();
    return new ScreenSize(rows > 0 ? rows : USUAL_ROWS, columns > 0 ? columns : USUAL_COLUMNS);
  }

  /// How many rows are left for the list: all but the title, the message and the keys. Where there
  /// are few, the list goes before them.
  int body() {
    return Math.max(1, rows - 2 - message());
  }

  /// How many rows the message has.
  int message() {
    return rows >= ROOM_FOR_TWO ? 2 : 1;
  }
}
