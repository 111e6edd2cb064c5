package io.eksguard.sim.world;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a text says of a detector, before the region is known.
record DetectorText(
    boolean exists,
    Optional<String> id,
    boolean enabled,
    SortedMap<String, Feature> features,
    Instant updatedAt) {
  static final DetectorText UNSAID =
      new DetectorText(true, Optional.empty(), true, new TreeMap<>(), Detector.EPOCH);

  Optional<Detector> in(String account, String region) {
    if (!exists) {
      return Optional.empty();
    }
    var own = id.orElseGet(() -> Detector.plain(account, region).id());
    return Optional.of(new Detector(own, enabled, features, updatedAt));
  }

  private static final String NONE = "none";
  private static final List<String> STATUS = List.of("ENABLED", "DISABLED");
  private static final List<String> FEATURES =
      Stream.of(FeatureNames.FOUNDATIONAL, FeatureNames.WRITABLE, FeatureNames.UNPUBLISHED)
          .flatMap(List::stream)
          .toList();

  static DetectorText read(YamlValue value) {
    if (value.isScalar()) {
      value.oneOf(List.of(NONE));
      return new DetectorText(false, Optional.empty(), false, new TreeMap<>(), Detector.EPOCH);
    }
    var fields = value.fields("id", "status", "features", "updatedAt");
    var features = new TreeMap<String, Feature>();
    fields
        .get("features")
        .ifPresent(v ->
            v.entries()
                .forEach((name, each) ->
                    features.put(name.oneOf(FEATURES), feature(name.text(), each))));
    return new DetectorText(
        true,
        fields.get("id").map(YamlValue::text),
        fields.get("status").map(DetectorText::status).orElse(true),
        features,
        fields.get("updatedAt").map(YamlValue::instant).orElse(Detector.EPOCH));
  }

  private static Feature feature(String name, YamlValue value) {
    if (value.isScalar()) {
      return Feature.off(name).withEnabled(status(value));
    }
    var additional = FeatureNames.additionalOf(name);
    var fields =
        value.fields(
            Stream.concat(Stream.of("status"), additional.stream()).toArray(String[]::new));
    var some = new TreeMap<String, Boolean>();
    for (var each : additional) {
      fields.get(each).ifPresent(v -> some.put(each, status(v)));
    }
    var own = fields.get("status").map(DetectorText::status).orElse(false);
    return Feature.off(name).withAdditional(some).withEnabled(own);
  }

  private static boolean status(YamlValue value) {
    return value.oneOf(STATUS).equals("ENABLED");
  }
}
