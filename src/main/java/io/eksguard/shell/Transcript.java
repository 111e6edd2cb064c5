package io.eksguard.shell;

import io.eksguard.cli.Workspace;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.jline.utils.AttributedString;

/// What was typed in a session and what was answered, kept in a file for whoever must show it
/// later.
///
/// Its times are to the second. Colours are left out.
final class Transcript implements AutoCloseable {
  /// How every record begins.
  private static final String BEGIN = "# eksguard ";

  private final InstantSource clock;
  private Optional<Writer> file = Optional.empty();
  private Optional<Path> path = Optional.empty();
  private Optional<Diagnostic> problem = Optional.empty();

  Transcript(InstantSource clock) {
    this.clock = clock;
  }

  /// Begins; what is in the file already stays before it.
  ///
  /// @return why it cannot
  Optional<Diagnostic> begin(Path to, String version, Workspace workspace) {
    try {
      if (isSomethingElse(to)) {
        return Optional.of(
            Diagnostic.error(
                    Code.WRONG_USAGE, "`%s` is no record, so nothing is added to it.".formatted(to))
                .hint("Name a new file, or one that `record` wrote."));
      }
      close();
      if (!Files.exists(to)) {
        Files.createFile(to);
      }
      if (Files.getFileStore(to).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
      }
      file = Optional.of(Files.newBufferedWriter(to, StandardOpenOption.APPEND));
      path = Optional.of(to);
    } catch (IOException e) {
      return Optional.of(unwritable(to, e));
    }
    line(BEGIN + version + " shell, " + now());
    line("# files: " + workspace.files() + ", target: " + workspace.target().orElse("AWS"));
    return Optional.empty();
  }

  /// Whether there is something in the file, and it is not what this class writes.
  private static boolean isSomethingElse(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) == 0) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] begin = BEGIN.getBytes(StandardCharsets.UTF_8);
      return !Arrays.equals(in.readNBytes(begin.length), begin);
    }
  }

  private static Diagnostic unwritable(Path file, IOException e) {
    return Diagnostic.error(
            Code.UNWRITABLE_FILE, "`%s` cannot be written: %s.".formatted(file, FileTrouble.why(e)))
        .hint("Nothing more is recorded there. Name a file that you may write to.");
  }

  /// Why recording ended by itself; told once.
  synchronized Optional<Diagnostic> problem() {
    Optional<Diagnostic> told = problem;
    problem = Optional.empty();
    return told;
  }

  /// Where it is kept, if it is.
  Optional<Path> path() {
    return path;
  }

  /// What was typed.
  void typed(String prompt, String line) {
    line("");
    line("[" + now() + "] " + prompt + line);
  }

  /// What was answered to a question.
  void answered(String answer) {
    line(answer);
  }

  /// How a command ended.
  ///
  /// @param digest that of the plan as it is now
  void ended(int code, Optional<String> digest) {
    line("[ended with " + code + digest.map(one -> "; plan " + one).orElse("") + "]");
  }

  /// The same writer; what goes through it is kept too.
  PrintWriter through(Writer writer) {
    return new PrintWriter(new Both(writer), true);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private void line(String text) {
    write(text + "\n");
  }

  private synchronized void write(String text) {
    // What is written over a moment later is nothing to keep.
    if (file.isEmpty() || text.startsWith("\r")) {
      return;
    }
    try {
      file.get().write(AttributedString.stripAnsi(text));
      file.get().flush();
    } catch (IOException e) {
      // A record with a hole is none: it ends here, and the person hears of it.
      problem = path.map(to -> unwritable(to, e));
      file = Optional.empty();
      path = Optional.empty();
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (file.isPresent()) {
        file.get().close();
      }
    } catch (IOException e) {
      problem = path.map(to -> unwritable(to, e));
    } finally {
      file = Optional.empty();
      path = Optional.empty();
    }
  }

  private final class Both extends Writer {
    private final Writer shown;

    private Both(Writer shown) {
      this.shown = shown;
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
      shown.write(text, from, length);
      Transcript.this.write(new String(text, from, length));
    }

    @Override
    public void flush() throws IOException {
      shown.flush();
    }

    @Override
    public void close() throws IOException {
      shown.flush();
    }
  }
}
