package io.eksguard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Twelve nights of `drift --history`, and the story they tell.
class NightsTest {
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

  /// What a night is like: `t` the tag is gone, `s` a cluster is sick, `d` the account denies.
  private static String world(String night) {
    return """
    accounts:
      "444455556666":
        deny: [%s]
        detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: ENABLED}}}}
        clusters:
          us-east-1:
            - {name: legacy, tags: {%s}}
            - {name: web, agent: %s}
      "777788889999":
        detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: ENABLED}}}}
        clusters: {us-east-1: [{name: shop, agent: guardduty}]}
    """
        .formatted(
            night.contains("d") ? "eks:ListClusters" : "",
            night.contains("t") ? "" : "GuardDutyManaged: \"false\"",
            night.contains("s")
                ? "{by: guardduty, issue: \"VPC Endpoint Creation Failed:private dns\"}"
                : "guardduty");
  }

  @TempDir private Path folder;

  @Test
  void tellTheRightStory() throws IOException {
    String[] nights = {"", "t", "", "t", "t", "d", "t", "", "s", "ts", "", "t"};
    List<String> told = new ArrayList<>();

    for (int i = 0; i < nights.length; i++) {
      told.add("night %d: %s".formatted(i + 1, night(i, nights[i])));
    }

    Golden.check("drift/nights.txt", String.join("\n", told).replace(folder + "/", ""));
  }

  private String night(int number, String world) throws IOException {
    Path worldFile = Files.writeString(folder.resolve("world.yaml"), world(world));
    Path file = Files.writeString(folder.resolve("file.yaml"), FILE);
    Instant now = FIRST.plus(Duration.ofDays(number));
    var ran =
        Cli.on(folder)
            .at(Clock.fixed(now, ZoneOffset.UTC))
            .run(
                "drift",
                "--history",
                folder.resolve("history").toString(),
                "--fail-after",
                "2",
                "-f",
                file.toString(),
                "--sandbox=" + worldFile);
    return "exit %d\n%s".formatted(ran.code(), ran.out());
  }
}
