package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.FileTrouble;
import io.eksguard.foreign.Attribute;
import io.eksguard.foreign.Trail;
import io.eksguard.foreign.TrailReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Exported events of CloudTrail, to tell who wrote last.
final class TrailOption {
  private static final Pattern NAME = Pattern.compile(".*\\.(json|jsonl|ndjson)(\\.gz)?");

  @Option(
      names = "--cloudtrail",
      paramLabel = "FILE",
      description = {
        "Exported CloudTrail events, plain or gzipped, or a folder of them: tells who last wrote what",
        "is not as it should be. May be given several times."
      })
  private List<Path> files = new ArrayList<>();

  /// What looking through the events gave.
  ///
  /// @param trail the last writes
  /// @param problems the files that could not be read to their end, and those without any event
  record Found(Trail trail, List<Diagnostic> problems) {}

  /// Whether there are any.
  boolean isNamed() {
    return !files.isEmpty();
  }

  /// What was named and is not there.
  List<Diagnostic> missing() {
    return files.stream()
        .filter(file -> !Files.isReadable(file))
        .map(file ->
            Diagnostic.error(
                    Code.UNREADABLE_FILE, "`%s` is not there, or cannot be read.".formatted(file))
                .hint("Check the path that `--cloudtrail` names."))
        .toList();
  }

  /// Looks through all of them.
  ///
  /// @param asked what to find the last write of
  Found read(Set<Attribute> asked) {
    var trail = new Trail(asked);
    List<Diagnostic> problems = new ArrayList<>();
    for (Path named : files) {
      long before = trail.events();
      boolean whole = true;
      for (Path file : inside(named, problems)) {
        Optional<Diagnostic> problem = read(file, trail);
        problem.ifPresent(problems::add);
        whole &= problem.isEmpty();
      }
      if (whole && trail.events() == before) {
        problems.add(unusable(named, "it holds no event of CloudTrail"));
      }
    }
    return new Found(trail, problems);
  }

  private static List<Path> inside(Path named, List<Diagnostic> problems) {
    if (!Files.isDirectory(named)) {
      return List.of(named);
    }
    try (Stream<Path> all = Files.walk(named)) {
      return all.filter(file -> NAME.matcher(String.valueOf(file.getFileName())).matches())
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      problems.add(unusable(named, FileTrouble.why(e)));
      return List.of();
    } catch (UncheckedIOException e) {
      problems.add(unusable(named, FileTrouble.why(e)));
      return List.of();
    }
  }

  private static Optional<Diagnostic> read(Path file, Trail trail) {
    try (InputStream in = Files.newInputStream(file)) {
      return TrailReader.read(in, trail).map(why -> unusable(file, why));
    } catch (IOException e) {
      return Optional.of(unusable(file, FileTrouble.why(e)));
    }
  }

  private static Diagnostic unusable(Path file, String why) {
    return Diagnostic.warning(
            Code.BAD_FOREIGN_FILE, "`%s` cannot be used to its end: %s.".formatted(file, why))
        .hint(
            "Who wrote last is told by what could be read. Export the events again, as CloudTrail puts them into S3 or `aws cloudtrail lookup-events --output json` prints them.");
  }
}
