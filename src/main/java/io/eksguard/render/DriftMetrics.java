package io.eksguard.render;

import io.eksguard.drift.ClusterState;
import io.eksguard.drift.DriftReport;
import io.eksguard.drift.DriftReport.Told;
import io.eksguard.drift.Kind;
import io.eksguard.drift.Story;
import io.eksguard.drift.Subject;
import io.eksguard.live.Health;
import io.eksguard.model.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one run of `drift` found, in numbers. `docs/reference/metrics.md` has each.
///
/// No cluster has a series of its own: there are at most as many as there are accounts in regions,
/// times the words of one label.
public final class DriftMetrics {
  private static final double MILLIS = 1000;

  private DriftMetrics() {}

  /// The run itself.
  ///
  /// @param took how long it took
  /// @param ended when it ended
  /// @param exit what it ends with
  /// @param version eksguard's own version
  public record Run(Duration took, Instant ended, int exit, String version) {}

  /// All metrics, in a fixed order.
  public static List<Metric> of(DriftReport report, Run run) {
    List<Metric> all = new ArrayList<>();
    all.add(
        metric(
            "eksguard_clusters",
            "Clusters that were compared, by the most important thing that is not as it should be.",
            clusters(report, "state", one -> one.state().map(Kind::word).orElse("in-sync"))));
    all.add(
        metric(
            "eksguard_drift_items",
            "Things that are not as they should be, by kind.",
            items(report)));
    all.add(
        metric(
            "eksguard_coverage_clusters",
            "Clusters that were compared, by GuardDuty's own coverage status.",
            clusters(report, "status", DriftMetrics::status)));
    all.add(
        metric(
            "eksguard_unknown_places",
            "Accounts, regions and other subjects that could not be read.",
            only(
                (double)
                    report.told().stream()
                        .filter(one -> one.kind() == Kind.UNKNOWN)
                        .map(one -> one.item().subject().key())
                        .distinct()
                        .count())));
    all.add(metric("eksguard_accounts", "Accounts that were compared.", only(report.accounts())));
    all.add(
        metric(
            "eksguard_unmanaged_accounts",
            "Active members that the file does not cover.",
            only(report.unmanaged())));
    if (report.remembered()) {
      all.add(
          metric(
              "eksguard_oldest_drift_nights",
              "On how many nights in a row the oldest drift was seen; 0 without drift.",
              only(
                  report.drift(Set.of(), 0).stream()
                      .flatMap(one -> one.story().stream())
                      .mapToInt(Story::nights)
                      .max()
                      .orElse(0))));
    }
    all.add(
        seconds(
            "eksguard_run_duration_seconds",
            "How long the last run took.",
            run.took().toMillis() / MILLIS));
    all.add(
        seconds(
            "eksguard_last_run_timestamp_seconds",
            "When the last run ended, in seconds since 1970.",
            run.ended().toEpochMilli() / MILLIS));
    all.add(
        metric("eksguard_last_run_exit_code", "What the last run ended with.", only(run.exit())));
    all.add(
        metric(
            "eksguard_build_info",
            "Always 1; the version is a label.",
            List.of(Metric.Sample.of(Map.of("version", run.version()), 1))));
    return List.copyOf(all);
  }

  private static Metric metric(String name, String help, List<Metric.Sample> samples) {
    return new Metric(name, help, Optional.empty(), samples);
  }

  private static Metric seconds(String name, String help, double value) {
    return new Metric(name, help, Optional.of("s"), only(value));
  }

  private static List<Metric.Sample> only(double value) {
    return List.of(Metric.Sample.of(Map.of(), value));
  }

  private static String status(ClusterState cluster) {
    return cluster
        .coverage()
        .map(coverage ->
            switch (coverage.health()) {
              case Health.Healthy _ -> "healthy";
              case Health.Unhealthy _ -> "unhealthy";
              case Health.Other _ -> "other";
            })
        .orElse("none");
  }

  /// What one label of a cluster says.
  private interface Word {
    String of(ClusterState cluster);
  }

  private static List<Metric.Sample> clusters(DriftReport report, String label, Word word) {
    SortedMap<String, Counted> counts = new TreeMap<>();
    for (ClusterState one : report.clusters()) {
      count(
          counts,
          labels(one.place().account() + "", one.place().region() + "", label, word.of(one)));
    }
    return samples(counts);
  }

  private static List<Metric.Sample> items(DriftReport report) {
    SortedMap<String, Counted> counts = new TreeMap<>();
    for (Told told : report.told()) {
      Subject subject = told.item().subject();
      String account = subject.where().map(Place::account).map(Object::toString).orElse("");
      String region = Optional.ofNullable(DriftJson.region(subject)).orElse("");
      count(counts, labels(account, region, "kind", told.kind().word()));
    }
    return samples(counts);
  }

  private static SortedMap<String, String> labels(
      String account, String region, String label, String word) {
    return new TreeMap<>(Map.of("account", account, "region", region, label, word));
  }

  private record Counted(SortedMap<String, String> labels, int count) {}

  private static void count(SortedMap<String, Counted> counts, SortedMap<String, String> labels) {
    counts.merge(
        labels.toString(),
        new Counted(labels, 1),
        (a, b) -> new Counted(labels, a.count() + b.count()));
  }

  private static List<Metric.Sample> samples(SortedMap<String, Counted> counts) {
    return counts.values().stream()
        .map(one -> new Metric.Sample(one.labels(), one.count()))
        .toList();
  }
}
