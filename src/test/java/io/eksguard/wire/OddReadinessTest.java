package io.eksguard.wire;

import static io.eksguard.wire.Operation.DESCRIBE_ADDON_VERSIONS;
import static io.eksguard.wire.Operation.DESCRIBE_CLUSTER;
import static io.eksguard.wire.Operation.DESCRIBE_INSTANCES;
import static io.eksguard.wire.Operation.DESCRIBE_ORGANIZATION;
import static io.eksguard.wire.Operation.DESCRIBE_POLICY;
import static io.eksguard.wire.Operation.DESCRIBE_VPCS;
import static io.eksguard.wire.Operation.LIST_FARGATE_PROFILES;
import static io.eksguard.wire.Operation.LIST_NODEGROUPS;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.Cli;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Answers that come well, and lack something, where readiness is asked about.
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class OddReadinessTest {
  private static final String WORLD =
      """
      organization:
        management: "000011112222"
        administrator: "111122223333"
        policies:
          p-11111111:
            name: no-telemetry
            content: '{"Statement":[{"Effect":"Deny","Action":"guardduty:Send*","Resource":"*"}]}'
            targets: ["444455556666"]
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666": {clusters: {us-east-1: [{name: web, traits: [fargate]}]}}
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      organization:
        administrator: {account: "111122223333"}
        members: [{account: "444455556666", approach: all}]
      access:
        members: {role: "arn:aws:iam::{account}:role/eksguard"}
        management: {role: "arn:aws:iam::000011112222:role/scp"}
      """;

  @TempDir private Path folder;

  private final Sandbox sandbox =
      Sandbox.start(
          World.parse(WORLD, "world.yaml"),
          0,
          InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z")));
  private final Wire wire = new Wire(sandbox);

  @AfterEach
  void stop() {
    wire.close();
    sandbox.close();
  }

  private Cli.Ran plan(String more) throws IOException {
    Path file = Files.writeString(folder.resolve("file.yaml"), FILE);
    return Cli.inPlaceOfAws(folder, wire.endpoint(), Duration.ofMinutes(1))
        .run("plan", "--unready", "warn", "-f", file.toString(), more);
  }

  static List<Arguments> lacking() {
    return List.of(
        Arguments.of(DESCRIBE_ORGANIZATION, Fault.nothingInIt()),
        Arguments.of(DESCRIBE_ORGANIZATION, Fault.saying("\"MasterAccountId\":", "\"Other\":")),
        Arguments.of(DESCRIBE_POLICY, Fault.nothingInIt()),
        Arguments.of(DESCRIBE_POLICY, Fault.saying("\"Content\":", "\"Other\":")),
        Arguments.of(LIST_FARGATE_PROFILES, Fault.nothingInIt()),
        Arguments.of(LIST_NODEGROUPS, Fault.nothingInIt()),
        Arguments.of(DESCRIBE_ADDON_VERSIONS, Fault.nothingInIt()),
        Arguments.of(DESCRIBE_VPCS, Fault.nothingInIt()),
        Arguments.of(DESCRIBE_INSTANCES, Fault.nothingInIt()));
  }

  @Test
  void aClusterWithoutAVpcIsPlannedForAllTheSame() throws IOException {
    wire.always(DESCRIBE_CLUSTER, Fault.saying("\"resourcesVpcConfig\":", "\"somethingElse\":"));

    Cli.Ran planned = plan("--cost");

    assertThat(planned.code()).as("%s", planned).isZero();
    assertThat(planned.out()).contains("1 to enable", "for 6 vCPUs");
  }

  @ParameterizedTest
  @MethodSource("lacking")
  void whatLacksSomethingIsToldAndThePlanStands(Operation operation, Fault fault)
      throws IOException {
    wire.always(operation, fault);

    Cli.Ran planned = plan("--cost");

    assertThat(planned.code()).as("%s", planned).isZero();
    assertThat(planned.err()).contains("lacks what AWS always sends");
    assertThat(planned.out()).contains("1 to enable");
  }
}
