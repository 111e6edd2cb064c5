package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `--expiring`, on 2026-11-24.
class ExpiringTest {
  private static final String WORLD =
      """
      accounts:
        "123456789012": {clusters: {us-east-1: [web, batch, later, gone]}}
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      standalone:
        - account: "123456789012"
          approach: all-except
          exclude:
            - {name: later, until: 2026-12-08}
            - {name: batch, until: 2026-12-01, region: us-east-1, reason: "a \\e[31mred one", owner: team}
            - {name: web, until: 2026-11-24}
            - {name: gone, until: 2026-11-23, reason: CHG-1, owner: ops}
            - never
      """;

  @TempDir private Path folder;

  private Cli.Ran run(String... command) throws IOException {
    var world = Files.writeString(folder.resolve("world.yaml"), WORLD);
    var file = Files.writeString(folder.resolve("file.yaml"), FILE);
    String[] args = new String[command.length + 3];
    System.arraycopy(command, 0, args, 0, command.length);
    args[command.length] = "-f";
    args[command.length + 1] = file.toString();
    args[command.length + 2] =
        command[0].equals("validate") ? "--color=never" : "--sandbox=" + world;
    return Cli.on(folder).run(args);
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate", "plan"})
  void listsWhatEndsWithinTheTimeTheSoonestFirst(String command) throws IOException {
    var ran = run(command, "--expiring", "1w");

    assertThat(ran.out().replace(folder + "/", ""))
        .contains(
            """
            2 exceptions end within 7 days:
              2026-11-24 (today)  web, excluded  file.yaml:10
              2026-12-01 (in 7 days)  batch in us-east-1, excluded  file.yaml:9  reason: a \\u001b[31mred one  owner: team
            """);
    assertThat(ran.code()).isZero();
  }

  @Test
  void countsDaysAndWeeksAlike() throws IOException {
    assertThat(run("validate", "--expiring", "2w").out())
        .isEqualTo(run("validate", "--expiring=14d").out())
        .contains("3 exceptions end within 14 days:", "2026-12-08 (in 14 days)  later");
    assertThat(run("validate", "--expiring", "13d").out()).doesNotContain("later");
  }

  @Test
  void saysNothingUnlessItIsAsked() throws IOException {
    assertThat(run("validate").out()).isEqualTo("Valid, with 1 to look at.\n");
    assertThat(run("plan").out()).doesNotContain("within");
  }

  @ParameterizedTest
  @ValueSource(strings = {"14", "2m", "-1d", "d", "123456d", ""})
  void refusesWhatIsNoTime(String text) throws IOException {
    var ran = run("plan", "--expiring=" + text);

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("is not a time such as 14d or 2w");
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate", "plan"})
  void isAListInJson(String command) throws IOException {
    String out = run(command, "--expiring", "7d", "--format", "json").out();
    JsonNode line = JsonMapper.shared().readTree(out).path("expiring").path(1);

    assertThat(line.path("cluster").asString()).isEqualTo("batch");
    assertThat(line.path("daysLeft").asInt()).isEqualTo(7);
    assertThat(line.path("owner").asString()).isEqualTo("team");
    assertThat(line.path("source").path("line").asInt()).isEqualTo(9);
    assertThat(OutputSchemaTest.mistakes(out)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate", "plan"})
  void whatHasEndedIsAWarningWithReasonAndOwner(String command) throws IOException {
    assertThat(run(command).err())
        .contains(
            "warning EG021: The exception for `gone` ended on `2026-11-23`; its reason was `CHG-1`; `ops` answers for it.");
  }
}
