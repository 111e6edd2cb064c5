package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many calls an organization of 500 members takes: time is measured elsewhere, and is mostly
/// calls.
class CallsAtScaleTest {
  private static final int MEMBERS = 500;
  private static final String FILE =
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

  @TempDir private Path folder;

  /// Each member has one cluster.
  ///
  /// @param status of runtime monitoring and its add-on management in all of them
  private static Sandbox sandbox(String status) {
    var world =
        new StringBuilder(
            """
            regions: [us-east-1]
            caller: {account: "111122223333", role: eksguard}
            organization: {management: "000011112222", administrator: "111122223333"}
            accounts:
              "000011112222": {membership: none}
              "111122223333": {}
            """);
    for (int member = 0; member < MEMBERS; member++) {
      world.append(
          """
            "%012d":
              detectors: {all: {features: {RUNTIME_MONITORING: {status: %s, EKS_ADDON_MANAGEMENT: %s}}}}
              clusters: {us-east-1: [web]}
          """
              .formatted(600_000_000_000L + member, status, status)
              .indent(0));
    }
    return Sandbox.start(World.parse(world.toString(), "world.yaml"), 0, InstantSource.system());
  }

  private Cli.Ran run(Sandbox sandbox, String command, String... more) throws IOException {
    var file = Files.writeString(folder.resolve("file.yaml"), FILE).toString();
    var args = new String[more.length + 4];
    System.arraycopy(new String[] {command, "--sandbox", "-f", file}, 0, args, 0, 4);
    System.arraycopy(more, 0, args, 4, more.length);
    return Cli.on(folder, sandbox).run(args);
  }

  private static Map<String, Integer> calls(Sandbox sandbox) {
    Map<String, Integer> calls = new TreeMap<>();
    for (RecordedCall call : sandbox.events().calls()) {
      calls.merge(call.operation(), 1, Integer::sum);
    }
    return calls;
  }

  @Test
  void planOfFiveHundredMembersThroughTheAdministratorTakesAtMost35Calls() throws IOException {
    try (var sandbox = sandbox("ENABLED")) {
      var plan = run(sandbox, "plan", "--shallow", "--detailed-exitcode");

      assertThat(plan.code()).as("%s", plan).isZero();
      assertThat(plan.out()).contains("No changes. 500 clusters in 500 accounts match.");
      assertThat(sandbox.events().calls()).as("%s", calls(sandbox)).hasSizeLessThanOrEqualTo(35);
    }
  }

  @Test
  void planOfFiveHundredMembersTakesThreeCallsForEachAndAPageForEachFifty() throws IOException {
    try (var sandbox = sandbox("ENABLED")) {
      var plan = run(sandbox, "plan", "--detailed-exitcode");

      assertThat(plan.code()).as("%s", plan).isZero();
      assertThat(calls(sandbox))
          .isEqualTo(
              Map.of(
                  "AssumeRole",
                  MEMBERS,
                  "DescribeCluster",
                  MEMBERS,
                  "DescribeOrganizationConfiguration",
                  1,
                  "GetCallerIdentity",
                  1,
                  "GetMemberDetectors",
                  MEMBERS / 50,
                  "ListClusters",
                  MEMBERS,
                  "ListDetectors",
                  1,
                  "ListMembers",
                  MEMBERS / 50));
    }
  }

  @Test
  void fiveHundredMembersWithTheSameChangeAreWrittenInTenCalls() throws IOException {
    try (var sandbox = sandbox("DISABLED")) {
      var apply = run(sandbox, "apply", "--yes");

      assertThat(apply.code()).as("%s", apply).isZero();
      assertThat(apply.out()).contains("Applied: 500 done");
      assertThat(calls(sandbox)).containsEntry("UpdateMemberDetectors", MEMBERS / 50);
    }
  }
}
