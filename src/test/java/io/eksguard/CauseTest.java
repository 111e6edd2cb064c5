package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.RecordedCall;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `plan --base-file`: what a change of the file causes, and what was otherwise before.
class CauseTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final String BASE_TIME = "2026-11-20T11:00:00+01:00";

  /// 444455556666 is as the file before says; in 777788889999 somebody turned the add-on management
  /// off; 888899990000 has a cluster that was made since; nobody touched 999900001111.
  private static final String WORLD =
      """
      organization: {management: "000011112222", administrator: "111122223333"}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666":
          detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: ENABLED}}}}
          clusters: {us-east-1: [checkout, legacy]}
        "777788889999":
          detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED}}}}
          clusters: {us-east-1: [payments, batch]}
        "888899990000":
          detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: ENABLED}}}}
          clusters: {us-east-1: [{name: sandbox-9, createdAt: 2026-11-20T10:00:01Z}]}
        "999900001111": {clusters: {us-east-1: [web]}}
      """;

  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      organization:
        administrator: {account: "111122223333"}
        defaults: {approach: all-except, exclude: ["sandbox-*"]}
        members:
          - {account: "444455556666", approach: %s}
          - {account: "777788889999", approach: %s}
      access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
      """;
  private static final String EXCLUSION = "all-except, exclude: [legacy]";

  @TempDir private Path folder;
  private final Sandbox sandbox = Sandbox.start(World.parse(WORLD, "world.yaml"), 0, CLOCK);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Cli.Ran run(String before, String after, String... args) throws IOException {
    Path base = Files.writeString(folder.resolve("base.yaml"), before);
    Path file = Files.writeString(folder.resolve("file.yaml"), after);
    List<String> all =
        new ArrayList<>(List.of("plan", "--sandbox", "-f", file + "", "--base-file", base + ""));
    all.addAll(List.of(args));
    return Cli.on(folder, sandbox).run(all.toArray(String[]::new));
  }

  /// The pull request: one exclusion more.
  private Cli.Ran pullRequest(String... args) throws IOException {
    return run(FILE.formatted("all", "all"), FILE.formatted(EXCLUSION, "all"), args);
  }

  private static String lineOf(String text, String part) {
    return text.lines().filter(line -> line.contains(part)).findFirst().orElse("");
  }

  @Test
  void eachStepOfAPullRequestSaysItsCause() throws IOException {
    var plan = pullRequest("--base-time", BASE_TIME);

    assertThat(plan.code()).as(plan.toString()).isZero();
    assertThat(lineOf(plan.out(), "legacy")).endsWith("[this change]");
    assertThat(lineOf(plan.out(), "on, add-on by tag or hand -> on, add-on managed"))
        .endsWith("[earlier drift]");
    assertThat(lineOf(plan.out(), "sandbox-9")).endsWith("[new object]");
    assertThat(lineOf(plan.out(), "off -> on, add-on managed")).endsWith("[AWS default]");
    assertThat(plan.out())
        .contains("1 step by this change, 1 earlier drift, 1 new object, 1 AWS default.\n")
        .contains("Clusters made after 2026-11-20T10:00:00Z are new.\n")
        .endsWith("Plan: 2 to tag, 0 to untag, 1 to enable, 0 to disable, 1 to update.\n");
  }

  @Test
  void nothingIsNewWithoutATime() throws IOException {
    var plan = pullRequest();

    assertThat(lineOf(plan.out(), "sandbox-9")).endsWith("[earlier drift]");
    assertThat(plan.out()).contains("No cluster is taken for new: say `--base-time`.\n");
  }

  @Test
  void theEndOfTheLastApplyIsTheBaseTime() throws IOException {
    Path file = Files.writeString(folder.resolve("file.yaml"), FILE.formatted("all", "all"));
    var apply = Cli.on(folder, sandbox).run("apply", "--yes", "--sandbox", "-f", file.toString());
    assertThat(apply.code()).as(apply.toString()).isZero();

    var plan = pullRequest();

    assertThat(plan.out())
        .contains("1 step by this change.\n")
        .contains("Clusters made after 2026-11-24T12:00:00Z are new.\n");
  }

  @Test
  void awsIsReadOnce() throws IOException {
    pullRequest();
    List<String> together = operations();
    Cli.on(folder, sandbox).run("plan", "--sandbox", "-f", folder.resolve("file.yaml").toString());

    assertThat(operations()).hasSize(2 * together.size());
  }

  private List<String> operations() {
    return sandbox.events().calls().stream().map(RecordedCall::operation).toList();
  }

  @Test
  void onlyThisChangeLeavesTheRestAloneAndSaysSo() throws IOException {
    var plan = pullRequest("--base-time", BASE_TIME, "--only", "this-change", "--gate");

    assertThat(plan.code()).as(plan.toString()).isZero();
    assertThat(plan.out())
        .contains("legacy")
        .doesNotContain("sandbox-9")
        .contains(
            "3 steps of other causes are left out: 1 earlier drift, 1 new object, 1 AWS default.\n")
        .endsWith("Plan: 1 to tag, 0 to untag, 0 to enable, 0 to disable, 0 to update.\n");
  }

  @Test
  void whereTheChangeCausesNothingThePlanDoesNotSayThatAllMatches() throws IOException {
    String same = FILE.formatted("all", "all");

    var plan = run(same, same, "--only", "this-change");

    assertThat(plan.code()).as(plan.toString()).isZero();
    assertThat(plan.out())
        .contains("3 steps of other causes are left out")
        .endsWith("No changes of the causes asked for.\n");
  }

  /// Both files want `batch` out; only the new one wants RUNTIME_MONITORING on beside it.
  @Test
  void whatTheChangeNeedsIsKeptWhoeverCausedItAndTheGateAsksForIt() throws IOException {
    String after = FILE.formatted("all", "all-except, exclude: [batch]");
    String before = after.replace("RUNTIME_MONITORING", "EKS_RUNTIME_MONITORING");

    var plan = run(before, after, "--only", "this-change", "--gate");

    assertThat(plan.code()).as(plan.toString()).isEqualTo(3);
    assertThat(lineOf(plan.out(), "batch"))
        .endsWith("[earlier drift; kept, since us-east-1/777788889999/feature needs it]");
    assertThat(lineOf(plan.out(), "on, add-on by tag or hand -> on, add-on managed"))
        .endsWith("[this change]");
    assertThat(plan.out())
        .doesNotContain("sandbox-9")
        .contains("1 step of other causes is left out");
    assertThat(plan.err()).contains("1 step is not caused by this change: 1 earlier drift.");
  }

  @Test
  void anythingElseShutsTheGateAndNothingIsSaved() throws IOException {
    Path saved = folder.resolve("plan.json");
    var plan = pullRequest("--base-time", BASE_TIME, "--gate", "-o", saved.toString());

    assertThat(plan.code()).as(plan.toString()).isEqualTo(3);
    assertThat(plan.err())
        .contains("EG211")
        .contains("3 steps are not caused by this change")
        .contains("`us-east-1/777788889999/feature` (earlier drift)")
        .contains("--acknowledge earlier-drift,new-object,aws-default")
        .contains("Not saved");
    assertThat(saved).doesNotExist();
  }

  @Test
  void whatIsAcknowledgedPassesTheGateAndIsTold() throws IOException {
    Path saved = folder.resolve("plan.json");
    var some = pullRequest("--gate", "--acknowledge", "earlier-drift");
    var all = pullRequest("--gate", "--acknowledge", "earlier-drift,aws-default", "-o", saved + "");

    assertThat(some.code()).as(some.toString()).isEqualTo(3);
    assertThat(some.err()).contains("acknowledged").contains("--acknowledge aws-default`");
    assertThat(all.code()).as(all.toString()).isZero();
    assertThat(all.err()).contains("warning EG211").contains("and acknowledged");
    assertThat(saved).exists();
  }

  @Test
  void aFileThatChangedNothingDoesNotOpenTheGate() throws IOException {
    var plan = run(FILE.formatted("all", "all"), FILE.formatted("all", "all"), "--gate");

    assertThat(plan.code()).as(plan.toString()).isEqualTo(3);
    assertThat(plan.out()).contains("0 steps by this change").doesNotContain("[this change]");
  }

  @Test
  void anEmptyFileBeforeMakesEverythingThisChange() throws IOException {
    var plan = run("# nothing yet\n", FILE.formatted("all", "all"), "--gate");

    assertThat(plan.code()).as(plan.toString()).isZero();
    assertThat(plan.out()).contains("3 steps by this change.\n");
  }

  @Test
  void whatTheChangeAsksForAndAwsHasIsTold() throws IOException {
    var plan =
        run(FILE.formatted("all", "all"), FILE.formatted("all", "only, include: [none-yet]"));

    assertThat(plan.out())
        .contains(
            "AWS has already what this change asks for in 1 place: us-east-1/777788889999:"
                + " RUNTIME_MONITORING is on, add-on by tag or hand.\n");
  }

  @Test
  void jsonHasTheCauseOfEachStepAndTheCounts() throws IOException {
    var plan = pullRequest("--base-time", BASE_TIME, "--format", "json");

    JsonNode root = JsonMapper.shared().readTree(plan.out());
    assertThat(root.path("steps").values())
        .extracting(step -> step.path("cause").stringValue())
        .containsExactlyInAnyOrder("this-change", "earlier-drift", "new-object", "aws-default");
    assertThat(root.path("causes").path("counts").path("this-change").intValue()).isEqualTo(1);
    assertThat(root.path("causes").path("newSince").stringValue())
        .isEqualTo("2026-11-20T10:00:00Z");
  }

  @Test
  void markdownHasTheCauses() throws IOException {
    var plan = pullRequest("--base-time", BASE_TIME, "--format", "markdown");

    assertThat(lineOf(plan.out(), "legacy  ")).endsWith("[this change]");
    assertThat(plan.out()).contains("1 step by this change, 1 earlier drift");
  }

  @Test
  void htmlHasTheCauses() throws IOException {
    var plan = pullRequest("--base-time", BASE_TIME, "--format", "html");

    assertThat(plan.out())
        .contains("[this change]", "[new object]", "1 step by this change, 1 earlier drift");
  }

  @Test
  void mistakesInBothFilesAreToldAtOnce() throws IOException {
    var plan = run("version: 2\n", "version: 3\n");

    assertThat(plan.code()).isEqualTo(64);
    assertThat(plan.err()).contains("base.yaml:1:10").contains("file.yaml:1:10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--gate", "--only=this-change", "--base-time=2026-11-20T10:00:00Z"})
  void withoutAFileBeforeThereAreNoCauses(String option) throws IOException {
    Path file = Files.writeString(folder.resolve("file.yaml"), FILE.formatted("all", "all"));

    var plan = Cli.on(folder, sandbox).run("plan", "--sandbox", "-f", file + "", option);

    assertThat(plan.code()).isEqualTo(64);
    assertThat(plan.err()).contains("EG401").contains("--base-file");
  }

  @Test
  void acknowledgingWithoutTheGateIsAMistake() throws IOException {
    assertThat(pullRequest("--acknowledge", "new-object").code()).isEqualTo(64);
  }
}
