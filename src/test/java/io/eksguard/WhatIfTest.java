package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `what-if`: the plan as if the file said something else.
class WhatIfTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));

  /// 444455556666 is as the file says; 777788889999 has nothing yet.
  private static final String WORLD =
      """
      organization: {management: "000011112222", administrator: "111122223333"}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666":
          detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: ENABLED}}}}
          clusters: {us-east-1: [checkout, {name: legacy, tags: {GuardDutyManaged: "false"}}]}
        "777788889999": {clusters: {us-east-1: [payments, batch]}}
      """;

  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      organization:
        administrator: {account: "111122223333"}
        members:
          - {account: "444455556666", approach: all-except, exclude: [legacy]}
          - {account: "777788889999", approach: all-except, exclude: [batch]}
      access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
      """;
  private static final String ALL = "organization.members[account=777788889999].approach=all";
  private static final String NO_EXCLUSION = "organization.members[account=777788889999].exclude=";

  @TempDir private Path folder;
  private final Sandbox sandbox = Sandbox.start(World.parse(WORLD, "world.yaml"), 0, CLOCK);
  private Path file;
  private Path snapshot;

  @BeforeEach
  void takeASnapshot() throws IOException {
    file = Files.writeString(folder.resolve("file.yaml"), FILE);
    snapshot = folder.resolve("snapshot.json");
    var taken = cli().run("snapshot", "--sandbox", "-f", file + "", "-o", snapshot + "");
    assertThat(taken.code()).as(taken.toString()).isZero();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Cli cli() {
    return Cli.on(folder, sandbox);
  }

  /// Offline.
  private Cli.Ran whatIf(String... args) {
    var cli = cli();
    var ran = cli.run(arguments("what-if", List.of("--from", snapshot + ""), args));
    assertThat(cli.connections()).isZero();
    return ran;
  }

  private String[] arguments(String command, List<String> more, String... args) {
    List<String> all = new ArrayList<>(List.of(command, "-f", file + ""));
    all.addAll(more);
    all.addAll(List.of(args));
    return all.toArray(String[]::new);
  }

  private static String lineOf(String text, String part) {
    return text.lines().filter(line -> line.contains(part)).findFirst().orElse("");
  }

  @Test
  void saysWhatWasChangedAndWhichStepsThatMakes() {
    var ran =
        whatIf(
            "--set",
            "organization.members[account=444455556666].exclude+=checkout",
            "--set",
            ALL,
            "--set",
            NO_EXCLUSION);

    assertThat(ran.code()).as(ran.toString()).isZero();
    assertThat(ran.out())
        .startsWith(
            """
            What if:
              organization.members[account=444455556666].exclude += checkout
              organization.members[account=777788889999].approach: all-except -> all
              organization.members[account=777788889999].exclude: [batch] -> nothing

            """);
    assertThat(lineOf(ran.out(), "checkout  ")).endsWith("[this change]");
    assertThat(lineOf(ran.out(), "+ enable")).endsWith("[AWS default]");
    assertThat(ran.out())
        .endsWith(
            """
            No longer in the plan:
              us-east-1/777788889999: + tag  batch  GuardDutyManaged: absent -> "false"
            1 step by this change, 1 AWS default.
            Plan: 1 to tag, 0 to untag, 1 to enable, 0 to disable, 0 to update. By the change: 1 step, and 1 no longer in the plan.
            """);
    assertThat(file).hasContent(FILE);
  }

  @Test
  void whatIsNoLongerCoveredIsNoLongerInThePlan() {
    var ran = whatIf("--unset", "organization.members[1]");

    assertThat(ran.out())
        .contains("us-east-1/777788889999: + tag  batch")
        .contains("us-east-1/777788889999: + enable  RUNTIME_MONITORING")
        .endsWith("match. By the change: no steps, and 2 no longer in the plan.\n");
  }

  @Test
  void isThePlanOfTheFileEditedByHand() throws IOException {
    JsonNode supposed = json(whatIf("--set", ALL, "--set", NO_EXCLUSION, "--format", "json"));
    Files.writeString(file, FILE.replace("all-except, exclude: [batch]", "all"));

    JsonNode edited =
        json(cli().run(arguments("plan", List.of("--from", snapshot + ""), "--format", "json")));

    assertThat(steps(supposed)).isNotEmpty().isEqualTo(steps(edited));
    assertThat(supposed.path("summary")).isEqualTo(edited.path("summary"));
    assertThat(supposed.path("whatIf").path("gone").values())
        .extracting(step -> step.path("id").asString())
        .containsExactly("us-east-1/777788889999/batch/tag");
  }

  /// The steps without what only one of the two says of them.
  private static List<JsonNode> steps(JsonNode report) {
    List<JsonNode> steps = new ArrayList<>();
    for (JsonNode step : report.path("steps").values()) {
      steps.add(((ObjectNode) step).without(List.of("cause", "source")));
    }
    return steps;
  }

  private static JsonNode json(Cli.Ran ran) {
    return JsonMapper.shared().readTree(ran.out());
  }

  @Test
  void whatStandsThereAlreadyMakesNoStep() {
    var ran = whatIf("--set", "organization.members[1].exclude=[batch]");

    assertThat(ran.out())
        .doesNotContain("[this change]", "No longer in the plan")
        .endsWith("By the change: no steps.\n");
  }

  @Test
  void readsWhatIsLiveWithoutASnapshotAndWritesNothing() {
    var live =
        cli().run(arguments("what-if", List.of("--sandbox"), "--set", ALL, "--set", NO_EXCLUSION));

    assertThat(live.code()).as(live.toString()).isZero();
    assertThat(live.out()).isEqualTo(whatIf("--set", ALL, "--set", NO_EXCLUSION).out());
    assertThat(sandbox.events().calls())
        .extracting(call -> call.operation())
        .noneMatch(name -> name.matches("(Update|Tag|Untag|Create|Delete).*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"markdown", "html"})
  void everyFormatSaysWhatWasChanged(String format) {
    var ran = whatIf("--set", ALL, "--set", "organization.members[1].exclude=", "--format", format);

    assertThat(ran.out().replace("&gt;", ">"))
        .contains(
            "organization.members[account=777788889999].approach: all-except -> all",
            "No longer in the plan",
            "By the change: no steps, and 1 no longer in the plan.");
  }

  @Test
  void endsAsPlanDoes() {
    String none = "organization.members[0].approach=disabled";
    String noList = "organization.members[0].exclude=";

    assertThat(whatIf("--set", ALL, "--set", NO_EXCLUSION, "--detailed-exitcode").code())
        .isEqualTo(2);
    assertThat(whatIf("--set", none, "--set", noList).code()).isEqualTo(3);
    assertThat(whatIf("--set", none, "--set", noList, "--allow", "disable=1").code()).isZero();
    assertThat(whatIf("--set", "organization.members[0].approach=of").code()).isEqualTo(64);
  }

  @Test
  void cannotBeSaved() {
    Path plan = folder.resolve("plan.json");

    var ran = whatIf("--set", ALL, "--set", NO_EXCLUSION, "-o", plan + "");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("cannot be saved, since it cannot be applied");
    assertThat(plan).doesNotExist();
  }

  @Test
  void asksForAChange() {
    assertThat(whatIf().err()).contains("Nothing is said to be otherwise.");
    assertThat(whatIf("--set").err()).contains("`--set` needs `PATH=VALUE`");
  }

  @Test
  void aFileThatIsWrongAsItIsHasNoPlanToCompareWith() throws IOException {
    Files.writeString(file, FILE.replace("exclude: [batch]", "exclude: [batch], x: y"));

    var ran = whatIf("--unset", "organization.members[1].x");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("Unknown key `x`");
  }
}
