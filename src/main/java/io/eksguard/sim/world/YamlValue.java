package io.eksguard.sim.world;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A value in a YAML text that knows where it stands.
record YamlValue(String file, Node node) {

  /// A world of a thousand accounts is some megabytes; the library's own limit is three.
  private static final int MAX_CODE_POINTS = 256 * 1024 * 1024;

  static YamlValue parse(String text, String file) {
    try {
      var settings =
          LoadSettings.builder()
              .setLabel(file)
              .setUseMarks(true)
              .setCodePointLimit(MAX_CODE_POINTS)
              .build();
      return new Compose(settings)
          .composeString(text)
          .map(node -> new YamlValue(file, node))
          .orElseThrow(() -> new WorldException(file, "the file is empty"));
    } catch (MarkedYamlEngineException e) {
      throw e.getProblemMark()
          .map(mark -> at(file, mark, "no YAML: " + e.getProblem()))
          .orElseGet(() -> new WorldException(file, "no YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      throw new WorldException(file, "no YAML: " + e.getMessage());
    }
  }

  private static WorldException at(String file, Mark mark, String problem) {
    return new WorldException(file, mark.getLine() + 1, mark.getColumn() + 1, problem);
  }

  WorldException error(String problem) {
    return node.getStartMark()
        .map(mark -> at(file, mark, problem))
        .orElseGet(() -> new WorldException(file, problem));
  }

  boolean isScalar() {
    return node instanceof ScalarNode;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  String text() {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw error("a single value is wanted here");
  }

  /// The text, which must be one of a few.
  String oneOf(Collection<String> known) {
    if (!known.contains(text())) {
      throw error("`" + text() + "` is none of " + String.join(", ", known));
    }
    return text();
  }

  boolean flag() {
    return oneOf(List.of("true", "false")).equals("true");
  }

  /// A moment, such as `2026-01-01T00:00:00Z`.
  Instant instant() {
    try {
      return Instant.parse(text());
    } catch (DateTimeParseException e) {
      throw error("`" + text() + "` is no moment like 2026-01-01T00:00:00Z");
    }
  }

  /// A number from 0 to a greatest.
  int number(int most) {
    if (text().matches("[0-9]{1,9}") && Integer.parseInt(text()) <= most) {
      return Integer.parseInt(text());
    }
    throw error("`" + text() + "` is no number from 0 to " + most);
  }

  String account() {
    if (!text().matches("[0-9]{12}")) {
      throw error("`" + text() + "` is no account id: twelve digits are");
    }
    return text();
  }

  List<YamlValue> list() {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(each -> new YamlValue(file, each)).toList();
    }
    throw error("a list is wanted here");
  }

  List<String> texts() {
    return list().stream().map(YamlValue::text).toList();
  }

  /// The entries in the order of the text.
  SequencedMap<YamlValue, YamlValue> entries() {
    if (!(node instanceof MappingNode mapping)) {
      throw error("a mapping (`key: value`) is wanted here");
    }
    var seen = new LinkedHashMap<String, YamlValue>();
    var entries = new LinkedHashMap<YamlValue, YamlValue>();
    for (var tuple : mapping.getValue()) {
      var key = new YamlValue(file, tuple.getKeyNode());
      if (seen.put(key.text(), key) != null) {
        throw key.error("`" + key.text() + "` is said twice");
      }
      entries.put(key, new YamlValue(file, tuple.getValueNode()));
    }
    return entries;
  }

  /// The entries by key, of which each must be known.
  Fields fields(String... known) {
    var names = List.of(known);
    var byName = new LinkedHashMap<String, YamlValue>();
    entries()
        .forEach((key, value) -> {
          if (!names.contains(key.text())) {
            throw key.error("unknown key `" + key.text() + "`; known: " + String.join(", ", names));
          }
          byName.put(key.text(), value);
        });
    return new Fields(this, byName);
  }

  /// A mapping whose keys are known.
  record Fields(YamlValue whole, Map<String, YamlValue> byName) {

    Optional<YamlValue> get(String name) {
      return Optional.ofNullable(byName.get(name));
    }

    YamlValue need(String name) {
      return get(name).orElseThrow(() -> whole.error("`" + name + "` is missing"));
    }

    String text(String name, String otherwise) {
      return get(name).map(YamlValue::text).orElse(otherwise);
    }
  }
}
