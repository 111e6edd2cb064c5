package io.eksguard.aws.guardduty;

import io.eksguard.live.FeatureState;
import io.eksguard.model.Feature;
import io.eksguard.model.Setting;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// GuardDuty's features turned into ours. It has one shape for detectors and another, alike, for
/// members; names and values are compared as text, since AWS adds to them.
///
/// @param <F> the SDK's shape of a feature
/// @param <A> the SDK's shape of an additional configuration
final class Features<F, A> {
  /// The additional configuration by which GuardDuty manages the agent on EKS.
  static final String EKS_ADDON_MANAGEMENT = "EKS_ADDON_MANAGEMENT";

  /// The word for on.
  static final String ENABLED = "ENABLED";

  /// The word for off.
  static final String DISABLED = "DISABLED";

  private final Function<F, String> name;
  private final Function<F, String> status;
  private final Function<F, Iterable<A>> additional;
  private final Function<A, String> additionalName;
  private final Function<A, String> additionalStatus;

  Features(
      Function<F, String> name,
      Function<F, String> status,
      Function<F, Iterable<A>> additional,
      Function<A, String> additionalName,
      Function<A, String> additionalStatus) {
    this.name = name;
    this.status = status;
    this.additional = additional;
    this.additionalName = additionalName;
    this.additionalStatus = additionalStatus;
  }

  /// The runtime monitoring features among these; others are left out.
  SortedMap<Feature, FeatureState> read(Iterable<F> features) {
    SortedMap<Feature, FeatureState> read = new TreeMap<>();
    for (F feature : features) {
      named(name.apply(feature)).ifPresent(known -> read.put(known, state(feature)));
    }
    return read;
  }

  /// A word of the runtime monitoring features that is neither on nor off, with what has it. It
  /// must not be taken for off.
  Optional<String> unknown(Iterable<F> features) {
    for (F feature : features) {
      if (named(name.apply(feature)).isEmpty()) {
        continue;
      }
      if (isUnknown(status.apply(feature))) {
        return Optional.of(name.apply(feature) + " " + status.apply(feature));
      }
      for (A one : additional.apply(feature)) {
        if (EKS_ADDON_MANAGEMENT.equals(additionalName.apply(one))
            && isUnknown(additionalStatus.apply(one))) {
          return Optional.of(EKS_ADDON_MANAGEMENT + " " + additionalStatus.apply(one));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isUnknown(String word) {
    return !ENABLED.equals(word) && !DISABLED.equals(word);
  }

  /// Our feature of this name, if it is one of ours.
  static Optional<Feature> named(String name) {
    for (Feature feature : Feature.values()) {
      if (feature.name().equals(name)) {
        return Optional.of(feature);
      }
    }
    return Optional.empty();
  }

  /// The wire's word.
  static String word(boolean on) {
    return on ? ENABLED : DISABLED;
  }

  private FeatureState state(F feature) {
    Map<String, Boolean> agents = new TreeMap<>();
    for (A one : additional.apply(feature)) {
      agents.put(additionalName.apply(one), ENABLED.equals(additionalStatus.apply(one)));
    }
    boolean addon = agents.getOrDefault(EKS_ADDON_MANAGEMENT, false);
    var others =
        agents.entrySet().stream()
            .filter(agent -> agent.getValue() && !agent.getKey().equals(EKS_ADDON_MANAGEMENT))
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    return new FeatureState(new Setting(ENABLED.equals(status.apply(feature)), addon), others);
  }
}
