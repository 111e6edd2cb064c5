package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.FileTrouble;
import io.eksguard.drift.History;
import io.eksguard.drift.Night;
import io.eksguard.drift.NightCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder in which `drift` keeps one small file for each run.
final class HistoryFolder {
  /// How many runs are read, the newest: more than a year of nights.
  static final int READ = 400;

  private static final Pattern NAME = Pattern.compile("drift-[0-9]{8}T[0-9]{9}Z\\.json");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private HistoryFolder() {}

  /// What reading the folder gave.
  ///
  /// @param history the runs that could be read; none if there is no folder yet
  /// @param problems the files that could not
  record Found(History history, List<Diagnostic> problems) {}

  /// Reads the newest runs.
  static Found read(Path folder) {
    List<Night> nights = new ArrayList<>();
    List<Diagnostic> problems = new ArrayList<>();
    try {
      for (Path file : newest(folder)) {
        Optional<Night> night = NightCodec.read(Files.readString(file));
        night.ifPresentOrElse(
            nights::add, () -> problems.add(bad(file, "it is no run of `drift`")));
      }
    } catch (IOException e) {
      problems.add(bad(folder, FileTrouble.why(e)));
    }
    return new Found(new History(nights), problems);
  }

  private static List<Path> newest(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(String.valueOf(file.getFileName())).matches())
          .sorted(Comparator.reverseOrder())
          .limit(READ)
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static Diagnostic bad(Path file, String why) {
    return Diagnostic.warning(
            Code.BAD_HISTORY, "`%s` of the history cannot be used: %s.".formatted(file, why))
        .hint("What it said is left out of how long and how often; delete it if it is broken.");
  }

  /// Keeps this run.
  static Optional<Diagnostic> keep(Path folder, Night night) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      return Optional.of(
          Diagnostic.error(
                  Code.UNWRITABLE_FILE,
                  "`%s` cannot be made: %s.".formatted(folder, FileTrouble.why(e)))
              .hint("Name a folder that you may write to."));
    }
    return WholeFile.write(folder.resolve(name(night.at())), NightCodec.write(night));
  }

  private static String name(Instant at) {
    return "drift-" + TIME.format(at) + ".json";
  }
}
