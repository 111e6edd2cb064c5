package io.eksguard.cli;

import io.eksguard.config.FileFormatter.Formatted;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Optional;

/// Writes a text over the file that it was made of.
///
/// The file is the old one or the new one at any moment, and keeps its permissions. Where its name
/// is a symbolic link, the link stays and what it points to is written.
final class Rewriting {
  private Rewriting() {}

  /// @return why it could not be written
  static Optional<Diagnostic> write(Formatted file) {
    return write(Path.of(file.name()), file.before(), file.after());
  }

  /// @param before what the file must say still
  /// @return why it could not be written
  static Optional<Diagnostic> write(Path named, String before, String after) {
    try {
      Path real = named.toRealPath();
      Path folder = Optional.ofNullable(real.getParent()).orElse(Path.of(""));
      if (!Files.isWritable(real)) {
        return Optional.of(unwritable(named, "it is read-only"));
      }
      if (!Files.readString(real).equals(before)) {
        return Optional.of(unwritable(named, "it was changed a moment ago by somebody else"));
      }
      Path part = Files.createTempFile(folder, ".eksguard-fmt", ".part");
      try {
        keepPermissions(real, part);
        Files.writeString(part, after);
        Files.move(part, real, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(unwritable(named, FileTrouble.why(e)));
    }
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    var old = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    var young = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (old != null && young != null) {
      young.setPermissions(old.readAttributes().permissions());
    }
  }

  private static Diagnostic unwritable(Path file, String why) {
    return Diagnostic.error(
            Code.UNWRITABLE_FILE, "`%s` cannot be written: %s.".formatted(file, why))
        .hint("See that you may write to it and to its folder; then say it again.");
  }
}
