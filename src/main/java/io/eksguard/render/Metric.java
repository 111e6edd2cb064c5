package io.eksguard.render;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One gauge with its samples.
///
/// @param name as Prometheus has it, such as `eksguard_clusters`
/// @param help what it says, in a sentence
/// @param unit the unit in UCUM, such as `s`, if it has one
/// @param samples in a fixed order; no two have the same labels
public record Metric(String name, String help, Optional<String> unit, List<Sample> samples) {
  public Metric {
    samples = List.copyOf(samples);
  }

  /// One number.
  ///
  /// @param labels of what it is
  public record Sample(SortedMap<String, String> labels, double value) {
    public Sample {
      labels = new TreeMap<>(labels);
    }

    /// A number of labels in any order.
    static Sample of(Map<String, String> labels, double value) {
      return new Sample(new TreeMap<>(labels), value);
    }
  }
}
