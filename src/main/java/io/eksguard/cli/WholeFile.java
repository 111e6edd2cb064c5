package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// Files that are there whole or not at all, readable by their owner only, if not said otherwise.
final class WholeFile {
  private WholeFile() {}

  /// Puts the text in the place of the file.
  ///
  /// @return why it could not be written
  static Optional<Diagnostic> write(Path file, String text) {
    return write(file, text, "rw-------");
  }

  /// The same, readable by the group of the file, too: for what a program of another user collects.
  ///
  /// @return why it could not be written
  static Optional<Diagnostic> writeForGroup(Path file, String text) {
    return write(file, text, "rw-r-----");
  }

  private static Optional<Diagnostic> write(Path file, String text, String permissions) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return Optional.of(unwritable(file, "it is a root"));
    }
    try {
      Path part = Files.createTempFile(folder, ".eksguard-", ".part");
      try {
        if (Files.getFileStore(part).supportsFileAttributeView("posix")) {
          Files.setPosixFilePermissions(part, PosixFilePermissions.fromString(permissions));
        }
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(unwritable(file, FileTrouble.why(e)));
    }
  }

  private static Diagnostic unwritable(Path file, String why) {
    return Diagnostic.error(
            Code.UNWRITABLE_FILE, "`%s` cannot be written: %s.".formatted(file, why))
        .hint("Name a file in a folder that is there and that you may write to.");
  }
}
