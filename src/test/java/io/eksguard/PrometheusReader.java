package io.eksguard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A strict reader of Prometheus' text format 0.0.4, written from its page: each metric has HELP
/// and TYPE, once, before its samples, which stand together; no series comes twice; the last line
/// ends.
final class PrometheusReader {
  private static final Pattern HELP =
      Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) ((?:[^\\\\]|\\\\\\\\|\\\\n)+)");
  private static final Pattern TYPE = Pattern.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) gauge");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.+)})? (-?[0-9]+(?:\\.[0-9]+)?)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(,|$)");

  private PrometheusReader() {}

  /// One sample.
  record Sample(String name, Map<String, String> labels, double value) {}

  /// All samples.
  static List<Sample> read(String text) {
    if (!text.endsWith("\n")) {
      throw new AssertionError("the last line does not end");
    }
    List<Sample> samples = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Set<String> metrics = new HashSet<>();
    String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
    String current = "";
    for (int i = 0; i < lines.length; i++) {
      Matcher help = HELP.matcher(lines[i]);
      if (help.matches()) {
        current = help.group(1);
        Matcher type = TYPE.matcher(i + 1 < lines.length ? lines[++i] : "");
        if (!type.matches() || !type.group(1).equals(current) || !metrics.add(current)) {
          throw new AssertionError("no TYPE, or a second HELP, for " + current);
        }
        continue;
      }
      Matcher sample = SAMPLE.matcher(lines[i]);
      if (!sample.matches() || !sample.group(1).equals(current)) {
        throw new AssertionError("no sample of " + current + ": " + lines[i]);
      }
      Map<String, String> labels = labels(sample.group(2) == null ? "" : sample.group(2));
      if (!seen.add(current + labels)) {
        throw new AssertionError("twice: " + lines[i]);
      }
      samples.add(new Sample(current, labels, Double.parseDouble(sample.group(3))));
    }
    return samples;
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!label.find(at) || label.start() != at) {
        throw new AssertionError("no label: " + text.substring(at));
      }
      String value =
          label.group(2).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
      if (labels.put(label.group(1), value) != null) {
        throw new AssertionError("a label twice: " + text);
      }
      at = label.end();
    }
    return labels;
  }
}
