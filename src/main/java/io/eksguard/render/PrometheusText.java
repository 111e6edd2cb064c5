package io.eksguard.render;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Metrics in Prometheus' text format, for a textfile collector.
///
/// @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus,
///   exposition formats, text format 0.0.4, read 2026-11-28</a>
public final class PrometheusText {
  private PrometheusText() {}

  /// The whole file, with a line break at its end.
  public static String render(List<Metric> metrics) {
    var text = new StringBuilder();
    for (Metric metric : metrics) {
      text.append("# HELP ").append(metric.name()).append(' ');
      text.append(metric.help().replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
      text.append("# TYPE ").append(metric.name()).append(" gauge\n");
      metric
          .samples()
          .forEach(sample ->
              text.append(metric.name())
                  .append(labels(sample.labels()))
                  .append(' ')
                  .append(number(sample.value()))
                  .append('\n'));
    }
    return text.toString();
  }

  private static String labels(Map<String, String> labels) {
    return labels.isEmpty()
        ? ""
        : labels.entrySet().stream()
            .map(one -> one.getKey() + "=\"" + escaped(one.getValue()) + "\"")
            .collect(Collectors.joining(",", "{", "}"));
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
