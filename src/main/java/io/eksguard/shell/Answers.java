package io.eksguard.shell;

import io.eksguard.cli.Asked;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/// What a person answers to the question of a command, read from the terminal while the line editor
/// is not in use. Ctrl-C is no answer, nor is the end of the process, nor what was typed before the
/// question was there to be read.
final class Answers extends BufferedReader implements Asked {
  private static final long LOOK_UP_MILLIS = 100;

  /// How long what was typed may take to come.
  private static final long TYPED_MILLIS = 20;

  private final Terminal terminal;
  private final Supplier<BooleanSupplier> stopped;
  private Consumer<String> heard = _ -> {};

  /// @param stopped of the command that runs then, whether nobody waits for an answer any more
  Answers(Terminal terminal, Supplier<BooleanSupplier> stopped) {
    super(Reader.nullReader());
    this.terminal = terminal;
    this.stopped = stopped;
  }

  /// Lets every answer be heard.
  void heardBy(Consumer<String> listener) {
    heard = listener;
  }

  @Override
  public void nextIsAQuestion() {
    try {
      while (terminal.reader().peek(TYPED_MILLIS) >= 0) {
        terminal.reader().read();
      }
    } catch (IOException e) {
      // Then nothing can be read that would pass for an answer.
    }
  }

  @Override
  public @Nullable String readLine() throws IOException {
    var line = new StringBuilder();
    BooleanSupplier over = stopped.get();
    while (!over.getAsBoolean()) {
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
