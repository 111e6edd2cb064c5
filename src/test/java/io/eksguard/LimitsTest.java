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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// A plan past a limit is refused until somebody says its number.
class LimitsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final String SIX_ON =
      "detectors: {us-east-1: {features: {RUNTIME_MONITORING: {status: ENABLED, "
          + "EKS_ADDON_MANAGEMENT: ENABLED}}}}, clusters: {us-east-1: ["
          + IntStream.range(0, 6)
              .mapToObj(i -> "{name: c" + i + ", tags: {GuardDutyManaged: \"false\"}}")
              .collect(Collectors.joining(", "))
          + "]}";

  @TempDir private Path folder;
  private Sandbox sandbox = sandbox(2, SIX_ON);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private static Sandbox sandbox(int members, String account) {
    var world =
        new StringBuilder(
            """
            organization: {management: "000011112222", administrator: "111122223333"}
            accounts:
              "000011112222": {membership: none}
              "111122223333": {}
            """);
    IntStream.range(0, members)
        .forEach(i -> world.append("  \"%s\": {%s}\n".formatted(id(i), account)));
    return Sandbox.start(World.parse(world.toString(), "world.yaml"), 0, CLOCK);
  }

  private void world(int members, String account) {
    sandbox.close();
    sandbox = sandbox(members, account);
  }

  private static String id(int member) {
    return "2%011d".formatted(member);
  }

  private String file(int members, String approach, String limits) throws IOException {
    String text =
        """
        version: 1
        feature: RUNTIME_MONITORING
        regions: [us-east-1]
        organization:
          administrator: {account: "111122223333"}
          members:
        """
            + IntStream.range(0, members)
                .mapToObj(i -> "    - {account: \"%s\", %s}\n".formatted(id(i), approach))
                .collect(Collectors.joining())
            + "access: {members: {role: \"arn:aws:iam::{account}:role/eksguard\"}}\n"
            + limits;
    return Files.writeString(folder.resolve("file.yaml"), text).toString();
  }

  private Cli.Ran run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--sandbox");
    return Cli.on(folder, sandbox).run(all.toArray(String[]::new));
  }

  private List<RecordedCall> writes() {
    return sandbox.events().calls().stream()
        .filter(call -> call.operation().matches("(Tag|Untag|Update|Create|Delete).*"))
        .toList();
  }

  /// The very option that the error names, as the shell would split it.
  private static String[] with(Cli.Ran refused, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    List<String> flags =
        Pattern.compile("say `(--allow [^`]+)`")
            .matcher(refused.err())
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();
    assertThat(flags).as(refused.toString()).isNotEmpty();
    flags.forEach(flag -> all.addAll(List.of(flag.split(" ", -1))));
    return all.toArray(String[]::new);
  }

  @Test
  void losingRuntimeMonitoringIsRefusedWithNumberLimitAndFlag() throws IOException {
    String file = file(2, "approach: disabled", "");

    var refused = run("apply", "--yes", "-f", file);
    var tooFew = run("apply", "--yes", "-f", file, "--allow", "disable=1");
    var writesSoFar = writes();
    var allowed = run(with(refused, "apply", "--yes", "-f", file));

    assertThat(refused.code()).as(refused.toString()).isEqualTo(3);
    assertThat(refused.err())
        .contains("EG206", "2 accounts would lose runtime monitoring, and the limit is 0.")
        .contains("say `--allow disable=2` or raise `limits.disable`");
    assertThat(tooFew.code()).isEqualTo(3);
    assertThat(writesSoFar).isEmpty();
    assertThat(allowed.code()).as(allowed.toString()).isZero();
    assertThat(allowed.out()).contains("2 done");
  }

  @Test
  void takingManyTagsAwayIsRefusedWithNumberLimitAndFlag() throws IOException {
    String file = file(1, "approach: all", "");

    var refused = run("apply", "--yes", "-f", file);
    var allowed = run(with(refused, "apply", "--yes", "-f", file));

    assertThat(refused.code()).as(refused.toString()).isEqualTo(3);
    assertThat(refused.err())
        .contains("6 exclusion or inclusion tags would be taken away, and the limit is 5.")
        .contains("say `--allow untag=6`");
    assertThat(allowed.code()).as(allowed.toString()).isZero();
    assertThat(allowed.out()).contains("6 done");
  }

  @Test
  void aTagWithinTheLimitIsTakenAwayWithoutAWord() throws IOException {
    String file = file(1, "approach: all", "limits: {untag: 6}\n");

    assertThat(run("apply", "--yes", "-f", file).code()).isZero();
  }

  @Test
  void aShareMeansNothingBelowTenAccountRegions() throws IOException {
    world(9, "");
    String file = file(9, "approach: all", "");

    var applied = run("apply", "--yes", "-f", file);

    assertThat(applied.code()).as(applied.toString()).isZero();
  }

  @Test
  void fromTenAccountRegionsOnAShareIsLimited() throws IOException {
    world(10, "");
    String file = file(10, "approach: all", "");

    var refused = run("apply", "--yes", "-f", file);
    var raised = file(10, "approach: all", "limits: {changePercent: 99}\n");
    var stillRefused = run("apply", "--yes", "-f", raised);
    var writesSoFar = writes();
    var allowed = run(with(refused, "apply", "--yes", "-f", file));

    assertThat(refused.code()).as(refused.toString()).isEqualTo(3);
    assertThat(refused.err())
        .contains("100 percent of the managed account-regions would change, and the limit is 30.")
        .contains("say `--allow changePercent=100`");
    assertThat(stillRefused.code()).isEqualTo(3);
    assertThat(stillRefused.err()).contains("file.yaml:18:", "the limit is 99");
    assertThat(writesSoFar).isEmpty();
    assertThat(allowed.code()).as(allowed.toString()).isZero();
  }

  @Test
  void everyLimitThatIsPassedIsToldAtOnceAndAllFlagsTogetherGoPastThem() throws IOException {
    world(10, SIX_ON);
    String all = file(10, "approach: all", "");

    var refused = run("apply", "--yes", "-f", all);
    var allowed = run(with(refused, "apply", "--yes", "-f", all));
    var both = run("plan", "-f", file(10, "approach: disabled", ""));

    assertThat(refused.err()).contains("--allow untag=60", "--allow changePercent=100");
    assertThat(allowed.code()).as(allowed.toString()).isZero();
    assertThat(both.err()).contains("--allow disable=10", "--allow changePercent=100");
  }

  @Test
  void thePlanIsShownAndItsExitCodeTellsThatItWouldBeRefused() throws IOException {
    String file = file(2, "approach: disabled", "");

    var plan = run("plan", "-f", file);
    var detailed = run("plan", "-f", file, "--detailed-exitcode");
    var allowed = run(with(plan, "plan", "-f", file));

    assertThat(plan.code()).as(plan.toString()).isEqualTo(3);
    assertThat(plan.out()).contains("2 to disable");
    assertThat(detailed.code()).isEqualTo(3);
    assertThat(allowed.code()).as(allowed.toString()).isZero();
  }

  @Test
  void aSavedPlanPastALimitIsRefusedAgainUntilItIsAllowed() throws IOException {
    String file = file(2, "approach: disabled", "");
    String plan = folder.resolve("plan.json").toString();

    var saved = run("plan", "-f", file, "-o", plan);
    var refused = run("apply", plan);
    var confirmed = run("apply", plan, "--yes");
    var writesSoFar = writes();
    var allowed = run(with(refused, "apply", plan));

    assertThat(saved.code()).as(saved.toString()).isEqualTo(3);
    assertThat(refused.code()).as(refused.toString()).isEqualTo(3);
    assertThat(refused.err()).contains("EG206", "--allow disable=2");
    assertThat(confirmed.code()).isEqualTo(3);
    assertThat(writesSoFar).isEmpty();
    assertThat(allowed.code()).as(allowed.toString()).isZero();
  }

  @Test
  void allowingAKindWithoutANumberGoesAsFarAsItTakes() throws IOException {
    String file = file(2, "approach: disabled", "");

    assertThat(run("apply", "--yes", "-f", file, "--allow", "disable").code()).isZero();
  }

  @Test
  void theRefusalIsOneJsonDocument() throws IOException {
    var refused =
        run("apply", "--yes", "-f", file(2, "approach: disabled", ""), "--format", "json");

    var document = JsonMapper.shared().readTree(refused.out());
    assertThat(refused.code()).isEqualTo(3);
    assertThat(document.path("outcome").stringValue()).isEqualTo("refused");
    assertThat(document.path("diagnostics").path(0).path("code").stringValue()).isEqualTo("EG206");
    assertThat(document.path("diagnostics").path(0).path("hint").stringValue())
        .contains("--allow disable=2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything", "disable=", "disable=-1", "disable=many", "=1", ""})
  void whatIsNoLimitIsWrongUsage(String allow) throws IOException {
    var ran = run("plan", "-f", file(2, "approach: disabled", ""), "--allow", allow);

    assertThat(ran.code()).as(ran.toString()).isEqualTo(64);
    assertThat(writes()).isEmpty();
  }
}
