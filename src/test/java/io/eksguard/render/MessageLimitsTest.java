package io.eksguard.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.drift.DriftReport;
import io.eksguard.drift.Findings;
import io.eksguard.drift.Item;
import io.eksguard.drift.Kind;
import io.eksguard.drift.Matter;
import io.eksguard.drift.News;
import io.eksguard.drift.Subject;
import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.Health;
import io.eksguard.live.ManagedBy;
import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// However much there is to tell, a message is one that Slack and Teams take.
class MessageLimitsTest {
  private static final Place PLACE =
      new Place(new AccountId("444455556666"), new Region("us-east-1"));

  private static DriftReport report(int items, String issue) {
    List<Item> all =
        IntStream.range(0, items)
            .mapToObj(i -> new ClusterName("c" + i))
            .map(name ->
                new Item(
                    new Subject.Cluster(PLACE, name),
                    new Matter.Covered(Kind.UNHEALTHY, coverage(name, issue)),
                    Optional.empty()))
            .toList();
    return DriftReport.of(
        new Findings(all, List.of(), 1, 0),
        Optional.empty(),
        Instant.parse("2026-11-24T02:00:00Z"));
  }

  private static ClusterCoverage coverage(ClusterName name, String issue) {
    return new ClusterCoverage(
        name,
        new Health.Unhealthy(),
        Optional.of(issue),
        new ManagedBy.GuardDuty(),
        0,
        1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static News news(DriftReport report) {
    return News.withoutHistory(report, new News.Terms(7, 0, EnumSet.of(Kind.UNHEALTHY)));
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "12, 100000", "3000, 10", "400, 3000", "60, 400", "0, 0"})
  void slackTakesIt(int items, int length) {
    DriftReport report = report(items, "<&😀".repeat(length));

    JsonNode root = JsonMapper.shared().readTree(SlackMessage.render(report, news(report)));

    int told = 0;
    assertThat(root.path("blocks").size()).isLessThanOrEqualTo(SlackMessage.MAX_BLOCKS);
    for (JsonNode block : root.path("blocks").values()) {
      if (block.path("type").asString().equals("section")) {
        String text = block.path("text").path("text").asString();
        assertThat(text).isNotBlank().doesNotContain("<", "\ud83d?");
        assertThat(text.length()).isLessThanOrEqualTo(SlackMessage.MAX_TEXT);
        told += text.split("• ", -1).length - 1;
        told += more(text);
      }
    }
    assertThat(told).isEqualTo(items);
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "12, 100000", "3000, 10", "400, 3000", "60, 400", "0, 0"})
  void teamsTakesIt(int items, int length) {
    DriftReport report = report(items, "<&😀".repeat(length));

    String text = TeamsMessage.render(report, news(report));

    assertThat(text.getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(TeamsMessage.MAX_BYTES);
    JsonNode body =
        JsonMapper.shared().readTree(text).path("attachments").path(0).path("content").path("body");
    int told = 0;
    for (JsonNode block : body.values()) {
      String run = block.path("inlines").path(0).path("text").asString("");
      told += run.startsWith("• ") ? 1 : more(run);
    }
    assertThat(told).isEqualTo(items);
  }

  private static int more(String text) {
    return text.endsWith(" more; the report has all of it.")
        ? Integer.parseInt(text.substring(0, text.indexOf(' ')))
        : 0;
  }

  @ParameterizedTest
  @CsvSource({"579", "580", "581", "600"})
  void aLineIsNeverCutThroughACharacter(int length) {
    DriftReport report = report(1, "😀".repeat(length));

    String line = NewsWords.groups(news(report)).getFirst().lines().getFirst();

    assertThat(line.length()).isLessThanOrEqualTo(NewsWords.MAX_LINE);
    assertThat(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(line);
  }
}
