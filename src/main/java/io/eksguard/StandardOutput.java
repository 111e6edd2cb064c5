package io.eksguard;

import io.eksguard.cli.ExitCode;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.FileTrouble;
import io.eksguard.render.DiagnosticText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Standard output, which remembers what of it was lost. A `PrintWriter` goes on as if nothing had
/// been, so a plan in a file on a full disk would end as one that was written.
final class StandardOutput {
  private final Remembering stream;
  private final PrintWriter writer;

  StandardOutput(OutputStream out) {
    this.stream = new Remembering(out);
    this.writer = new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  PrintWriter writer() {
    return writer;
  }

  /// How a command ends whose results went here: as it would, if all of them were written.
  ///
  /// @param code how it would
  /// @param err hears of what was lost
  int ended(int code, PrintWriter err) {
    writer.flush();
    Optional<IOException> lost = stream.lost();
    if (lost.isEmpty()) {
      return code;
    }
    var told =
        Diagnostic.error(
                Code.UNWRITABLE_FILE,
                "Standard output could not be written, so the result is not whole: %s."
                    .formatted(FileTrouble.why(lost.get())))
            .hint("Make room, or let it go somewhere else.");
    err.println(new DiagnosticText(false).render(List.of(told)));
    err.flush();
    return code == ExitCode.USAGE.number() ? code : ExitCode.ERROR.number();
  }

  private static final class Remembering extends OutputStream {
    private final OutputStream out;
    private Optional<IOException> lost = Optional.empty();

    private Remembering(OutputStream out) {
      this.out = out;
    }

    /// The first thing that went wrong, unless it was that nobody reads on, as behind `| head`:
    /// those have what they want.
    private Optional<IOException> lost() {
      return lost.filter(
          why -> !FileTrouble.why(why).toLowerCase(Locale.ROOT).contains("broken pipe"));
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        lost = lost.or(() -> Optional.of(e));
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        lost = lost.or(() -> Optional.of(e));
        throw e;
      }
    }
  }
}
