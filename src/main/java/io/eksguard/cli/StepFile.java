package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.FileTrouble;
import io.eksguard.journal.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A file that GitHub Actions hands to each step, and that what follows is appended to.
///
/// @param variable the environment variable that names it
/// @param path where it is
record StepFile(String variable, Path path) {
  /// The file, if the variable is set.
  static Optional<StepFile> of(Map<String, String> environment, String variable) {
    try {
      return Optional.ofNullable(environment.get(variable))
          .filter(text -> !text.isBlank())
          .map(text -> new StepFile(variable, Path.of(text)));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  /// Appends a text, on a line of its own.
  ///
  /// @param text makes it, of how many bytes are in the file already
  /// @return why it could not be written
  Optional<Diagnostic> append(Function<Long, String> text) {
    try {
      long size = Files.exists(path) ? Files.size(path) : 0;
      String more = text.apply(size);
      if (more.isEmpty()) {
        return Optional.empty();
      }
      try (FileChannel channel =
          PrivateFiles.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        var bytes =
            ByteBuffer.wrap(
                (endsInALine(size) ? more : "\n" + more).getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          Diagnostic.error(
                  Code.UNWRITABLE_FILE,
                  "`%s`, which `%s` names, cannot be written: %s."
                      .formatted(path, variable, FileTrouble.why(e)))
              .hint("Say `--annotations none` if nothing is to be written there."));
    }
  }

  /// An earlier command may have left its last line open.
  private boolean endsInALine(long size) throws IOException {
    if (size == 0) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      var last = ByteBuffer.allocate(1);
      channel.read(last, size - 1);
      return last.get(0) == '\n';
    }
  }
}
