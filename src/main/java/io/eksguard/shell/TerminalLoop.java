package io.eksguard.shell;

import io.eksguard.model.AccountId;
import io.eksguard.plan.Review;
import io.eksguard.shell.review.ReviewList;
import io.eksguard.shell.review.ReviewLoop;
import java.io.FilterWriter;
import java.io.IOError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/// The shell where a person sits: a line editor with history and completion, pages, and a full
/// screen for the review where the terminal has one.
final class TerminalLoop {
  private static final long LOOK_UP_MILLIS = 50;
  private static final long END_MILLIS = 500;
  private static final int HISTORY = 1000;

  private final Session session;
  private final Terminal terminal;
  private final Interruption interruption;
  private final Answers answers;
  private final boolean colour;
  private final boolean plain;
  private final LineReader lines;

  /// Held while something is done that must come to its end: whoever holds it is not interrupted.
  private final ReentrantLock undisturbed = new ReentrantLock();

  private BooleanSupplier ending = () -> false;

  /// @param plain whether nothing is written over and nothing takes the whole screen
  TerminalLoop(
      Session session,
      Terminal terminal,
      Interruption interruption,
      Answers answers,
      boolean colour,
      boolean plain,
      Optional<Path> history) {
    this.session = session;
    this.terminal = terminal;
    this.interruption = interruption;
    this.answers = answers;
    this.colour = colour;
    this.plain = plain;
    this.lines = lines(history);
    terminal.handle(Terminal.Signal.INT, _ -> interruption.ask());
  }

