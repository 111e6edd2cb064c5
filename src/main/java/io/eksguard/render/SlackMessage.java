package io.eksguard.render;

import io.eksguard.drift.DriftReport;
import io.eksguard.drift.News;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// News as a message to an incoming webhook of Slack, in Block Kit.
///
/// @see <a href="https://docs.slack.dev/reference/block-kit/blocks/section-block">Slack, section
///   block, and the other pages on blocks, read 2026-11-28</a>
public final class SlackMessage {
  /// How many blocks a message may have.
  public static final int MAX_BLOCKS = 50;

  /// How many characters the text of a section may have.
  public static final int MAX_TEXT = 3000;

  /// Blocks that are there in any case: two at the beginning and two at the end.
  private static final int FRAME = 4;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SlackMessage() {}

  /// The message. What is too much for one is counted; the first lines are there.
  public static String render(DriftReport report, News news) {
    ObjectNode root = NODES.objectNode();
    root.put("text", escaped(NewsWords.title(report) + ". " + DriftText.summary(report)));
    ArrayNode blocks = root.putArray("blocks");
    blocks
        .addObject()
        .put("type", "header")
        .putObject("text")
        .put("type", "plain_text")
        .put("text", NewsWords.title(report));
    section(blocks, "*" + escaped(DriftText.summary(report)) + "*");
    List<String> sections = new ArrayList<>();
    int left = 0;
    for (NewsWords.Group group : NewsWords.groups(news)) {
      var text = new StringBuilder("*" + group.heading() + "*");
      for (String line : group.lines()) {
        String item = "\n• " + escaped(line);
        if (text.length() + item.length() > MAX_TEXT) {
          sections.add(text.toString());
          text = new StringBuilder();
          item = item.substring(1);
        }
        if (sections.size() >= MAX_BLOCKS - FRAME) {
          left++;
        } else {
          text.append(item);
        }
      }
      if (!text.isEmpty() && sections.size() < MAX_BLOCKS - FRAME) {
        sections.add(text.toString());
      }
    }
    sections.forEach(text -> section(blocks, text));
    if (left > 0) {
      section(blocks, "%s more; the report has all of it.".formatted(left));
    }
    blocks
        .addObject()
        .put("type", "context")
        .putArray("elements")
        .add(mrkdwn(escaped(NewsWords.next(report))));
    return JsonMapper.shared().writeValueAsString(root);
  }

  private static void section(ArrayNode blocks, String text) {
    blocks.addObject().put("type", "section").set("text", mrkdwn(text));
  }

  /// As it stands: names of people and channels, and addresses, are not made into links.
  private static ObjectNode mrkdwn(String text) {
    return NODES.objectNode().put("type", "mrkdwn").put("text", text).put("verbatim", true);
  }

  /// The three characters that Slack interprets anywhere.
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
