package io.eksguard.render;

import io.eksguard.drift.DriftReport;
import io.eksguard.drift.News;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// News as a message to a webhook of Teams' Workflows, with one Adaptive Card.
///
/// Whatever others wrote stands in text runs, which Teams does not interpret as Markdown.
///
/// @see <a href="https://learn.microsoft.com/en-us/connectors/teams/">Microsoft Teams connector,
///   known issues and limitations, read 2026-11-28</a>
public final class TeamsMessage {
  /// How large a message may be, in bytes.
  public static final int MAX_BYTES = 28 * 1024;

  /// What is left free, in bytes: for the envelope, the frame of the card and the word about cuts,
  /// and because Teams was seen to refuse messages from some 21 KB on.
  private static final int FRAME = 8 * 1024;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TeamsMessage() {}

  /// The message. What is too much for one is counted; the first lines are there.
  public static String render(DriftReport report, News news) {
    List<ObjectNode> body = new ArrayList<>();
    body.add(heading(NewsWords.title(report)).put("size", "Large"));
    body.add(plain(DriftText.summary(report)));
    int room = MAX_BYTES - FRAME;
    int left = 0;
    for (NewsWords.Group group : NewsWords.groups(news)) {
      ObjectNode head = heading(group.heading()).put("separator", true);
      for (String text : group.lines()) {
        ObjectNode line = plain("• " + text);
        int size = bytes(line) + (head.isEmpty() ? 0 : bytes(head));
        if (left > 0 || size > room) {
          left++;
          continue;
        }
        room -= size;
        if (!head.isEmpty()) {
          body.add(head);
          head = NODES.objectNode();
        }
        body.add(line);
      }
    }
    if (left > 0) {
      body.add(plain(left + " more; the report has all of it."));
    }
    body.add(plain(NewsWords.next(report)).put("separator", true));
    return JsonMapper.shared().writeValueAsString(envelope(body));
  }

  private static ObjectNode envelope(List<ObjectNode> body) {
    ObjectNode root = NODES.objectNode().put("type", "message");
    ObjectNode attachment =
        root.putArray("attachments")
            .addObject()
            .put("contentType", "application/vnd.microsoft.card.adaptive")
            .putNull("contentUrl");
    ObjectNode card =
        attachment
            .putObject("content")
            .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
            .put("type", "AdaptiveCard")
            .put("version", "1.4");
    card.putObject("msteams").put("width", "Full");
    card.putArray("body").addAll(body);
    return root;
  }

  /// Words of ours only.
  private static ObjectNode heading(String text) {
    return NODES
        .objectNode()
        .put("type", "TextBlock")
        .put("text", text)
        .put("weight", "Bolder")
        .put("wrap", true);
  }

  private static ObjectNode plain(String text) {
    ObjectNode block = NODES.objectNode().put("type", "RichTextBlock");
    block.putArray("inlines").addObject().put("type", "TextRun").put("text", text);
    return block;
  }

  /// The size of an element and the comma behind it.
  private static int bytes(JsonNode node) {
    String text = JsonMapper.shared().writeValueAsString(node);
    return text.getBytes(StandardCharsets.UTF_8).length + 1;
  }
}
