package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.Feature;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The first real run: the whole program with real SDK clients against a sandbox, and what goes
/// wrong on the way.
class FirstRunTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final String ORGANIZATION =
      """
      organization: {management: "000011112222", administrator: "111122223333"}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666": {clusters: {us-east-1: [checkout, legacy]}}
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
          - account: "444455556666"
            approach: all-except
            exclude: [legacy]
          - account: "777788889999"
            approach: only
            include: [payments]
      access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
      limits: {disable: 200, untag: 200, changePercent: 100}
      """;

  @TempDir private Path folder;
  private Sandbox sandbox = Sandbox.start(World.parse(ORGANIZATION, "world.yaml"), 0, CLOCK);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private void world(String text) {
    sandbox.close();
    sandbox = Sandbox.start(World.parse(text, "world.yaml"), 0, CLOCK);
  }

  private Cli cli() {
    return Cli.on(folder, sandbox);
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("file.yaml"), text).toString();
  }

  private Cli.Ran run(String... args) throws IOException {
    return cli().run(onSandbox(file(FILE), args));
  }

  private static String[] onSandbox(String file, String... args) {
    return java.util.stream.Stream.concat(
            java.util.Arrays.stream(args), java.util.stream.Stream.of("--sandbox", "-f", file))
        .toArray(String[]::new);
  }

  private static JsonNode oneDocument(Cli.Ran ran) {
    return JSON.readTree(ran.out());
  }

  private boolean isOn(String account) {
    return sandbox
        .world()
        .at(account, "us-east-1")
        .detector()
        .orElseThrow()
        .feature(Feature.RUNTIME_MONITORING)
        .enabled();
  }

  private List<RecordedCall> writes() {
    return sandbox.events().calls().stream()
        .filter(call -> call.operation().matches("(Tag|Untag|Update|Create|Delete).*"))
        .toList();
  }

  static List<Path> examples() throws IOException {
    try (var files = Files.list(Path.of("examples"))) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsPlannedAppliedAndThenHasNothingToDo(Path example) {
    var cli = Cli.on(folder);
    String world = "--sandbox=" + folder.resolve("world.yaml");

    var plan = cli.run("plan", world, "-f", example.toString(), "--detailed-exitcode");
    var apply = cli.run("apply", world, "-f", example.toString(), "--yes");
    var after = cli.run("plan", world, "-f", example.toString(), "--detailed-exitcode");

    assertThat(plan.code()).as(plan.toString()).isEqualTo(2);
    assertThat(apply.code()).as(apply.toString()).isZero();
    assertThat(apply.out()).contains("Read again: live matches the file.");
    assertThat(after.code()).as(after.toString()).isZero();
    assertThat(after.out()).contains("No changes.");
  }

  @Test
  void anAccountWhoseTagsAreRefusedIsNeverTurnedOnAndTheOthersAre() throws IOException {
    world(
        ORGANIZATION.replace(
            "\"444455556666\": {clusters",
            "\"444455556666\": {deny: [\"eks:TagResource\"], clusters"));

    var apply = run("apply", "--yes");

    assertThat(apply.code()).as(apply.toString()).isEqualTo(6);
    assertThat(isOn("444455556666")).isFalse();
    assertThat(isOn("777788889999")).isTrue();
    assertThat(sandbox.events().wasEverManaged("444455556666", "us-east-1", "legacy")).isFalse();
    assertThat(apply.err())
        .contains("444455556666/us-east-1 eks:TagResource (request ")
        .contains("Allow `eks:TagResource`")
        .contains("skipped   us-east-1/444455556666/feature");
  }

  @Test
  void theErrorInJsonNamesAccountRegionOperationRequestAndNextStep() throws IOException {
    sandbox.faults().on("eks:TagResource").account("444455556666").deny();

    var document = oneDocument(run("apply", "--yes", "--format", "json"));

    var diagnostic = document.path("diagnostics").path(0);
    assertThat(document.path("outcome").stringValue()).isEqualTo("incomplete");
    assertThat(diagnostic.path("account").stringValue()).isEqualTo("444455556666");
    assertThat(diagnostic.path("region").stringValue()).isEqualTo("us-east-1");
    assertThat(diagnostic.path("operation").stringValue()).isEqualTo("eks:TagResource");
    assertThat(diagnostic.path("requestId").stringValue()).isNotEmpty();
    assertThat(diagnostic.path("hint").stringValue()).contains("eks:TagResource");
  }

  @Test
  void jsonIsOneDocumentOnEveryPath() throws IOException {
    String good = file(FILE);
    String bad = Files.writeString(folder.resolve("bad.yaml"), "version: 2\n").toString();
    String none = folder.resolve("none.yaml").toString();

    var plan = cli().run(onSandbox(good, "plan", "--format", "json"));
    var badFile = cli().run(onSandbox(bad, "plan", "--format", "json"));
    var noFile = cli().run(onSandbox(none, "apply", "--yes", "--format", "json"));
    var invalid = cli().run("validate", "-f", bad, "--format", "json");
    var valid = cli().run("validate", "-f", good, "--format", "json");
    var unconfirmed = cli().run(onSandbox(good, "apply", "--format", "json"));
    var cancelled = cli().typing("no\n").run(onSandbox(good, "apply", "--format", "json"));
    var applied = cli().run(onSandbox(good, "apply", "--yes", "--format", "json"));
    var nothing = cli().run(onSandbox(good, "apply", "--yes", "--format", "json"));

    assertThat(outcome(plan)).isEqualTo("0 changes");
    assertThat(outcome(badFile)).isEqualTo("64 failed");
    assertThat(outcome(noFile)).isEqualTo("64 failed");
    assertThat(outcome(invalid)).isEqualTo("64 failed");
    assertThat(outcome(valid)).isEqualTo("0 no-changes");
    assertThat(outcome(unconfirmed)).isEqualTo("64 failed");
    assertThat(outcome(cancelled)).isEqualTo("1 refused");
    assertThat(outcome(applied)).isEqualTo("0 applied");
    assertThat(outcome(nothing)).isEqualTo("0 no-changes");
  }

  private static String outcome(Cli.Ran ran) {
    return ran.code() + " " + oneDocument(ran).path("outcome").stringValue();
  }

  @Test
  void withoutATerminalAndWithoutYesNothingIsEvenRead() throws IOException {
    var cli = cli();

    var apply = cli.run(onSandbox(file(FILE), "apply"));

    assertThat(apply.code()).isEqualTo(64);
    assertThat(apply.err()).contains("EG402", "--yes");
    assertThat(cli.connections()).isZero();
    assertThat(sandbox.events().calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no\n", "y\n", "YES\n", "\n", ""})
  void onlyYesIsTakenForYes(String answer) throws IOException {
    var apply = cli().typing(answer).run(onSandbox(file(FILE), "apply"));

    assertThat(apply.code()).isEqualTo(1);
    assertThat(apply.err()).contains("Cancelled. Nothing was changed.");
    assertThat(writes()).isEmpty();
  }

  @Test
  void yesIsTakenForYes() throws IOException {
    var apply = cli().typing("yes\n").run(onSandbox(file(FILE), "apply"));

    assertThat(apply.code()).as(apply.toString()).isZero();
    assertThat(isOn("444455556666")).isTrue();
  }

  @Test
  void wrongUsageEndsWith64AndSaysWhatWasMeant() {
    assertThat(cli().run("plna").code()).isEqualTo(64);
    assertThat(cli().run("plna").err()).contains("Did you mean `plan`?");
    assertThat(cli().run("plan", "--formt=json").err()).contains("Did you mean `--format`?");
    assertThat(cli().run("plan", "--format", "xml").code()).isEqualTo(64);
    assertThat(cli().run("apply", "--guard-timeout", "soon").code()).isEqualTo(64);
    assertThat(cli().run().code()).isEqualTo(64);
  }

  @Test
  void planningAloneWritesNothing() throws IOException {
    var plan = run("plan");

    assertThat(plan.code()).isZero();
    assertThat(writes()).isEmpty();
  }

  @Test
  void theDetailedExitCodeTellsChangesFromNone() throws IOException {
    assertThat(run("plan", "--detailed-exitcode").code()).isEqualTo(2);
    assertThat(run("apply", "--yes").code()).isZero();
    assertThat(run("plan", "--detailed-exitcode").code()).isZero();
  }

  @Test
  void coloursAreShownWhereAskedForAndNowhereElse() throws IOException {
    String file = file(FILE);

    var piped = cli().run(onSandbox(file, "plan"));
    var asked = cli().run(onSandbox(file, "plan", "--color", "always"));
    var terminal = cli().onColourTerminal(Map.of()).run(onSandbox(file, "plan"));
    var declined = cli().onColourTerminal(Map.of("NO_COLOR", "1")).run(onSandbox(file, "plan"));
    var never = cli().onColourTerminal(Map.of()).run(onSandbox(file, "plan", "--color", "never"));
    var json =
        cli()
            .onColourTerminal(Map.of())
            .run(onSandbox(file, "plan", "--color", "always", "--format", "json"));

    assertThat(piped.toString()).doesNotContain("\u001b");
    assertThat(asked.out()).contains("\u001b[");
    assertThat(terminal.out()).contains("\u001b[");
    assertThat(declined.toString()).doesNotContain("\u001b");
    assertThat(never.toString()).doesNotContain("\u001b");
    assertThat(json.out()).doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "444455556666",
        "\"44445555666\"",
        "\"4444-5555-6666\"",
        "!!str 444455556666",
        "[\"444455556666\"]"
      })
  void aBadAccountIdEndsWith64BeforeAnyCall(String id) throws IOException {
    var cli = cli();
    String file = file(FILE.replace("\"444455556666\"", id));

    var plan = cli.run(onSandbox(file, "plan"));

    assertThat(plan.code()).as(plan.toString()).isEqualTo(64);
    assertThat(plan.err()).contains("file.yaml:7:");
    assertThat(cli.connections()).isZero();
    assertThat(sandbox.events().calls()).isEmpty();
  }

  private static String many(int members, String clusters) {
    var accounts =
        new StringBuilder(
            """
            organization: {management: "000011112222", administrator: "111122223333"}
            accounts:
              "000011112222": {membership: none}
              "111122223333": {}
            """);
    IntStream.range(0, members)
        .forEach(i -> accounts.append("  \"2%011d\": {%s}\n".formatted(i, clusters)));
    return accounts.toString();
  }

  private static final String DEFAULTS =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      organization:
        administrator: {account: "111122223333"}
        defaults: {approach: all}
      access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
      limits: {changePercent: 100}
      """;

  @Test
  void members130AreListedInPagesAndReadAndWrittenByFifty() throws IOException {
    world(many(130, ""));

    var apply = cli().run(onSandbox(file(DEFAULTS), "apply", "--yes"));

    assertThat(apply.code()).as(apply.toString()).isZero();
    var updates = sandbox.events().calls("UpdateMemberDetectors");
    assertThat(updates).hasSize(3);
    assertThat(callsBefore("ListMembers", updates.getFirst())).isEqualTo(3);
    assertThat(callsBefore("GetMemberDetectors", updates.getFirst()))
        .as("3 to plan, 1 before the first write")
        .isEqualTo(4);
    assertThat(sandbox.world().accounts().keySet().stream().filter(id -> id.startsWith("2")))
        .allMatch(this::isOn);
  }

  private long callsBefore(String operation, RecordedCall call) {
    return sandbox.events().calls(operation).stream()
        .filter(other -> other.started() < call.started())
        .count();
  }

  @Test
  void writesThroughOneDetectorNeverOverlap() throws IOException {
    world(many(60, "clusters: {us-east-1: [a]}"));

    var apply =
        cli()
            .run(
                onSandbox(
                    file(
                        DEFAULTS.replace(
                            "defaults: {approach: all}",
                            "newAccounts: {autoEnable: NEW, approach: only}\n"
                                + "  defaults: {approach: all-except, exclude: [a]}")),
                    "apply",
                    "--yes"));

    assertThat(apply.code()).as(apply.toString()).isZero();
    var writes = writes().stream().filter(call -> call.service().equals("guardduty")).toList();
    assertThat(writes).hasSizeGreaterThan(2);
    for (var one : writes) {
      assertThat(writes.stream().filter(other -> !other.equals(one) && other.overlaps(one)))
          .isEmpty();
    }
  }

  @Test
  void aLostAnswerOfATagIsFoundByTheRerun() throws IOException {
    sandbox.faults().on("eks:TagResource").account("444455556666").loseAnswer();

    var first = run("apply", "--yes");
    sandbox.faults().clear();
    var second = run("apply", "--yes");

    assertThat(first.code()).as(first.toString()).isEqualTo(4);
    assertThat(first.err()).contains("EG304", "It may have taken effect.");
    assertThat(isOn("444455556666")).isTrue();
    assertThat(second.code()).as(second.toString()).isZero();
    assertThat(sandbox.events().wasEverManaged("444455556666", "us-east-1", "legacy")).isFalse();
  }

  @Test
  void aLostAnswerOfAFeatureIsFoundByTheRerun() throws IOException {
    sandbox.faults().on("UpdateMemberDetectors").loseAnswer();

    var first = run("apply", "--yes");
    sandbox.faults().clear();
    var second = run("plan", "--detailed-exitcode");

    assertThat(first.code()).as(first.toString()).isEqualTo(4);
    assertThat(first.err()).contains("EG304");
    assertThat(second.code()).as(second.toString()).isZero();
  }

  @Test
  void throttlingIsRetried() throws IOException {
    for (String operation : List.of("DescribeCluster", "TagResource", "GetMemberDetectors")) {
      sandbox.faults().on(operation).times(1).throttle();
    }

    var apply = run("apply", "--yes");

    assertThat(apply.code()).as(apply.toString()).isZero();
  }

  @Test
  void anErrorOfTheServiceIsRetried() throws IOException {
    sandbox.faults().on("UpdateMemberDetectors").times(1).error();

    assertThat(run("apply", "--yes").code()).isZero();
  }

  @Test
  void everyPageIsReadHoweverSmall() throws IOException {
    sandbox.faults().limitPages(1);

    var apply = run("apply", "--yes");

    assertThat(apply.code()).as(apply.toString()).isZero();
    assertThat(isOn("444455556666")).isTrue();
    assertThat(isOn("777788889999")).isTrue();
    assertThat(sandbox.events().wasEverManaged("777788889999", "us-east-1", "batch")).isFalse();
  }

  @Test
  void oneUnprocessedMemberFailsAlone() throws IOException {
    sandbox
        .faults()
        .on("UpdateMemberDetectors")
        .unprocessed("444455556666", "The account is closed.");

    var apply = run("apply", "--yes");

    assertThat(apply.code()).isEqualTo(4);
    assertThat(apply.err()).contains("444455556666", "The account is closed.");
    assertThat(isOn("444455556666")).isFalse();
    assertThat(isOn("777788889999")).isTrue();
  }

  @Test
  void aMemberThatHasJustJoinedIsAskedForAgainAlone() throws IOException {
    var joining =
        "The request is rejected because the given account ID is not an associated member of"
            + " account the current account.";
    sandbox.faults().on("GetMemberDetectors").times(1).unprocessed("444455556666", joining);
    sandbox.faults().on("UpdateMemberDetectors").times(2).unprocessed("444455556666", joining);

    var apply = run("apply", "--yes");

    assertThat(apply.code()).as(apply.toString()).isZero();
    assertThat(isOn("444455556666")).isTrue();
    assertThat(isOn("777788889999")).isTrue();
    assertThat(apply.out()).contains("live matches the file");
  }

  @Test
  void aTagThatIsSlowToAppearIsWaitedFor() throws IOException {
    sandbox.faults().on("TagResource").account("444455556666").staleTags(2);

    var apply = run("apply", "--yes");

    assertThat(apply.code()).as(apply.toString()).isZero();
    assertThat(sandbox.events().wasEverManaged("444455556666", "us-east-1", "legacy")).isFalse();
  }

  @Test
  void aTagThatDoesNotAppearInTimeHoldsTheFeature() throws IOException {
    sandbox.faults().on("TagResource").account("444455556666").staleTags(1_000);

    var apply = run("apply", "--yes", "--guard-timeout", "1s");

    assertThat(apply.code()).as(apply.toString()).isEqualTo(4);
    assertThat(apply.err()).contains("held      us-east-1/444455556666/feature", "EG301");
    assertThat(isOn("444455556666")).isFalse();
    assertThat(isOn("777788889999")).isTrue();
  }

  @Test
  void aClusterThatAppearsWhileTagsAreWrittenHoldsTheFeatureAndIsNamed() throws IOException {
    var once = new AtomicBoolean();
    sandbox
        .faults()
        .beforeOperation(
            "TagResource",
            () -> {
              if (once.compareAndSet(false, true)) {
                sandbox.addCluster(
                    "444455556666", "us-east-1", io.eksguard.sim.world.Cluster.named("legacy-2"));
              }
            });

    var apply =
        cli()
            .run(
                onSandbox(
                    file(FILE.replace("exclude: [legacy]", "exclude: [\"legacy*\"]")),
                    "apply",
                    "--yes"));

    assertThat(apply.code()).as(apply.toString()).isEqualTo(4);
    assertThat(apply.err()).contains("`legacy-2`", "held      us-east-1/444455556666/feature");
    assertThat(isOn("444455556666")).isFalse();
    assertThat(sandbox.events().wasEverManaged("444455556666", "us-east-1", "legacy-2")).isFalse();
  }

  @Test
  void somebodyElsesChangeInBetweenMakesAStepStaleAndEndsWith5() throws IOException {
    Map<String, Boolean> done = new ConcurrentHashMap<>();
    sandbox
        .faults()
        .on("TagResource")
        .account("777788889999")
        .first(() -> {
          if (done.putIfAbsent("done", true) == null) {
            sandbox.setMemberFeature("777788889999", "us-east-1", "RUNTIME_MONITORING", true);
            sandbox.change(w ->
                w.with(
                    "777788889999",
                    "us-east-1",
                    r ->
                        r.mapDetector(d ->
                            d.withFeature(
                                "RUNTIME_MONITORING",
                                d.feature("RUNTIME_MONITORING")
                                    .withAdditional(Map.of("EKS_ADDON_MANAGEMENT", true))))));
          }
        });

    var apply = run("apply", "--yes");

    assertThat(apply.code()).as(apply.toString()).isEqualTo(5);
    assertThat(apply.err()).contains("stale     us-east-1/777788889999/feature", "EG302");
    assertThat(isOn("444455556666")).isTrue();
  }
}