  private LineReader lines(Optional<Path> history) {
    var builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("eksguard")
            .parser(Session.parser())
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.AUTO_FRESH_LINE, true)
            .option(LineReader.Option.INSERT_TAB, false)
            .option(LineReader.Option.BRACKETED_PASTE, !plain)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "... ")
            .variable(LineReader.HISTORY_SIZE, HISTORY)
            .variable(LineReader.HISTORY_FILE_SIZE, HISTORY);
    history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
    if (!plain) {
      builder.completer((_, line, candidates) -> {
        List<String> before = line.words().subList(0, line.wordIndex());
        String begun = line.word().substring(0, line.wordCursor());
        SortedMap<AccountId, String> names = session.engine().workspace().names();
        new Words(session.engine())
            .at(before, begun)
            .forEach(word -> candidates.add(candidate(word, names)));
      });
    }
    return builder.build();
  }

  /// A word that may go on is not closed with a blank. Beside an account stands what people call
  /// it.
  private static Candidate candidate(String word, SortedMap<AccountId, String> names) {
    String account = word.split("/", 2)[0];
    String name = AccountId.isValid(account) ? names.get(new AccountId(account)) : null;
    boolean goesOn = word.endsWith("/") || word.endsWith("=") || word.matches("\\d{12}(/[^/]+)?");
    return new Candidate(word, word, null, name, null, null, !goesOn);
  }

  /// Answers line by line, until the person leaves, or the process is to end.
  ///
  /// @param ending whether the process was asked to end
  void run(BooleanSupplier ending) {
    this.ending = ending;
    Thread reader = Thread.currentThread();
    Thread watch =
        Thread.ofVirtual()
            .name("ending")
            .start(() -> {
              while (!ending.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_UP_MILLIS));
              }
              undisturbed.lock();
              try {
                reader.interrupt();
              } finally {
                undisturbed.unlock();
              }
            });
    try {
      loop();
    } catch (IllegalStateException e) {
      // The terminal closes by itself when the process is to end.
      if (!isEnding()) {
        throw e;
      }
    } finally {
      watch.interrupt();
    }
  }

  /// Whether the process is to end; the terminal may hear of it first.
  private boolean isEnding() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MILLIS);
    while (!ending.getAsBoolean() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return ending.getAsBoolean();
  }

  /// Does what must come to its end by itself, unless the process is to end already. A write that
  /// is in flight when its thread is interrupted would be left in doubt.
  private Answer undisturbed(Supplier<Answer> work) {
    undisturbed.lock();
    try {
      return ending.getAsBoolean() ? new Answer.Ended() : work.get();
    } finally {
      undisturbed.unlock();
    }
  }

  private void loop() {
    answered(List.of(Verb.REFRESH.word()));
    while (!ending.getAsBoolean()) {
      interruption.over();
      session.transcript().problem().ifPresent(why -> voice().tell(List.of(why)));
      String prompt = session.standing().prompt();
      try {
        String line = lines.readLine(prompt);
        session.transcript().typed(prompt, line);
        Optional<List<String>> words = Session.words(line);
        if (words.isPresent() && !words.get().isEmpty() && !answered(words.get())) {
          return;
        }
      } catch (UserInterruptException e) {
        // The line is given up, and not the shell.
      } catch (EndOfFileException | IOError e) {
        // The person left, or the terminal is gone.
        return;
      }
    }
  }

  private Voice voice() {
    return voice(terminal.writer());
  }

  private Voice voice(Writer out) {
    return session.voice(out, terminal.writer(), colour, plain);
  }

  /// @return whether the session goes on
  private boolean answered(List<String> words) {
    if (session.mustEnd(words)) {
      // Whatever is pressed: it is told, and ends as it should.
      return goesOn(session.counted(undisturbed(() -> session.answer(words, voice()))));
    }
    var page = new StringWriter();
    Optional<Answer> answer = stoppable(words, page);
    if (answer.isEmpty()) {
      return true;
    }
    show(page.toString());
    return goesOn(session.counted(answer.get()));
  }

  private void show(String text) {
    if (plain) {
      terminal.writer().print(text);
      terminal.flush();
    } else {
      new Pager(terminal, ending).show(text);
    }
  }

  /// Waits for a request to end or for Ctrl-C. What is stopped so may go on for a while by itself,
  /// but nothing of it is shown or kept.
  private Optional<Answer> stoppable(List<String> words, StringWriter page) {
    var cut = new Cut();
    // Cut before the record, too: what nobody waits for is none of its business.
    Voice heard = session.voice(page, terminal.writer(), colour, plain);
    var voice = new Voice(cut.through(heard.out()), cut.through(heard.err()), colour, plain);
    var task = new FutureTask<>(() -> session.answer(words, voice));
    Thread worker = Thread.ofVirtual().name("command").start(task);
    while (true) {
      try {
        return Optional.of(task.get(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        if (interruption.isAsked()) {
          cut.off();
          worker.interrupt();
          session.abandon();
          voice().say("Stopped.");
          return Optional.empty();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      } catch (ExecutionException e) {
        voice().say("This is a bug in eksguard: " + e.getCause());
        return Optional.of(new Answer.Done(1));
      }
    }
  }

  private boolean goesOn(Answer answer) {
    return switch (answer) {
      case Answer.Done _ -> true;
      case Answer.Ended() -> false;
      case Answer.Asks(String question, Request ifYes) -> {
        Voice voice = voice();
        answers.nextIsAQuestion();
        voice.err().print(question);
        voice.err().flush();
        if (isYes()) {
          yield goesOn(session.counted(undisturbed(() -> session.answer(ifYes, voice))));
        }
        voice.say("Nothing was written.");
        yield true;
      }
      case Answer.Walks(Review review, String filter) -> {
        if (plain || !ReviewLoop.fits(terminal)) {
          show(ReviewList.list(review, filter));
        } else {
          Review after = ReviewLoop.run(terminal, review, filter, colour);
          session.counted(session.reviewed(after, voice()));
        }
        yield true;
      }
    };
  }

  private boolean isYes() {
    try {
      return "yes".equals(answers.readLine());
    } catch (IOException e) {
      return false;
    }
  }

  /// Writers that can be cut off from where they lead.
  private static final class Cut {
    private volatile boolean off;

    void off() {
      off = true;
    }

    PrintWriter through(Writer writer) {
      var through =
          new FilterWriter(writer) {
            @Override
            public void write(int character) throws IOException {
              if (!off) {
                super.write(character);
              }
            }

            @Override
            public void write(char[] text, int from, int length) throws IOException {
              if (!off) {
                super.write(text, from, length);
              }
            }

            @Override
            public void write(String text, int from, int length) throws IOException {
              if (!off) {
                super.write(text, from, length);
              }
            }
          };
      return new PrintWriter(through, true);
    }
  }

  /// The file of the history for these files, readable by its owner only; none if it cannot be.
  static Optional<Path> history(Path stateFolder, List<Path> files) {
    String name = Integer.toHexString(files.stream().map(Path::toAbsolutePath).toList().hashCode());
    Path folder = stateFolder.resolve("history");
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(folder);
      if (!Files.exists(file)) {
        Files.createFile(file);
      }
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
      return Optional.of(file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
