package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.FileTrouble;
import io.eksguard.plan.PlanCodec;
import io.eksguard.plan.PlanDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Saved plans on disk, readable by their owner only.
final class PlanFiles {
  private static final String SUFFIX = ".json";
  private static final String REMAINING = ".remaining";

  private PlanFiles() {}

  /// Saves the plan; the file is there whole or not at all.
  static Optional<Diagnostic> save(Path file, PlanDocument document) {
    return WholeFile.write(file, PlanCodec.write(document));
  }

  /// Reads a saved plan.
  static PlanCodec.Reading read(Path file) {
    try {
      return PlanCodec.read(file.toString(), Files.readString(file));
    } catch (NoSuchFileException _) {
      return new PlanCodec.Reading.Refused(
          Diagnostic.error(Code.BAD_PLAN_FILE, "There is no file `%s`.".formatted(file))
              .hint("A plan is made with `eksguard plan -o plan.json`."));
    } catch (IOException e) {
      return new PlanCodec.Reading.Refused(
          Diagnostic.error(
                  Code.BAD_PLAN_FILE,
                  "`%s` cannot be read: %s.".formatted(file, FileTrouble.why(e)))
              .hint("A plan is made with `eksguard plan -o plan.json`."));
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
