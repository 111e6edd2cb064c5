package io.eksguard.render;

import io.eksguard.diag.Diagnostic;
import io.eksguard.drift.ClusterState;
import io.eksguard.drift.DriftReport;
import io.eksguard.drift.DriftReport.Told;
import io.eksguard.drift.Matter;
import io.eksguard.journal.Outcome;
import io.eksguard.plan.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// What CI systems are to show of a result: the one document that each of their formats shows.
///
/// @param file the file that stands for what has no place of its own, since most want one
/// @param diagnostics errors, warnings and notes
/// @param items what is not as it should be, if that was looked for
/// @param clusters every cluster that was looked at for that
public record CiReport(
    String file, List<Annotation> diagnostics, List<Item> items, List<ClusterState> clusters) {
  public CiReport {
    diagnostics = distinct(diagnostics);
    items = List.copyOf(items);
    clusters = List.copyOf(clusters);
  }

  /// One thing that is not as it should be.
  ///
  /// @param fails whether the command ends with 2 for it
  record Item(Told told, Annotation annotation, boolean fails) {}

  /// A file, a plan, or what became of it.
  ///
  /// @param file the file that stands for what has no place of its own
  /// @param path how the CI system names a file
  public static CiReport of(Report report, String file, UnaryOperator<String> path) {
    Map<Diagnostic, Step> steps = new HashMap<>();
    for (Step step : report.plan().steps()) {
      Optional.ofNullable(report.outcomes().get(step.id()))
          .flatMap(CiReport::why)
          .ifPresent(why -> steps.put(why, step));
    }
    return new CiReport(
        path.apply(file),
        report.diagnostics().stream()
            .map(one ->
                Optional.ofNullable(steps.get(one))
                    .map(step -> Annotation.of(one, step, path))
                    .orElseGet(() -> Annotation.of(one, path)))
            .toList(),
        List.of(),
        List.of());
  }

  private static Optional<Diagnostic> why(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Failed(var _, Diagnostic why) -> Optional.of(why);
      case Outcome.Held(var _, Diagnostic why) -> Optional.of(why);
      case Outcome.Stale(var _, Diagnostic why) -> Optional.of(why);
      case Outcome.Done _, Outcome.DoneByOther _, Outcome.Skipped _, Outcome.NotStarted _ ->
          Optional.empty();
    };
  }

  /// What has drifted. What could not be read is an item, and told once.
  ///
  /// @param diagnostics what else there is to tell
  /// @param failing what the command ends with 2 for
  /// @param file the file that stands for what has no place of its own
  /// @param path how the CI system names a file
  public static CiReport of(
      DriftReport report,
      Collection<Diagnostic> diagnostics,
      List<Told> failing,
      String file,
      UnaryOperator<String> path) {
    Set<Diagnostic> unread = new HashSet<>();
    report
        .told()
        .forEach(told -> {
          if (told.item().matter() instanceof Matter.Unreadable(Diagnostic why)) {
            unread.add(why);
          }
        });
    Set<String> fails = new HashSet<>();
    failing.forEach(told -> fails.add(told.key()));
    return new CiReport(
        path.apply(file),
        diagnostics.stream()
            .filter(one -> !unread.contains(one))
            .map(one -> Annotation.of(one, path))
            .toList(),
        report.told().stream()
            .map(told -> new Item(told, Annotation.of(told, path), fails.contains(told.key())))
            .toList(),
        report.clusters());
  }

  /// All that there is to show.
  List<Annotation> annotations() {
    return Stream.concat(diagnostics.stream(), items.stream().map(Item::annotation)).toList();
  }

  /// The same, each with an identity of its own.
  private static List<Annotation> distinct(List<Annotation> some) {
    Map<String, Integer> seen = new LinkedHashMap<>();
    List<Annotation> all = new ArrayList<>();
    for (Annotation one : some) {
      int number = seen.merge(one.identity(), 1, Integer::sum);
      all.add(number == 1 ? one : one.again(number));
    }
    return List.copyOf(all);
  }
}
