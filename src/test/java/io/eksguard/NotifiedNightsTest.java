package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Fourteen nights of `drift --history --notify-webhook`, and what is told on each.
class NotifiedNightsTest {
  private static final Instant FIRST = Instant.parse("2026-11-01T02:00:00Z");
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      standalone:
        - {account: "444455556666", approach: all-except, exclude: [legacy]}
        - {account: "777788889999", approach: all}
      access:
        members: {role: "arn:aws:iam::{account}:role/eksguard"}
      """;

  /// What a night is like: `t` the tag is gone, `s` a cluster is sick, `m` its agent is managed by
  /// hand, `d` the account denies, `!` the webhook is broken.
  private static String world(String night) {
    String agent =
        night.contains("s")
            ? ", agent: {by: guardduty, issue: \"VPC Endpoint Creation Failed:private dns\"}"
            : night.contains("n") ? "" : ", agent: guardduty";
    return """
    accounts:
      "444455556666":
        deny: [%s]
        detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: ENABLED}}}}
        clusters:
          us-east-1:
            - {name: legacy, tags: {%s}}
      "777788889999":
        detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: ENABLED}}}}
        clusters: {us-east-1: [{name: shop%s}]}
    """
        .formatted(
            night.contains("d") ? "eks:ListClusters" : "",
            night.contains("t") ? "" : "GuardDutyManaged: \"false\"",
            agent);
  }

  @TempDir private Path folder;

  @Test
  void tellEachThingOnceAndAgainOnlyWhenItChangesOrStays() throws IOException {
    String[] nights = {"", "t", "t", "tn", "ts", "t", "", "!t", "t", "d", "d", "d", "d", ""};
    List<String> told = new ArrayList<>();

    try (var receiver = new Receiver()) {
      for (int i = 0; i < nights.length; i++) {
        told.add("night %d (%s): %s".formatted(i + 1, nights[i], night(i, nights[i], receiver)));
      }
    }

    Golden.check("drift/told.txt", String.join("\n", told) + "\n");
  }

  @Test
  void aChannelThatIsNewOnAnOldHistoryIsToldOfAllThereIs() throws IOException {
    try (var receiver = new Receiver();
        var other = new Receiver()) {
      night(0, "t", receiver);
      var later =
          run(1, "t", receiver.at("/hook").toString(), "--notify-slack", other.at("/s") + "");

      assertThat(later.err())
          .contains("Told `slack/localhost` of 1.")
          .doesNotContain("Told `webhook/localhost`");
      assertThat(other.taken().getFirst().text()).contains("2 nights in a row");
    }
  }

  @Test
  void whatMustLastToCountIsToldOnlyThen() throws IOException {
    try (var receiver = new Receiver()) {
      run(0, "t", receiver.at("/").toString(), "--fail-after", "2");
      assertThat(receiver.taken()).isEmpty();
      run(1, "t", receiver.at("/").toString(), "--fail-after", "2");
      assertThat(receiver.taken()).hasSize(1);
    }
  }

  private String night(int number, String night, Receiver receiver) throws IOException {
    receiver.answering(night.contains("!") ? 503 : 204, Map.of());
    var ran = run(number, night, receiver.at("/hook").toString());
    List<String> news = new ArrayList<>();
    for (Receiver.Posted posted : receiver.taken()) {
      JsonNode root = JsonMapper.shared().readTree(posted.text());
      root.path("news")
          .values()
          .forEach(one ->
              news.add(
                  "\n  %s %s %s: %s"
                      .formatted(
                          one.path("turn").asString(),
                          one.path("kind").asString(),
                          one.path("key").asString(),
                          one.path("message").asString())));
    }
    return "exit %d, told%s"
        .formatted(ran.code(), news.isEmpty() ? " nothing" : String.join("", news))
        .replaceAll("request [-0-9a-f]{36}", "request ID");
  }

  private Cli.Ran run(int number, String night, String address, String... more) throws IOException {
    Path worldFile = Files.writeString(folder.resolve("world.yaml"), world(night));
    Path file = Files.writeString(folder.resolve("file.yaml"), FILE);
    Instant now = FIRST.plus(Duration.ofDays(number));
    return Cli.on(folder)
        .at(Clock.fixed(now, ZoneOffset.UTC))
        .with(Map.of("HOOK", address))
        .run(
            Stream.concat(
                    Stream.of(
                        "drift",
                        "--history",
                        folder.resolve("history").toString(),
                        "--notify-webhook",
                        "env:HOOK",
                        "--notify-every",
                        "3",
                        "-f",
                        file.toString(),
                        "--sandbox=" + worldFile),
                    Stream.of(more))
                .toArray(String[]::new));
  }
}
