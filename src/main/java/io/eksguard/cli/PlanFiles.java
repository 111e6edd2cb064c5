package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.plan.PlanCodec;
import io.eksguard.plan.PlanDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// Saved plans on disk, readable by their owner only.
final class PlanFiles {
  private static final String SUFFIX = ".json";
  private static final String REMAINING = ".remaining";

  private PlanFiles() {}

  /// Saves the plan; the file is there whole or not at all.
  static Optional<Diagnostic> save(Path file, PlanDocument document) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return Optional.of(unwritable(file, "it is a root"));
    }
    try {
      Path part = Files.createTempFile(folder, ".eksguard-plan", ".part");
      try {
        if (Files.getFileStore(part).supportsFileAttributeView("posix")) {
          Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
        }
        Files.writeString(part, PlanCodec.write(document));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(unwritable(file, e.toString()));
    }
  }

  private static Diagnostic unwritable(Path file, String why) {
    return Diagnostic.error(
            Code.UNWRITABLE_FILE, "`%s` cannot be written: %s.".formatted(file, why))
        .hint("Name a file in a folder that is there and that you may write to.");
  }

  /// Reads a saved plan.
  static PlanCodec.Reading read(Path file) {
    try {
      return PlanCodec.read(file.toString(), Files.readString(file));
    } catch (IOException e) {
      return new PlanCodec.Reading.Refused(
          Diagnostic.error(
                  Code.BAD_PLAN_FILE, "`%s` cannot be read: %s.".formatted(file, e.toString()))
              .hint("Make one with `eksguard plan -o %s`.".formatted(file)));
    }
  }

  /// Where the rest of a plan is kept: `plan.json` leaves `plan.remaining.json`, and so does that.
  static Path remainder(Path file) {
    String name = String.valueOf(file.getFileName());
    String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    String bare =
        stem.endsWith(REMAINING) ? stem.substring(0, stem.length() - REMAINING.length()) : stem;
    return file.resolveSibling(bare + REMAINING + SUFFIX);
  }
}
