package io.eksguard.bench;

import io.eksguard.config.DesiredStateReader;
import io.eksguard.config.Loaded;
import io.eksguard.live.Cluster;
import io.eksguard.live.Detector;
import io.eksguard.live.FeatureState;
import io.eksguard.live.LiveProtection;
import io.eksguard.live.LiveState;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import io.eksguard.snapshot.Asked;
import io.eksguard.snapshot.PlaceFacts;
import io.eksguard.snapshot.Snapshot;
import io.eksguard.snapshot.SnapshotReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Accounts of ten clusters each, one region, an entry for each account. Nothing is monitored yet,
/// and one cluster in ten shall never be: so the plan has a tag and a setting for each account.
final class Fleet {
  private static final int CLUSTERS = 10;
  private static final Region REGION = new Region("us-east-1");

  private Fleet() {}

  private static AccountId account(int number) {
    return new AccountId("%012d".formatted(300_000_000_000L + number));
  }

  /// The file.
  static String file(int clusters) {
    var text =
        new StringBuilder(
            """
            version: 1
            feature: RUNTIME_MONITORING
            regions: [us-east-1]
            access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
            standalone:
            """);
    for (int number = 0; number < accounts(clusters); number++) {
      text.append(
          """
            - account: "%s"
              approach: all-except
              exclude:
                - name: cluster-0
                  reason: vendor appliance
          """
              .formatted(account(number)));
    }
    return text.toString();
  }

  private static int accounts(int clusters) {
    return Math.max(1, clusters / CLUSTERS);
  }

  /// The file, read.
  static Loaded loaded(String file) {
    var result = new DesiredStateReader(LocalDate.of(2026, 11, 28)).readText("fleet.yaml", file);
    return result
        .loaded()
        .orElseThrow(() -> new IllegalStateException(result.diagnostics().toString()));
  }

  /// What is live.
  static LiveState live(Loaded loaded, int clusters) {
    SortedMap<Place, PlaceFacts> places = new TreeMap<>();
    for (int number = 0; number < accounts(clusters); number++) {
      SortedMap<ClusterName, Cluster> found = new TreeMap<>();
      for (int i = 0; i < CLUSTERS; i++) {
        var name = new ClusterName("cluster-" + i);
        String arn = "arn:aws:eks:us-east-1:" + account(number) + ":cluster/" + name;
        found.put(name, new Cluster(name, arn, Optional.empty(), false));
      }
      places.put(
          new Place(account(number), REGION),
          new PlaceFacts(
              Standing.STANDALONE,
              new Reading.Present<>(
                  Detector.of(Map.of(Feature.RUNTIME_MONITORING, FeatureState.of(Setting.OFF)))),
              new Reading.Present<>(found)));
    }
    var snapshot =
        new Snapshot(
            Instant.EPOCH,
            "bench",
            Snapshot.Origin.SANDBOX,
            false,
            new Asked(
                Feature.RUNTIME_MONITORING,
                Optional.empty(),
                new TreeSet<>(),
                Optional.empty(),
                new TreeSet<>()),
            new TreeMap<>(),
            places,
            new Reading.NotRead<>(),
            LiveProtection.NOT_READ);
    return new SnapshotReader(snapshot).read(loaded.desired());
  }
}
