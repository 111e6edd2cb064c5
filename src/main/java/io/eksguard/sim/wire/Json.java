package io.eksguard.sim.wire;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON trees, in the words the services need.
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Json() {}

  /// Reads a text.
  public static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  /// Writes a tree on one line.
  public static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /// A new object.
  public static ObjectNode object() {
    return NODES.objectNode();
  }

  /// An array of these.
  public static ArrayNode array(Stream<? extends JsonNode> nodes) {
    var array = NODES.arrayNode();
    nodes.forEach(array::add);
    return array;
  }

  /// An array of texts.
  public static ArrayNode texts(Iterable<String> texts) {
    var array = NODES.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  /// An object of texts.
  public static ObjectNode texts(Map<String, String> texts) {
    var object = NODES.objectNode();
    texts.forEach(object::put);
    return object;
  }

  /// A moment as REST-JSON writes it: seconds since 1970 with a fraction.
  public static BigDecimal epoch(Instant moment) {
    return BigDecimal.valueOf(moment.toEpochMilli(), 3);
  }

  /// The text at a key, if there is one.
  public static Optional<String> text(JsonNode node, String key) {
    var value = node.path(key);
    return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }

  /// The texts of the list at a key; empty if there is no list.
  public static List<String> list(JsonNode node, String key) {
    return node.path(key).values().stream()
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .toList();
  }

  /// Adds a text unless it is empty.
  public static void putIfPresent(ObjectNode object, String key, Optional<String> text) {
    text.ifPresent(value -> object.put(key, value));
  }
}
