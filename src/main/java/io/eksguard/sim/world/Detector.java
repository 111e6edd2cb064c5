package io.eksguard.sim.world;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A GuardDuty detector.
///
/// @param id 32 hexadecimal digits
/// @param enabled whether its status is `ENABLED`; `DISABLED` means that GuardDuty is suspended
/// @param features every feature that GetDetector lists, by name
/// @param updatedAt when anything in it changed last
public record Detector(
    String id, boolean enabled, SortedMap<String, Feature> features, Instant updatedAt) {

  /// When a detector was last changed, unless the world file says otherwise.
  public static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

  /// A detector that lists every feature that GuardDuty would list.
  public Detector {
    var all = new TreeMap<String, Feature>();
    FeatureNames.FOUNDATIONAL.forEach(name -> all.put(name, Feature.off(name).withEnabled(true)));
    FeatureNames.WRITABLE.forEach(name -> all.put(name, Feature.off(name)));
    FeatureNames.UNPUBLISHED.forEach(name -> all.put(name, Feature.off(name)));
    features.forEach((name, given) ->
        all.put(
            name,
            Feature.off(name).withAdditional(given.additional()).withEnabled(given.enabled())));
    features = Sorted.map(all);
  }

  /// The detector that an account has unless the world file says otherwise: no plan is on.
  public static Detector plain(String account, String region) {
    return new Detector(idOf(account, region), true, Sorted.map(Map.of()), EPOCH);
  }

  /// The feature of that name; a name that is not listed is off.
  public Feature feature(String name) {
    var feature = features.get(name);
    return feature == null ? Feature.off(name) : feature;
  }

  /// The same detector with one feature changed.
  public Detector withFeature(String name, Feature feature) {
    return new Detector(id, enabled, Sorted.with(features, name, feature), updatedAt);
  }

  /// The same detector in use or suspended.
  public Detector withEnabled(boolean changed) {
    return new Detector(id, changed, features, updatedAt);
  }

  /// The same detector, changed at that moment.
  public Detector updated(Instant now) {
    return new Detector(id, enabled, features, now);
  }

  /// Whether GuardDuty collects runtime events of EKS clusters.
  public boolean monitorsRuntime() {
    return enabled && Feature.RUNTIME.stream().anyMatch(name -> feature(name).enabled());
  }

  private static String idOf(String account, String region) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var hash = digest.digest((account + "/" + region).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
