package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.Event;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// 1,000 members: 30 that deny, 20 that throttle, 10 that have left. Each costs only itself.
@Timeout(300)
class PartialFailureTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final int MEMBERS = 1000;
  private static final int DENIED = 30;
  private static final int THROTTLED = 20;
  private static final int DEPARTED = 10;

  @TempDir private Path folder;
  private final Sandbox sandbox = Sandbox.start(world(), 0, CLOCK);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private static String account(int number) {
    return "%012d".formatted(500_000_000_000L + number);
  }

  private static boolean isDenied(int number) {
    return number < DENIED;
  }

  private static boolean isThrottled(int number) {
    return number >= DENIED && number < DENIED + THROTTLED;
  }

  private static boolean isDeparted(int number) {
    return number >= MEMBERS - DEPARTED;
  }

  private static World world() {
    var text =
        new StringBuilder(
            """
            regions: [us-east-1]
            organization: {management: "000011112222", administrator: "111122223333"}
            accounts:
              "000011112222": {membership: none}
              "111122223333": {}
            """);
    for (int number = 0; number < MEMBERS; number++) {
      String clusters = isThrottled(number) ? "legacy, a, b, c, d, e, f, g" : "legacy";
      text.append("  \"%s\": {".formatted(account(number)))
          .append(isDeparted(number) ? "membership: Removed, " : "")
          .append("clusters: {us-east-1: [" + clusters + "]}}\n");
    }
    return World.parse(text.toString(), "world.yaml");
  }

  private static String file() {
    String departed =
        IntStream.range(MEMBERS - DEPARTED, MEMBERS)
            .mapToObj(number -> "\"" + account(number) + "\"")
            .collect(Collectors.joining(", "));
    return """
    version: 1
    feature: RUNTIME_MONITORING
    regions: [us-east-1]
    organization:
      administrator: {account: "111122223333"}
      defaults: {approach: all-except, exclude: [legacy]}
      members:
        - {accounts: [%s], approach: all}
    access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
    limits: {changePercent: 100}
    """
        .formatted(departed);
  }

  private Cli.Ran run(String... args) throws IOException {
    var path = Files.writeString(folder.resolve("file.yaml"), file()).toString();
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--sandbox", "-f", path));
    return Cli.on(folder, sandbox).run(all.toArray(String[]::new));
  }

  private void letThingsGoWrong() {
    for (int number = 0; number < MEMBERS; number++) {
      if (isDenied(number)) {
        sandbox.faults().on("eks:*").account(account(number)).deny();
      }
      if (isThrottled(number)) {
        sandbox.faults().on("eks:*").account(account(number)).throttleTo(5);
      }
    }
  }

  private static long errors(Cli.Ran ran) {
    return ran.err().lines().filter(line -> line.contains(": error EG")).count();
  }

  @Test
  void aPlanLeavesOutOnlyWhatItCannotReadAndTellsEachReasonOnce() throws IOException {
    letThingsGoWrong();

    var plan = run("plan");

    assertThat(sandbox.events().calls("DescribeCluster"))
        .as("some were throttled, and all got through")
        .anyMatch(call -> call.status() == 429);
    assertThat(plan.code()).isZero();
    assertThat(plan.out())
        .contains("40 account-regions could not be planned for; nothing is changed there.")
        .endsWith("Plan: 960 to tag, 0 to untag, 960 to enable, 0 to disable, 0 to update.\n");
    assertThat(plan.err())
        .contains("30 accounts us-east-1 eks:ListClusters: error EG101: AWS denied")
        .contains("Accounts: 500000000000, 500000000001, 500000000002, 500000000003, 500000000004")
        .contains(" and 25 more; JSON names all.")
        .contains("10 accounts us-east-1 guardduty:ListMembers: error EG106")
        .contains(" and 5 more; JSON names all.");
    assertThat(errors(plan)).as(plan.err()).isEqualTo(2);
  }

  @Test
  void anApplyDoesAllOthersAndSaysAtTheEndHowManyItCouldNot() throws IOException {
    letThingsGoWrong();

    var apply = run("apply", "--yes", "--strict");

    assertThat(apply.code()).as(apply.out()).isEqualTo(7);
    assertThat(apply.out())
        .endsWith(
            "Applied: 1920 done, 0 failed, 0 held, 0 stale, 0 skipped. Read again: live matches"
                + " the file. 40 account-regions could not be planned for.\n");
    assertThat(errors(apply)).as(apply.err()).isEqualTo(2);
    assertThat(
            sandbox.events().all().stream()
                .filter(event -> event.kind() == Event.Kind.BECAME_MANAGED)
                .count())
        .as("the seven clusters of each throttled account that are not excluded")
        .isEqualTo(THROTTLED * 7);
  }

  @Test
  void aDeniedTagEndsTheRunWith6HoweverManyStepsFailedOrWaitForIt() throws IOException {
    for (int number = 0; number < DENIED; number++) {
      sandbox.faults().on("eks:TagResource").account(account(number)).deny();
    }
    sandbox.faults().on("eks:TagResource").account(account(DENIED)).loseAnswer();

    var apply = run("apply", "--yes");

    assertThat(apply.out()).contains("31 failed, 0 held, 0 stale, 31 skipped.");
    assertThat(apply.code()).as(apply.err()).isEqualTo(6);
  }
}
