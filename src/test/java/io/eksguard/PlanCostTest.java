package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the nodes of clusters that get the agent will cost: `plan --cost`.
class PlanCostTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final String WORLD =
      """
      regions: [us-east-1, eu-west-1]
      organization: {management: "000011112222", administrator: "111122223333"}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666":
          clusters:
            us-east-1:
              - {name: checkout, nodes: {count: 4, type: m6i.2xlarge}}
              - {name: karpenter, traits: [auto-mode], nodes: {count: 2, type: c7g.xlarge}}
              - {name: serverless, traits: [fargate-only]}
              - {name: legacy, nodes: 50}
            eu-west-1: [web]
        "777788889999": {clusters: {us-east-1: [web, {name: metal, nodes: {count: 1, type: m5.metal}}]}}
        "888899990000": {clusters: {us-east-1: [old]}}
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1, eu-west-1]
      organization:
        administrator: {account: "111122223333"}
        members:
          - {account: "444455556666", approach: all-except, exclude: [legacy]}
          - {account: "777788889999", approach: all, regions: [us-east-1]}
      access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
      """;

  @TempDir private Path folder;
  private final Sandbox sandbox = Sandbox.start(World.parse(WORLD, "world.yaml"), 0, CLOCK);
  private Path file;

  @BeforeEach
  void writeTheFile() throws IOException {
    file = Files.writeString(folder.resolve("file.yaml"), FILE);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Cli.Ran run(String... args) {
    List<String> all = new ArrayList<>(List.of(args[0], "--sandbox", "-f", file + ""));
    all.addAll(List.of(args).subList(1, args.length));
    return Cli.on(folder, sandbox).run(all.toArray(String[]::new));
  }

  private List<RecordedCall> counts() {
    return sandbox.events().calls().stream()
        .filter(call -> call.operation().equals("DescribeInstances"))
        .toList();
  }

  private static List<String> costs(String out) {
    return out.lines().map(String::strip).filter(line -> line.startsWith("cost")).toList();
  }

  @Test
  void aRegionWithoutAPriceIsReckonedWithThoseOfAnother() {
    Cli.Ran planned = run("plan", "--cost");

    // 4 of 8, 2 of 4, none on Fargate; 3 of 2 and one whose size EC2 does not say
    assertThat(costs(planned.out()))
        .containsExactly(
            "cost in us-east-1: USD 11.50 to 69.00 a month for 46 vCPUs (33,580 vCPU-hours), 10 nodes"
                + " now on 5 clusters, 1 of unknown size; prices read 2026-10-07",
            "cost in eu-west-1: no price is known here; at those of us-east-1 USD 1.50 to 9.00 a month for"
                + " 6 vCPUs (4,380 vCPU-hours), 3 nodes now on 1 cluster; prices read 2026-10-07");
    assertThat(planned.err()).isEmpty();
  }

  @Test
  void oneCallForEachAccountAndRegionCountsThem() {
    run("plan", "--cost");

    assertThat(counts())
        .extracting(RecordedCall::account, RecordedCall::region)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("444455556666", "us-east-1"),
            org.assertj.core.groups.Tuple.tuple("444455556666", "eu-west-1"),
            org.assertj.core.groups.Tuple.tuple("777788889999", "us-east-1"));
  }

  @Test
  void withoutTheOptionNobodyIsAskedAndThePlanSaysHowToKnow() {
    assertThat(costs(run("plan").out()))
        .containsExactly(
            "cost: the nodes are not known (`plan --cost` counts them); each vCPU of theirs USD 0.25 to"
                + " 1.50 a month (us-east-1, read 2026-10-07); no price is known here for eu-west-1");
    assertThat(counts()).isEmpty();
  }

  @Test
  void whatCannotBeCountedIsToldAndTheRestIsCounted() {
    sandbox.faults().on("ec2:DescribeInstances").account("777788889999").deny();

    Cli.Ran planned = run("plan", "--cost");

    assertThat(costs(planned.out()).getFirst())
        .isEqualTo(
            "cost in us-east-1: USD 10.00 to 60.00 a month for 40 vCPUs (29,200 vCPU-hours), 6 nodes now"
                + " on 3 of 5 clusters; prices read 2026-10-07");
    assertThat(planned.err()).contains("ec2:DescribeInstances", "777788889999");
    assertThat(run("plan", "--cost", "--strict").code()).isEqualTo(7);
  }

  @Test
  void whoeverAskedIsNotToldToAsk() throws IOException {
    sandbox.faults().on("ec2:DescribeInstances").account("444455556666").deny();
    Files.writeString(
        file,
        FILE.replace("us-east-1, eu-west-1", "us-east-1")
            .replace("all, regions: [us-east-1]", "only, include: [metal]"));

    assertThat(costs(run("plan", "--cost").out()))
        .containsExactly(
            "cost: 1 node on 1 cluster and those of others, of what size is not known; each vCPU of theirs"
                + " USD 0.25 to 1.50 a month (us-east-1, read 2026-10-07)");

    sandbox.faults().on("ec2:DescribeInstances").deny();

    assertThat(costs(run("plan", "--cost").out()))
        .containsExactly(
            "cost: the nodes are not known; each vCPU of theirs USD 0.25 to 1.50 a month"
                + " (us-east-1, read 2026-10-07)");
  }

  @Test
  void jsonHasItByRegionAndByCluster() throws IOException {
    String out = run("plan", "--cost", "--format", "json").out();

    JsonNode reaction = JsonMapper.shared().readTree(out).get("reaction");
    JsonNode first = reaction.get("cost").get(0);
    assertThat(first.get("region").asString()).isEqualTo("eu-west-1");
    assertThat(first.get("priceOf").asString()).isEqualTo("us-east-1");
    assertThat(first.get("mostUsd").asDouble()).isEqualTo(9);
    assertThat(reaction.get("priceUnknownIn").get(0).asString()).isEqualTo("eu-west-1");
    JsonNode second = reaction.get("cost").get(1);
    assertThat(second.get("vcpuHours").asInt()).isEqualTo(33_580);
    assertThat(second.get("leastUsd").asDouble()).isEqualTo(11.5);
    assertThat(second.get("mostUsd").asDouble()).isEqualTo(69);
    assertThat(second.get("complete").asBoolean()).isFalse();
    assertThat(reaction.get("counted"))
        .extracting(one -> one.get("cluster").asString() + " " + one.get("vcpus").asInt())
        .containsExactly("web 6", "checkout 32", "karpenter 8", "serverless 0", "metal 0", "web 6");
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("schemas/output.schema.json")))
                .validate(out, InputFormat.JSON))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"markdown", "html"})
  void itIsInEveryFormat(String format) {
    assertThat(run("plan", "--cost", "--format", format).out())
        .contains("cost in us-east-1: USD 11.50 to 69.00 a month for 46 vCPUs");
  }

  @Test
  void whatWasCountedToKnowWhetherClustersAreReadyIsNotCountedAgain() throws IOException {
    sandbox.faults().on("ec2:DescribeInstances").account("777788889999").deny();

    Cli.Ran planned = run("plan", "--cost", "--unready", "hold", "--format", "json");

    assertThat(JsonMapper.shared().readTree(planned.out()).get("diagnostics"))
        .filteredOn(told -> told.path("operation").asString("").equals("ec2:DescribeInstances"))
        .extracting(told -> told.get("account").asString())
        .containsExactly("777788889999");
    // one of Auto Mode is ready whatever its nodes are, and counted for its cost alone
    assertThat(counts())
        .extracting(RecordedCall::account, RecordedCall::region)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("444455556666", "us-east-1"),
            org.assertj.core.groups.Tuple.tuple("444455556666", "us-east-1"),
            org.assertj.core.groups.Tuple.tuple("444455556666", "eu-west-1"),
            org.assertj.core.groups.Tuple.tuple("777788889999", "us-east-1"));
    assertThat(costs(run("plan", "--cost", "--unready", "hold").out()).getFirst())
        .isEqualTo(
            "cost in us-east-1: USD 10.00 to 60.00 a month for 40 vCPUs (29,200 vCPU-hours), 6 nodes now"
                + " on 3 of 5 clusters; prices read 2026-10-07");
  }

  @Test
  void agentsThatAStepInstallsCountToo() throws IOException {
    Files.writeString(
        file,
        FILE.replace(
            "approach: all-except, exclude: [legacy]}",
            "approach: manual, regions: [us-east-1], agents: [{name: checkout, version: latest}]}"));

    assertThat(costs(run("plan", "--cost").out()).getFirst())
        .startsWith("cost in us-east-1: USD 9.50 to 57.00 a month for 38 vCPUs")
        .contains("8 nodes now on 3 clusters");
  }

  @Test
  void whatTheFileDoesNotSayYetCanBeCountedBeforeItDoes() {
    Cli.Ran supposed =
        run("what-if", "--cost", "--set", "organization.members[0].exclude=[checkout]");

    // 50 of 2 and 2 of 4; 3 of 2
    assertThat(costs(supposed.out()).getFirst())
        .startsWith("cost in us-east-1: USD 28.50 to 171.00 a month for 114 vCPUs");
  }

  @Test
  void theShellSaysItToo() {
    Cli.Ran ran =
        Cli.on(folder, sandbox)
            .piping("plan --cost\n")
            .run("shell", "--sandbox", "-f", file.toString());

    assertThat(costs(ran.out()).getFirst())
        .startsWith("cost in us-east-1: USD 11.50 to 69.00 a month for 46 vCPUs");
  }

  @Test
  void aSnapshotOrAWayBackCannotBeCounted() {
    run("snapshot", "--out", folder.resolve("then.json").toString());

    Cli.Ran past =
        Cli.on(folder, sandbox)
            .run("plan", "-f", file + "", "--cost", "--from", folder.resolve("then.json") + "");

    assertThat(past.code()).isEqualTo(64);
    assertThat(past.err()).contains("`--cost` counts nodes now", "Leave `--from` out.");
    assertThat(run("plan", "--cost", "--undo", "latest").err()).contains("Leave `--undo` out.");
  }

  @Test
  void doctorTriesThePermissionWhereItIsAskedFor() {
    sandbox.faults().on("ec2:DescribeInstances").account("777788889999").deny();

    assertThat(run("doctor").out()).doesNotContain("DescribeInstances");
    assertThat(run("doctor", "--cost").out()).contains("ec2:DescribeInstances");
    assertThat(run("doctor", "--cost").code()).isEqualTo(6);
    assertThat(run("doctor", "--cost", "--policy", "member").out())
        .contains("ec2:DescribeInstances");
  }

  @Test
  void eachRegionBeginsWithTheFirstPriceAlsoWhereNoneIsKnown() throws IOException {
    String world =
        """
        regions: [eu-west-1, eu-west-3]
        accounts:
          "123456789012":
            detectors: {all: {}}
            clusters: {all: [{name: web, nodes: {count: 500, type: m6i.large}}]}
        """;
    Files.writeString(
        file,
        """
        version: 1
        feature: RUNTIME_MONITORING
        regions: [eu-west-1, eu-west-3]
        standalone: [{account: "123456789012", approach: all}]
        """);
    try (var two = Sandbox.start(World.parse(world, "world.yaml"), 0, CLOCK)) {
      Cli.Ran planned = Cli.on(folder, two).run("plan", "--sandbox", "-f", file + "", "--cost");

      // twice 500 at 1.50 and 500 at 0.75
      assertThat(costs(planned.out()).getFirst())
          .contains("USD 500.00 to 2,250.00 a month for 2,000 vCPUs");
    }
  }

  @Test
  void manyClustersAreAskedForInPartsAndManyNodesComeInPages() throws IOException {
    String many =
        IntStream.range(0, 150)
            .mapToObj("{name: c%03d, nodes: 10}"::formatted)
            .collect(Collectors.joining(", "));
    String world =
        """
        accounts: {"123456789012": {detectors: {all: {}}, clusters: {us-east-1: [%s]}}}
        """
            .formatted(many);
    Files.writeString(
        file,
        """
        version: 1
        feature: RUNTIME_MONITORING
        regions: [us-east-1]
        standalone: [{account: "123456789012", approach: all}]
        """);
    try (var large = Sandbox.start(World.parse(world, "world.yaml"), 0, CLOCK)) {
      Cli.Ran planned = Cli.on(folder, large).run("plan", "--sandbox", "-f", file + "", "--cost");

      assertThat(costs(planned.out()))
          .containsExactly(
              "cost in us-east-1: USD 750.00 to 2,625.00 a month for 3,000 vCPUs (2,190,000 vCPU-hours),"
                  + " 1,500 nodes now on 150 clusters; prices read 2026-10-07");
      assertThat(large.events().calls())
          .filteredOn(call -> call.operation().equals("DescribeInstances"))
          .hasSize(2);
    }
  }
}
