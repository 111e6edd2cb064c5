package io.eksguard.foreign;

import io.eksguard.model.Tag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/// Reads stacks of CloudFormation. Their parameters and outputs may be secrets, and are passed
/// over.
final class StackReader {
  private static final Set<String> WANTED = Set.of("StackName", "StackId", "StackStatus", "Tags");

  private StackReader() {}

  /// Reads the list that the parser stands at.
  static void read(JsonParser parser, String file, List<Claim> into) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode stack = Parts.of(parser, WANTED);
      String name = stack.path("StackName").asString("");
      if (!name.isEmpty() && !stack.path("StackStatus").asString("").equals("DELETE_COMPLETE")) {
        into.add(
            new Claim.StackTags(
                new Holder.Stack(file, name),
                Arn.of(stack.path("StackId").asString(""))
                    .map(Arn::where)
                    .orElse(Whereabouts.UNTOLD),
                tag(stack.path("Tags"))));
      }
    }
  }

  private static TagValue tag(JsonNode tags) {
    for (JsonNode tag : tags.values()) {
      if (tag.path("Key").asString("").equals(Tag.KEY)) {
        return new TagValue.Present(Optional.of(tag.path("Value").asString("")), false);
      }
    }
    return new TagValue.Absent();
  }
}
