package io.eksguard.config;

import io.eksguard.model.ApproachName;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.EndpointCare;
import io.eksguard.model.Feature;
import io.eksguard.model.LeftoverCare;
import io.eksguard.model.TagProtection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// The words that the file knows, in the order in which they are explained.
final class Words {
  static final Map<String, ApproachName> APPROACHES = of(ApproachName.values(), ApproachName::word);

  static final Map<String, Feature> FEATURES =
      of(new Feature[] {Feature.RUNTIME_MONITORING, Feature.EKS_RUNTIME_MONITORING}, Feature::name);

  static final Map<String, AutoEnable> AUTO_ENABLE =
      of(new AutoEnable[] {AutoEnable.NEW, AutoEnable.ALL, AutoEnable.NONE}, AutoEnable::name);

  static final Map<String, TagProtection.Form> FORMS =
      of(TagProtection.Form.values(), form -> form.name().toLowerCase(Locale.ROOT));

  static final Map<String, EndpointCare> ENDPOINTS = of(EndpointCare.values(), EndpointCare::word);

  static final Map<String, LeftoverCare> LEFTOVER_AGENTS =
      of(LeftoverCare.values(), LeftoverCare::word);

  static final Map<String, Boolean> ON_UNHEALTHY = truths("keep", "exclude");

  /// What users of other tools and of AWS's pages say for the approaches.
  static final Map<String, String> OTHER_APPROACHES =
      Map.ofEntries(
          Map.entry("everything", "all"),
          Map.entry("everywhere", "all"),
          Map.entry("enabled", "all"),
          Map.entry("on", "all"),
          Map.entry("true", "all"),
          Map.entry("all-but", "all-except"),
          Map.entry("exclude", "all-except"),
          Map.entry("except", "all-except"),
          Map.entry("exclude-tagged", "all-except"),
          Map.entry("include", "only"),
          Map.entry("include-tagged", "only"),
          Map.entry("selected", "only"),
          Map.entry("self-managed", "manual"),
          Map.entry("by-hand", "manual"),
          Map.entry("none", "disabled"),
          Map.entry("off", "disabled"),
          Map.entry("false", "disabled"));

  private Words() {}

  private static <T> Map<String, T> of(T[] values, Function<T, String> word) {
    Map<String, T> words = new LinkedHashMap<>();
    for (T value : values) {
      words.put(word.apply(value), value);
    }
    return words;
  }

  private static Map<String, Boolean> truths(String no, String yes) {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put(no, false);
    words.put(yes, true);
    return words;
  }
}
