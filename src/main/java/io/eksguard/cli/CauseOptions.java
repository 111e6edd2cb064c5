package io.eksguard.cli;

import io.eksguard.config.DesiredStateReader;
import io.eksguard.config.Loaded;
import io.eksguard.config.Result;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Base;
import io.eksguard.diff.Cause;
import io.eksguard.diff.CauseFinder;
import io.eksguard.live.LiveReader;
import io.eksguard.live.Reading;
import io.eksguard.model.Desired;
import io.eksguard.model.Units;
import io.eksguard.plan.Causes;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Step;
import io.eksguard.render.CauseText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Which steps a change of the file causes, and what to do about the others.
final class CauseOptions {
  private static final int NAMED = 10;

  @Option(
      names = "--base-file",
      paramLabel = "FILE",
      description = {
        "The file before the change, such as the target branch's, or a folder of them. Each step",
        "then says its cause. May be given several times, as -f; a single empty file stands for none."
      })
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--base-time",
      paramLabel = "TIME",
      converter = Moment.class,
      description = {
        "Clusters made after it are new: 2026-11-20T10:00:00Z. Default: the end of the last apply",
        "in the journal. Needs --base-file."
      })
  private @Nullable Instant time;

  @Option(
      names = "--only",
      paramLabel = "CAUSE",
      split = ",",
      description = {
        "Only the steps of these causes, separated by commas, and what they depend on. Needs",
        "--base-file. Causes: ${COMPLETION-CANDIDATES}."
      })
  private Set<Cause> only = EnumSet.noneOf(Cause.class);

  @Option(
      names = "--gate",
      description =
          "End with 3, and save nothing, if the plan has steps of another cause. Needs --base-file.")
  private boolean gate;

  @Option(
      names = "--acknowledge",
      paramLabel = "CAUSE",
      split = ",",
      description = "Let steps of these causes pass the gate, separated by commas.")
  private Set<Cause> acknowledged = EnumSet.noneOf(Cause.class);

  /// Reads `2026-11-20T10:00:00Z`, `2026-11-20T11:00:00+01:00`.
  static final class Moment implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "`" + text + "` is not a time such as 2026-11-20T10:00:00Z or with +01:00");
      }
    }
  }

  /// What the plan is compared with.
  sealed interface Compared {
    /// Nothing: it was not asked for.
    record No() implements Compared {}

    /// A file that has errors.
    record Refused(List<Diagnostic> why) implements Compared {}

    /// The file before the change; none if it was empty.
    record With(Optional<Desired> base) implements Compared {}
  }

  /// Whether there is a file to compare with.
  boolean areAsked() {
    return !files.isEmpty();
  }

  /// What does not go together.
  ///
  /// @param undo whether the way back from a run is asked for
  Optional<Diagnostic> unfit(boolean undo) {
    boolean named = !files.isEmpty();
    if (undo && named) {
      return Optional.of(
          Diagnostic.error(Code.WRONG_USAGE, "`--undo` has no file to compare.")
              .hint("Leave `--base-file` out."));
    }
    if (!named && (time != null || gate || !only.isEmpty() || !acknowledged.isEmpty())) {
      return Optional.of(
          Diagnostic.error(
                  Code.WRONG_USAGE,
                  "`--base-time`, `--only`, `--gate` and `--acknowledge` need `--base-file`.")
              .hint("Name the file before the change with it."));
    }
    if (!gate && !acknowledged.isEmpty()) {
      return Optional.of(
          Diagnostic.error(Code.WRONG_USAGE, "`--acknowledge` without `--gate` does nothing.")
              .hint("Say `--gate` too."));
    }
    return Optional.empty();
  }

  /// Reads the file before the change. Its warnings are nobody's business any more.
  Compared read(Ports ports) {
    if (files.isEmpty()) {
      return new Compared.No();
    }
    Result result = new DesiredStateReader(LocalDate.now(ports.clock())).read(files);
    List<Diagnostic> errors = result.diagnostics().stream().filter(d -> d.isError()).toList();
    return isEmptyFile(errors)
        ? new Compared.With(Optional.empty())
        : result
            .loaded()
            .<Compared>map(loaded -> new Compared.With(Optional.of(loaded.desired())))
            .orElseGet(() -> new Compared.Refused(errors));
  }

  /// Among several files, an empty one is a mistake like any other.
  private boolean isEmptyFile(List<Diagnostic> errors) {
    return files.size() == 1
        && !Files.isDirectory(files.getFirst())
        && errors.size() == 1
        && errors.getFirst().code() == Code.EMPTY_FILE;
  }

  /// Finds the causes, and leaves out what was not asked for.
  ///
  /// @param reader reads the units that the file before the change names, if others do
  /// @param lastApply when the last apply ended
  Assessment review(
      Compared compared,
      Assessment assessment,
      Loaded loaded,
      LiveReader reader,
      Supplier<Optional<Instant>> lastApply) {
    return switch (compared) {
      case Compared.No _, Compared.Refused _ -> assessment;
      case Compared.With(Optional<Desired> old) -> {
        Desired file = loaded.desired();
        Reading<Units> units =
            old.filter(one -> Base.namesOtherUnits(one, file))
                .map(reader::units)
                .orElse(assessment.live().units());
        Base base =
            old.map(one -> Base.of(one, file, assessment.live(), units)).orElse(Base.NOTHING);
        Optional<Instant> since = Optional.ofNullable(time).or(lastApply);
        var finder = new CauseFinder(file, assessment.difference(), base, since);
        yield assessment.caused(finder, units.problem()).only(only);
      }
    };
  }

  /// What the gate says: an error where it stays shut, a warning where something was let through.
  List<Diagnostic> gate(Plan plan, Optional<Causes> causes) {
    if (!gate || causes.isEmpty()) {
      return List.of();
    }
    List<Diagnostic> told = new ArrayList<>();
    Set<Cause> shut = EnumSet.complementOf(EnumSet.of(Cause.THIS_CHANGE));
    shut.removeAll(acknowledged);
    List<Step> stopped = steps(plan, causes.get(), shut);
    if (!stopped.isEmpty()) {
      SortedMap<Cause, Integer> counts = counts(stopped, causes.get());
      told.add(
          Diagnostic.error(
                  Code.NOT_BY_THIS_CHANGE,
                  sentence(stopped, causes.get(), counts, "not caused by this change"))
              .hint(
                  "Look at them. `--only this-change` leaves out what the change does not need; `--acknowledge %s` lets them pass."
                      .formatted(
                          counts.keySet().stream()
                              .map(Cause::word)
                              .collect(Collectors.joining(",")))));
    }
    Set<Cause> open = EnumSet.complementOf(EnumSet.of(Cause.THIS_CHANGE));
    open.retainAll(acknowledged);
    List<Step> passed = steps(plan, causes.get(), open);
    if (!passed.isEmpty()) {
      told.add(
          Diagnostic.warning(
              Code.NOT_BY_THIS_CHANGE,
              sentence(
                  passed,
                  causes.get(),
                  counts(passed, causes.get()),
                  "not caused by this change, and acknowledged")));
    }
    return told;
  }

  private static List<Step> steps(Plan plan, Causes causes, Set<Cause> of) {
    return plan.steps().stream()
        .filter(step -> causes.of(step.id()).filter(of::contains).isPresent())
        .toList();
  }

  private static SortedMap<Cause, Integer> counts(List<Step> steps, Causes causes) {
    SortedMap<Cause, Integer> counts = new TreeMap<>();
    steps.forEach(
        step -> causes.of(step.id()).ifPresent(cause -> counts.merge(cause, 1, Integer::sum)));
    return counts;
  }

  private static String sentence(
      List<Step> steps, Causes causes, SortedMap<Cause, Integer> counts, String what) {
    String named =
        steps.stream()
            .limit(NAMED)
            .map(step ->
                "`%s` (%s)"
                    .formatted(
                        step.id(), causes.of(step.id()).map(CauseText::words).orElse("unknown")))
            .collect(Collectors.joining(", "));
    String rest = steps.size() > NAMED ? " and " + (steps.size() - NAMED) + " more" : "";
    return "%d %s %s: %s. They are %s%s."
        .formatted(
            steps.size(),
            steps.size() == 1 ? "step is" : "steps are",
            what,
            CauseText.counts(counts),
            named,
            rest);
  }
}
