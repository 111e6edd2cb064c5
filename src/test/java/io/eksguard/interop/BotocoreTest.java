package io.eksguard.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// boto3 and botocore against the sandbox. `wire.py` does the calls, and holds each answer against
/// the model that botocore has of it.
@Tag("interop")
class BotocoreTest {
  private static final Path SCRIPT = Path.of("src/test/resources/interop/wire.py").toAbsolutePath();
  private static final int MEMBERS = 130;
  private static final int CLUSTERS = 230;

  @TempDir private Path folder;

  private static Sandbox sandbox(String world) {
    return Sandbox.start(World.parse(world, "interop.yaml"), 0, InstantSource.system());
  }

  private static Sandbox small() {
    return sandbox(
        """
        organization:
          management: "000011112222"
          administrator: "111122223333"
          units: {ou-abcd-11111111: {name: Workloads}}
        accounts:
          "000011112222": {membership: none}
          "111122223333": {clusters: {us-east-1: [tools]}}
          "222233334444": {parent: none, detectors: none, deny: ["eks:ListClusters", "ec2:DescribeVpcs"]}
          "444455556666":
            parent: ou-abcd-11111111
            vpcs: {us-east-1: [{id: vpc-0123456789abcdef0, subnets: {subnet-1a: 9, subnet-2a: 9}}]}
            clusters:
              us-east-1:
                - payments
                - {name: broken, agent: {by: manual, issue: Pods do not start}}
        """);
  }

  private Tool.Ran wire(Sandbox sandbox, String what) {
    return Tool.PYTHON
        .run(folder, sandbox, "sandbox", Map.of(), List.of(SCRIPT.toString(), what))
        .well();
  }

  @BeforeEach
  void boto3IsThere() {
    try (var sandbox = small()) {
      var ran =
          Tool.PYTHON.run(folder, sandbox, "sandbox", Map.of(), List.of("-c", "import boto3"));

      assertThat(ran.code()).as("%s\n%s", Tool.PYTHON.missing(), ran).isZero();
    }
  }

  @Test
  void everyOperationAnswersAsBotocoresModelSays() throws IOException {
    try (var sandbox = small()) {
      wire(sandbox, "operations");

      assertThat(answered(sandbox)).isEqualTo(documented());
    }
  }

  private static Set<String> answered(Sandbox sandbox) {
    return sandbox.events().calls().stream()
        .filter(call -> call.status() == 200)
        .map(call -> call.service() + ":" + call.operation())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The operations that the page on worlds says are simulated.
  private static Set<String> documented() throws IOException {
    Set<String> operations = new TreeSet<>();
    for (var line : Files.readAllLines(Path.of("docs/reference/world.md"))) {
      var cells = line.split("\\|", -1);
      if (cells.length == 4 && cells[1].strip().matches("GuardDuty|EKS|EC2|Organizations|STS")) {
        var service = cells[1].strip().toLowerCase(Locale.ROOT);
        for (var operation : cells[2].split(",", -1)) {
          operations.add(service + ":" + operation.strip());
        }
      }
    }
    return operations;
  }

  @Test
  void everyRefusalIsOneThatBotocoresModelOrTheApiReferenceKnows() {
    try (var sandbox = small()) {
      wire(sandbox, "errors");

      assertThat(sandbox.events().calls())
          .filteredOn(call -> call.status() >= 400)
          .extracting(RecordedCall::service)
          .contains("ec2", "eks", "guardduty", "organizations", "sts");
    }
  }

  @Test
  void paginatorsComeToTheEndOfLongLists() {
    var members =
        IntStream.range(0, MEMBERS)
            .mapToObj("  \"%012d\": {}\n"::formatted)
            .collect(Collectors.joining());
    var clusters =
        IntStream.range(0, CLUSTERS)
            .mapToObj("cluster-%03d"::formatted)
            .collect(Collectors.joining(", "));
    var world =
        """
        organization: {management: "999900001111", administrator: "111122223333"}
        accounts:
          "999900001111": {membership: none}
          "111122223333":
            detectors: {us-east-1: {features: {RUNTIME_MONITORING: ENABLED}}}
            clusters: {us-east-1: [CLUSTERS]}
        """
            .replace("CLUSTERS", clusters);
    try (var sandbox = sandbox(world + members)) {
      var ran = wire(sandbox, "pages");

      assertThat(ran.out().lines())
          .containsExactly(
              "guardduty list_members: 130 items, 130 distinct, 3 pages",
              "guardduty list_coverage: 230 items, 230 distinct, 5 pages",
              "eks list_clusters: 230 items, 230 distinct, 3 pages",
              "organizations list_accounts: 132 items, 132 distinct, 7 pages");
    }
  }

  @Test
  void botocoreTriesAgainWhatTheSandboxThrottlesOrFails() {
    try (var sandbox = small()) {
      sandbox.faults().on("eks:*").nth(1).error();
      for (var service : List.of("guardduty", "ec2", "organizations", "sts")) {
        sandbox.faults().on(service + ":*").nth(1).throttle();
      }

      wire(sandbox, "retries");

      assertThat(sandbox.events().calls().stream().map(BotocoreTest::ended))
          .containsExactly(
              "ListDetectors 429",
              "ListDetectors 200",
              "ListClusters 500",
              "ListClusters 200",
              "DescribeVpcs 503",
              "DescribeVpcs 200",
              "ListRoots 400",
              "ListRoots 200",
              "GetCallerIdentity 400",
              "GetCallerIdentity 200");
    }
  }

  private static String ended(RecordedCall call) {
    return call.operation() + " " + call.status();
  }
}
