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
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// GuardDuty's own coverage in the plan and in the matrix of `drift`.
class PlanCoverageTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final String WORLD =
      """
      organization: {management: "000011112222", administrator: "111122223333"}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666":
          detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: ENABLED}}}}
          clusters:
            us-east-1:
              - {name: checkout, agent: guardduty}
              - {name: crowded, agent: {by: guardduty, version: v1.12.1-eksbuild.4, issue: "EKS Runtime Monitoring enablement resource provisioning in progress"}}
              - {name: legacy, tags: {GuardDutyManaged: "false"}}
        "777788889999": {clusters: {us-east-1: [web]}}
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
          - {account: "777788889999", approach: all}
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

  private Cli.Ran run(String command, String... args) {
    List<String> all = new java.util.ArrayList<>(List.of(command, "--sandbox", "-f", file + ""));
    all.addAll(List.of(args));
    return Cli.on(folder, sandbox).run(all.toArray(String[]::new));
  }

  private long lists() {
    return sandbox.events().calls().stream()
        .map(RecordedCall::operation)
        .filter("ListCoverage"::equals)
        .count();
  }

  private static String cell(Document page, String account) {
    return page.select("a.cell[href=#at-us-east-1-" + account + "]").text();
  }

  @Test
  void theMatrixAndTheDetailShowWhatGuardDutySays() {
    Document page = Jsoup.parse(run("plan", "--coverage", "--format", "html").out());

    assertThat(cell(page, "444455556666"))
        .contains("Coverage: 1 healthy, 1 unhealthy, 1 not to be managed");
    assertThat(cell(page, "777788889999")).contains("Coverage: no cluster listed");
    assertThat(page.select("#at-us-east-1-444455556666 tr:contains(crowded)").text())
        .contains("unhealthy v1.12.1-eksbuild.4", "provisioning in progress", "Next: Wait");
    assertThat(page.text())
        .contains("GuardDuty's own coverage: 1 healthy, 1 unhealthy, 1 not to be managed.");
  }

  @Test
  void withoutTheOptionTheCellSaysHowToKnow() {
    Document page = Jsoup.parse(run("plan", "--format", "html").out());

    assertThat(cell(page, "444455556666")).contains("Coverage: not read (plan --coverage)");
    assertThat(lists()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "markdown"})
  void aLineCountsIt(String format) {
    String line = "GuardDuty's own coverage: 1 healthy, 1 unhealthy, 1 not to be managed.\n";

    assertThat(run("plan", "--coverage", "--format", format).out()).contains(line);
    assertThat(run("plan", "--format", format).out()).doesNotContain("own coverage");
  }

  @Test
  void jsonHasEachCluster() throws IOException {
    String out = run("plan", "--coverage", "--format", "json").out();

    var schema = Files.readString(Path.of("schemas/output.schema.json"));
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON)
                .validate(out, InputFormat.JSON))
        .isEmpty();
    JsonNode coverage = JsonMapper.shared().readTree(out).path("coverage");
    assertThat(coverage.path("complete").asBoolean()).isTrue();
    assertThat(coverage.path("summary").toString())
        .isEqualTo(
            """
            {"clusters":3,"healthy":1,"unhealthy":2,"unhealthyNotWanted":1,"other":0,"notListed":0}\
            """);
    assertThat(coverage.path("clusters").values())
        .extracting(one -> one.path("cluster").asString() + " " + one.path("status").asString())
        .containsExactly("checkout HEALTHY", "crowded UNHEALTHY", "legacy UNHEALTHY");
  }

  /// `legacy` is listed with its nodes, `web` is not.
  @Test
  void nodesAreCountedAsFarAsTheyAreListed() throws IOException {
    Files.writeString(
        file, FILE.replace("approach: all-except, exclude: [legacy]", "approach: all"));

    String text = run("plan", "--coverage").out();
    JsonNode reaction =
        JsonMapper.shared()
            .readTree(run("plan", "--coverage", "--format", "json").out())
            .path("reaction");

    assertThat(text).contains("cost: 3 nodes on 1 cluster and those of others, going by coverage");
    assertThat(run("plan").out()).contains("cost: the nodes are not known");
    assertThat(reaction.path("nodes").toString())
        .isEqualTo("{\"nodes\":3,\"clusters\":1,\"ofClusters\":2}");
    assertThat(reaction.has("priceUnknownIn")).isFalse();
  }

  /// Also where the administrator's view is what the plan goes by, and in `drift`.
  @Test
  void oneListIsReadForEachDetector() {
    run("plan", "--coverage");
    run("plan", "--coverage", "--shallow");
    run("drift", "--shallow");

    assertThat(lists()).isEqualTo(3);
  }

  @Test
  void whatCannotBeReadIsTold() throws IOException {
    sandbox.close();
    String denied =
        WORLD.replace(
            "\"111122223333\": {}", "\"111122223333\": {deny: [\"guardduty:ListCoverage\"]}");

    try (Sandbox other = Sandbox.start(World.parse(denied, "world.yaml"), 0, CLOCK)) {
      var ran =
          Cli.on(folder, other)
              .run(
                  "plan",
                  "--sandbox",
                  "-f",
                  file + "",
                  "--coverage",
                  "--strict",
                  "--out-html=" + folder.resolve("p.html"));

      assertThat(ran.code()).as(ran.toString()).isEqualTo(7);
      assertThat(ran.err()).contains("guardduty:ListCoverage");
      assertThat(ran.out()).contains("Not all of it could be read.");
      assertThat(cell(Jsoup.parse(Files.readString(folder.resolve("p.html"))), "444455556666"))
          .contains("Coverage: could not be read");
    }
  }

  @Test
  void nobodyCanBeAskedOfThePast() {
    var ran = run("plan", "--coverage", "--undo", "latest");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("`--coverage` asks GuardDuty now", "Leave `--undo` out");
  }

  @Test
  void theMatrixOfDriftShowsItToo() {
    Document page = Jsoup.parse(run("drift", "--format", "html").out());

    assertThat(cell(page, "444455556666"))
        .contains(
            "1 propagating", "3 clusters", "Coverage: 1 healthy, 1 unhealthy, 1 not to be managed");
    assertThat(page.select("#at-us-east-1-444455556666 tr:contains(crowded)").text())
        .contains("provisioning in progress");
  }
}
