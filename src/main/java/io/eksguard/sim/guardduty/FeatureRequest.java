package io.eksguard.sim.guardduty;

import io.eksguard.sim.wire.Json;
import io.eksguard.sim.world.Detector;
import io.eksguard.sim.world.Feature;
import io.eksguard.sim.world.FeatureNames;
import io.eksguard.sim.world.Sorted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// One entry of the `features` of a request. What is not named stays as it is.
///
/// @param value the `status` or, in an organization's configuration, the `autoEnable`
/// @param additional the values of the additional configurations that are named
record FeatureRequest(String name, String value, SortedMap<String, String> additional) {

  FeatureRequest {
    additional = Sorted.map(additional);
  }

  /// Reads the `features` of a body.
  ///
  /// @param key the member with the value: `status` or `autoEnable`
  /// @param values the values that GuardDuty takes
  static List<FeatureRequest> read(JsonNode body, String key, List<String> values) {
    if (body.has("features") && body.has("dataSources")) {
      throw Refusals.dataSourcesAndFeatures();
    }
    var all = new ArrayList<FeatureRequest>();
    var names = new HashSet<String>();
    for (var node : body.path("features").values()) {
      var one = one(node, key, values);
      if (!names.add(one.name)) {
        throw Refusals.invalid();
      }
      all.add(one);
    }
    if (names.containsAll(Feature.RUNTIME)) {
      throw Refusals.bothRuntimeFeatures();
    }
    return List.copyOf(all);
  }

  private static FeatureRequest one(JsonNode node, String key, List<String> values) {
    var name = oneOf(node, "name", FeatureNames.WRITABLE);
    var additional = new TreeMap<String, String>();
    for (var each : node.path("additionalConfiguration").values()) {
      additional.put(
          oneOf(each, "name", FeatureNames.additionalOf(name)), oneOf(each, key, values));
    }
    return new FeatureRequest(name, oneOf(node, key, values), additional);
  }

  private static String oneOf(JsonNode node, String key, List<String> known) {
    return Json.text(node, key).filter(known::contains).orElseThrow(Refusals::invalid);
  }

  /// The detector after this request.
  Detector on(Detector detector) {
    var changed = new TreeMap<String, Boolean>();
    additional.forEach((key, status) -> changed.put(key, status.equals("ENABLED")));
    var on = value.equals("ENABLED");
    if (!on && name.equals(Feature.EKS_RUNTIME_MONITORING)) {
      // "Disabling EKS Runtime Monitoring also disables EKS add-on management"
      changed.put(Feature.EKS_ADDON_MANAGEMENT, false);
    }
    var feature = detector.feature(name).withEnabled(on).withAdditional(changed);
    return detector.withFeature(name, feature);
  }
}
