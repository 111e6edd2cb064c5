package io.eksguard.foreign;

import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads the wanted parts of a JSON object into a tree, and passes over the rest of it.
///
/// What is passed over is never kept, so that a secret in it cannot be shown by mistake.
final class Parts {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// How many values one tree may have.
  private static final int MAX_VALUES = 20_000;

  private int left = MAX_VALUES;

  /// The value that the parser stands at.
  static JsonNode value(JsonParser parser) {
    return new Parts().read(parser);
  }

  /// Of the object that the parser stands at, the members of these names; anything else as it is.
  static JsonNode of(JsonParser parser, Set<String> wanted) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return value(parser);
    }
    ObjectNode node = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (wanted.contains(name)) {
        node.set(name, value(parser));
      } else {
        parser.skipChildren();
      }
    }
    return node;
  }

  /// What is past the limit is left out, as if the file did not tell.
  private JsonNode read(JsonParser parser) {
    if (left-- <= 0) {
      parser.skipChildren();
      return NODES.nullNode();
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        ObjectNode node = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          node.set(name, read(parser));
        }
        yield node;
      }
      case START_ARRAY -> {
        ArrayNode node = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          node.add(read(parser));
        }
        yield node;
      }
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }
}
