package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.eksguard.live.CoverageIssue;
import io.eksguard.render.CoverageIssueText;
import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `eksguard coverage`, with the real SDK against a sandbox.
class CoverageTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final String WORLD =
      """
      regions: [us-east-1, eu-west-1]
      organization:
        management: "000011112222"
        administrator: "111122223333"
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666":
          detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: ENABLED}}}}
          clusters:
            us-east-1:
              - {name: checkout, agent: guardduty}
              - {name: crowded, agent: {by: guardduty, version: v1.12.1-eksbuild.4, issue: "Addon Status Unhealthy:EKS Addon Issue - InsufficientNumberOfReplicas: one or more pods is not scheduled 0/3 nodes"}}
              - {name: fresh, agent: {by: guardduty, version: v1.12.1-eksbuild.4, issue: "EKS Runtime Monitoring enablement resource provisioning in progress"}}
              - {name: legacy, tags: {GuardDutyManaged: "false"}}
              - {name: outpost, agent: {by: guardduty, version: v1.12.1-eksbuild.4, issue: "Local EKS clusters:EKS addons are not supported on local outpost clusters."}}
              - {name: strange, agent: {by: guardduty, version: v1.12.1-eksbuild.4, issue: "Moon\\e[31m in the wrong house"}}
            eu-west-1: [{name: web, agent: guardduty}]
        "777788889999":
          detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: DISABLED}}}}
          clusters: {us-east-1: [{name: other, agent: {by: manual, version: v1.9.0-eksbuild.2}}]}
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
      access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
      """;

  @TempDir private Path folder;
  private Sandbox sandbox = Sandbox.start(World.parse(WORLD, "world.yaml"), 0, CLOCK);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Cli.Ran run(String file, String... args) throws IOException {
    var path = Files.writeString(folder.resolve("file.yaml"), file).toString();
    return Cli.on(folder, sandbox)
        .run(
            Stream.concat(Stream.of("coverage", "--sandbox", "-f", path), Arrays.stream(args))
                .toArray(String[]::new));
  }

  private JsonNode json(String file) throws IOException {
    String out = run(file, "--format", "json").out();
    assertThat(mistakes(out)).as(out).isEmpty();
    return JsonMapper.shared().readTree(out);
  }

  private static String schema() throws IOException {
    return Files.readString(Path.of("schemas/coverage.schema.json"));
  }

  private static List<Error> mistakes(String document) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema(), InputFormat.JSON)
        .validate(document, InputFormat.JSON);
  }

  @Test
  void showsEachClusterThatTheFileCoversWithItsIssueAndWhatToDo() throws IOException {
    var ran = run(FILE);

    assertThat(ran.code()).as("%s", ran).isZero();
    assertThat(ran.out())
        .isEqualTo(
            """
            ACCOUNT       REGION     CLUSTER   STATUS     AGENT               MANAGED BY  FILE         NODES
            444455556666  eu-west-1  web       healthy    v1.12.1-eksbuild.4  GuardDuty   managed      3/3
            444455556666  us-east-1  checkout  healthy    v1.12.1-eksbuild.4  GuardDuty   managed      3/3
            444455556666  us-east-1  crowded   unhealthy  v1.12.1-eksbuild.4  GuardDuty   managed      0/3
                Addon Status Unhealthy:EKS Addon Issue - InsufficientNumberOfReplicas: one or more pods is not scheduled 0/3 nodes
                Give the agent a PriorityClass that preempts lower ones, or the cluster larger or more nodes.
            444455556666  us-east-1  fresh     unhealthy  v1.12.1-eksbuild.4  GuardDuty   managed      0/3
                EKS Runtime Monitoring enablement resource provisioning in progress
                Wait: GuardDuty is still setting it up. It is no error.
            444455556666  us-east-1  legacy    unhealthy  -                   hand        not managed  0/3
            444455556666  us-east-1  outpost   unhealthy  v1.12.1-eksbuild.4  GuardDuty   managed      0/3
                Local EKS clusters:EKS addons are not supported on local outpost clusters.
                Nothing can be done: local clusters on Outposts take no add-ons. Leave it out in the file.
            444455556666  us-east-1  strange   unhealthy  v1.12.1-eksbuild.4  GuardDuty   managed      0/3
                Moon\\u001b[31m in the wrong house
                This version does not know it; see https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html

            1 cluster of accounts that the file does not cover left out.
            7 clusters: 2 healthy, 5 unhealthy. Of the unhealthy, 1 shall not be managed by GuardDuty. Issues: 1 to do, 1 to wait for, 1 to leave, 1 unknown.
            """);
  }

  @Test
  void asksOnlyForTheListOfEachRegion() throws IOException {
    run(FILE);

    assertThat(sandbox.events().calls())
        .extracting(RecordedCall::operation)
        .containsExactlyInAnyOrder(
            "GetCallerIdentity", "ListDetectors", "ListDetectors", "ListCoverage", "ListCoverage");
  }

  @Test
  void coversByTheDefaultsWhomGuardDutyLists() throws IOException {
    JsonNode document =
        json(
            FILE.replace(
                "  members:\n", "  defaults: {approach: only, include: [other]}\n  members:\n"));

    assertThat(document.path("summary").path("leftOut").asInt()).isZero();
    assertThat(document.path("clusters").values())
        .anySatisfy(cluster -> {
          assertThat(cluster.path("account").asString()).isEqualTo("777788889999");
          assertThat(cluster.path("managedBy").asString()).isEqualTo("MANUAL");
          assertThat(cluster.path("wanted").asString()).isEqualTo("managed");
        });
  }

  @Test
  void theJsonHasTheIssueAsItIsAndItsKind() throws IOException {
    JsonNode document = json(FILE);

    assertThat(document.path("outcome").asString()).isEqualTo("complete");
    assertThat(document.path("summary").path("healthy").asInt()).isEqualTo(2);
    assertThat(document.path("clusters").values())
        .filteredOn(cluster -> cluster.path("cluster").asString().equals("strange"))
        .singleElement()
        .satisfies(cluster -> {
          assertThat(cluster.path("issue").path("text").asString())
              .isEqualTo("Moon\u001b[31m in the wrong house");
          assertThat(cluster.path("issue").path("kind").asString()).isEqualTo("other");
          assertThat(cluster.path("issue").path("remedy").asString()).isEqualTo("unknown");
        });
  }

  @Test
  void aRegionThatCannotBeReadCostsOnlyItselfUnlessStrict() throws IOException {
    sandbox.faults().on("ListCoverage").region("eu-west-1").deny();

    var ran = run(FILE);

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("6 clusters: 1 healthy").doesNotContain("eu-west-1");
    assertThat(ran.err()).contains("guardduty:ListCoverage", "EG101");
    assertThat(run(FILE, "--strict").code()).isEqualTo(7);
    assertThat(json(FILE).path("outcome").asString()).isEqualTo("incomplete");
  }

  @Test
  void whereAllIsDeniedItEndsSo() throws IOException {
    sandbox.faults().on("ListCoverage").deny();

    assertThat(run(FILE).code()).isEqualTo(6);
    assertThat(run(FILE, "--strict").code()).isEqualTo(6);
    assertThat(json(FILE).path("diagnostics").size()).isEqualTo(2);
  }

  @Test
  void aStandaloneAccountIsAskedItself() throws IOException {
    sandbox.close();
    sandbox =
        Sandbox.start(
            World.parse(
                """
                caller: {account: "123456789012", role: eksguard}
                accounts:
                  "123456789012":
                    detectors: {us-east-1: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: DISABLED}}}}
                    clusters: {us-east-1: [{name: payments, tags: {GuardDutyManaged: "true"}, agent: guardduty}]}
                """,
                "world.yaml"),
            0,
            CLOCK);

    JsonNode document =
        json(
            """
            version: 1
            feature: RUNTIME_MONITORING
            regions: [us-east-1]
            standalone: [{account: "123456789012", approach: only, include: [payments]}]
            """);

    assertThat(document.path("clusters").size()).isEqualTo(1);
    assertThat(document.path("clusters").path(0).path("status").asString()).isEqualTo("HEALTHY");
    assertThat(document.path("clusters").path(0).path("managedBy").asString())
        .isEqualTo("AUTO_MANAGED");
  }

  @Test
  void aWrongFileIsToldAsElsewhere() throws IOException {
    var ran = run("version: 1\n", "--format", "json");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(OutputSchemaTest.mistakes(ran.out())).isEmpty();
  }

  @Test
  void theSchemaIsPrintedExplainsEveryKeyAndKnowsEveryKind() throws IOException {
    assertThat(Cli.on(folder).run("schema", "coverage").out()).isEqualTo(schema());
    List<String> silent = new ArrayList<>();
    JsonNode document = JsonMapper.shared().readTree(schema());
    OutputSchemaTest.collectSilent(document, "", silent);
    assertThat(silent).isEmpty();
    assertThat(
            document.at("/$defs/issue/properties/kind/enum").values().stream()
                .map(JsonNode::asString))
        .containsExactlyElementsOf(
            Arrays.stream(CoverageIssue.values()).map(CoverageIssue::word).toList());
  }

  @Test
  void eachKindOfIssueHasACureOfOneLine() {
    assertThat(CoverageIssue.values())
        .allSatisfy(
            kind -> assertThat(CoverageIssueText.cure(kind)).isNotBlank().doesNotContain("\n"));
  }
}
