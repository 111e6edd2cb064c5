package io.eksguard.journal;

import io.eksguard.diag.FileTrouble;
import io.eksguard.plan.StepId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The journals in a folder.
public final class Runs {
  /// How many runs are kept; the oldest beyond are deleted when a new one begins.
  public static final int KEPT = 200;

  /// The word for the newest run that began.
  public static final String LATEST = "latest";

  private static final String ENDING = ".jsonl";

  private Runs() {}

  /// What reading a run gave.
  public sealed interface Found {
    /// The run.
    record Run(RecordedRun run) implements Found {}

    /// There is no run of that name; with `latest`, none at all.
    record None(String asked) implements Found {}

    /// The run was killed before its journal had a first line, and so before its first write.
    record NeverBegan(RunId id) implements Found {}

    /// The file cannot be read, or somebody else wrote into it. What the run did is not known.
    record Unreadable(Path file, String why) implements Found {}
  }

  /// The runs in a folder, newest first; none if there is no folder.
  ///
  /// @throws IOException if the folder cannot be read
  public static List<RunId> list(Path runsFolder) throws IOException {
    try (Stream<Path> files = Files.list(runsFolder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(ENDING))
          .flatMap(name -> RunId.parse(withoutEnding(name)).stream())
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static String withoutEnding(String name) {
    return name.substring(0, name.length() - ENDING.length());
  }

  /// Reads one run. A last line that a crash cut short is passed over: what it was to say had not
  /// been relied on yet.
  ///
  /// @param idOrLatest a run's id, or `latest` for the newest that began
  public static Found read(Path runsFolder, String idOrLatest) {
    if (!idOrLatest.equals(LATEST)) {
      return RunId.parse(idOrLatest)
          .map(id -> read(runsFolder, id))
          .orElse(new Found.None(idOrLatest));
    }
    try {
      Found latest = new Found.None(LATEST);
      for (RunId id : list(runsFolder)) {
        if (latest instanceof Found.Run(RecordedRun run) && !id.isOfTheSecondOf(run.id())) {
          return latest;
        }
        Found found = read(runsFolder, id);
        if (!(found instanceof Found.NeverBegan)) {
          latest = later(latest, found);
        }
        if (latest instanceof Found.Unreadable) {
          return latest;
        }
      }
      return latest;
    } catch (IOException e) {
      return new Found.Unreadable(runsFolder, FileTrouble.why(e));
    }
  }

  /// The one that began later; names tell that to the second only.
  private static Found later(Found one, Found other) {
    boolean isOne =
        one instanceof Found.Run(RecordedRun a)
            && other instanceof Found.Run(RecordedRun b)
            && !b.begun().isAfter(a.begun());
    return isOne ? one : other;
  }

  private static Found read(Path runsFolder, RunId id) {
    Path file = file(runsFolder, id);
    try {
      // Not readString, which throws where a torn line ends inside of a character.
      return parse(id, file, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return new Found.None(id.value());
    } catch (IOException e) {
      return new Found.Unreadable(file, FileTrouble.why(e));
    }
  }

  private static Found parse(RunId id, Path file, String text) {
    List<String> lines = text.lines().toList();
    Optional<Entry> first = lines.isEmpty() ? Optional.empty() : Entry.parse(lines.getFirst());
    if (!(first.orElse(null) instanceof Entry.Begin begin)) {
      return lines.size() > 1
          ? new Found.Unreadable(file, "line 1 does not begin a journal")
          : new Found.NeverBegan(id);
    }
    if (!begin.isKnown()) {
      return new Found.Unreadable(
          file, "its format is `" + begin.formatVersion() + "`, which this version does not know");
    }
    SortedSet<StepId> written = new TreeSet<>();
    SortedMap<StepId, Ending> ended = new TreeMap<>();
    SortedMap<String, String> rings = new TreeMap<>();
    Optional<RecordedRun.Finish> finish = Optional.empty();
    for (int i = 1; i < lines.size(); i++) {
      Optional<Entry> entry = Entry.parse(lines.get(i));
      if (entry.isEmpty()) {
        if (i == lines.size() - 1) {
          break;
        }
        return new Found.Unreadable(file, "line " + (i + 1) + " is not a line of a journal");
      }
      switch (entry.get()) {
        case Entry.Writing(var steps) -> written.addAll(steps);
        case Entry.Ended(var step, var ending) -> ended.put(step, ending);
        case Entry.Ring(var ring, var verdict) -> rings.put(ring, verdict);
        case Entry.End(var at, var verdict) ->
            finish = Optional.of(new RecordedRun.Finish(at, verdict));
        case Entry.Begin _ -> {
          return new Found.Unreadable(file, "line " + (i + 1) + " begins another journal");
        }
        case Entry.Other _ -> {
          // A later version may add lines that this one need not know.
        }
      }
    }
    return new Found.Run(
        new RecordedRun(id, begin.at(), begin.plan(), written, ended, rings, finish));
  }

  static Path file(Path runsFolder, RunId id) {
    return runsFolder.resolve(id.value() + ENDING);
  }

  /// Deletes the oldest runs beyond [#KEPT], but never the one that just began, even if the clock
  /// was set back and it looks old.
  static void deleteOldest(Path runsFolder, RunId current) {
    try {
      for (RunId id : list(runsFolder).stream().skip(KEPT).toList()) {
        if (!id.equals(current)) {
          Files.deleteIfExists(file(runsFolder, id));
        }
      }
    } catch (IOException e) {
      // One run too many does no harm; the next run tries again.
    }
  }
}
