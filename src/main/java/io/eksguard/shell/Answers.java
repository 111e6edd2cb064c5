package io.eksguard.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/// What a person answers to the question of a command, read from the terminal while the line editor
/// is not in use. Ctrl-C is no answer.
final class Answers extends BufferedReader {
  private static final long LOOK_UP_MILLIS = 100;

  private final Terminal terminal;
  private final Interruption interruption;
  private Consumer<String> heard = _ -> {};

  Answers(Terminal terminal, Interruption interruption) {
    super(Reader.nullReader());
    this.terminal = terminal;
    this.interruption = interruption;
  }

  /// Lets every answer be heard.
  void heardBy(Consumer<String> listener) {
    heard = listener;
  }

  @Override
  public @Nullable String readLine() throws IOException {
    var line = new StringBuilder();
    Interruption.Turn turn = interruption.turn();
    while (!turn.isAsked()) {
      int character = terminal.reader().read(LOOK_UP_MILLIS);
      switch (character) {
        case NonBlockingReader.READ_EXPIRED -> {}
        case NonBlockingReader.EOF -> {
          return null;
        }
        case '\n', '\r' -> {
          heard.accept(line.toString());
          return line.toString();
        }
        default -> line.appendCodePoint(character);
      }
    }
    heard.accept("^C");
    terminal.writer().println();
    terminal.flush();
    return null;
  }
}
