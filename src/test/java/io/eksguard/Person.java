package io.eksguard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.ScreenTerminal;

/// Somebody at a terminal: presses keys, and sees what is on the screen.
final class Person implements AutoCloseable {
  static final String CTRL_C = "\u0003";
  static final String CTRL_D = "\u0004";
  static final String TAB = "\t";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LineDisciplineTerminal terminal;
  private final ScreenTerminal screen;
  private CompletableFuture<Cli.Ran> running = new CompletableFuture<>();

  Person(String type, int columns, int rows) {
    try {
      ScreenTerminal.VirtualTerminal virtual =
          ScreenTerminal.withTerminal("test", type, columns, rows);
      this.terminal = virtual.terminal();
      this.screen = virtual.screen();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts eksguard at this terminal.
  void starts(Cli cli, String... args) {
    running = CompletableFuture.supplyAsync(() -> cli.at(terminal).run(args));
  }

  /// Presses keys.
  void types(String keys) {
    try {
      terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Types a line, and presses enter.
  void says(String line) {
    types(line + "\r");
  }

  /// Waits until all of this is on the screen.
  void sees(String... parts) throws InterruptedException {
    await(() -> {
      String text = screen();
      return Arrays.stream(parts).allMatch(text::contains);
    });
  }

  /// Waits until the last line that is not empty ends so, with nothing typed behind.
  void isAsked(String prompt) throws InterruptedException {
    await(() ->
        screen()
            .lines()
            .filter(line -> !line.isEmpty())
            .reduce("", (_, line) -> line)
            .endsWith(prompt));
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end || running.isCompletedExceptionally()) {
        throw new AssertionError("never came; the screen is\n" + screen() + "\n" + running);
      }
      screen.waitDirty(20);
    }
  }

  /// What is on the screen, without blanks at the end of lines.
  String screen() {
    return screen.toString().lines().map(String::stripTrailing).reduce("", (a, b) -> a + b + "\n");
  }

  /// Waits for eksguard to end.
  Cli.Ran sawTheEnd() throws InterruptedException, ExecutionException, TimeoutException {
    return running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
