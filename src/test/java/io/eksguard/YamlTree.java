package io.eksguard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// YAML of other programs as a tree of texts, whatever its tags mean there, such as
/// CloudFormation's `!Sub`. Aliases are not followed; CloudFormation takes none.
final class YamlTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private YamlTree() {}

  /// The documents of a file.
  static ArrayNode read(Path file) throws IOException {
    ArrayNode documents = NODES.arrayNode();
    try (var reader = Files.newBufferedReader(file)) {
      new Compose(LoadSettings.builder().build())
          .composeAllFromReader(reader)
          .forEach(node -> documents.add(tree(node)));
    }
    return documents;
  }

  private static JsonNode tree(Node node) {
    return switch (node) {
      case MappingNode mapping -> {
        var entries = NODES.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
          entries.set(tree(tuple.getKeyNode()).stringValue(), tree(tuple.getValueNode()));
        }
        yield entries;
      }
      case SequenceNode sequence ->
          NODES.arrayNode().addAll(sequence.getValue().stream().map(YamlTree::tree).toList());
      case ScalarNode scalar -> NODES.stringNode(scalar.getValue());
      default -> throw new AssertionError(node);
    };
  }
}
