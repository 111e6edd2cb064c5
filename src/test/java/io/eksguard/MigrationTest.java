package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.EventLog;
import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.world.AutoEnable;
import io.eksguard.sim.world.Feature;
import io.eksguard.sim.world.OrganizationConfiguration;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A migration that somebody began by hand and eksguard ends.
class MigrationTest {
  private static final Path GIVEN =
      Path.of("src/test/resources/scenarios/a-migration-begun-by-hand-is-brought-to-its-end");
  private static final String REGION = "us-east-1";
  private static final List<String> ACCOUNTS =
      List.of("111122223333", "444455556666", "777788889999", "888899990000");

  @TempDir private Path folder;
  private Path world;

  @BeforeEach
  void copy() throws IOException {
    world = Files.copy(GIVEN.resolve("world.yaml"), folder.resolve("world.yaml"));
  }

  private Cli.Ran run(String... command) {
    List<String> args = new ArrayList<>(List.of(command));
    args.addAll(List.of("--sandbox=" + world, "-f", GIVEN.resolve("file.yaml").toString()));
    return Cli.on(folder).run(args.toArray(String[]::new));
  }

  private World now() throws IOException {
    return World.parse(Files.readString(world), "world.yaml");
  }

  private OrganizationConfiguration organization() throws IOException {
    return now().organization().orElseThrow().configuration(REGION);
  }

  private Feature feature(String account, String name) throws IOException {
    return now().at(account, REGION).detector().orElseThrow().feature(name);
  }

  @Test
  void thePlanSaysThatItIsOneAndWhatItIsGoodFor() throws IOException {
    String out = run("plan").out();
    JsonNode note =
        JsonMapper.shared().readTree(run("plan", "--format", "json").out()).path("migration");

    assertThat(out)
        .contains(
            """
            Migration from EKS_RUNTIME_MONITORING to RUNTIME_MONITORING: 1 account in 1 region moves; 2 accounts in 1 region have both on, and EKS_RUNTIME_MONITORING is retired; the organization's setting for new accounts goes along in 1 region.
            RUNTIME_MONITORING is turned on first, with the add-on setting of the file, and EKS_RUNTIME_MONITORING off only after that; no call names both.
            """);
    assertThat(note.path("from").asString()).isEqualTo("EKS_RUNTIME_MONITORING");
    assertThat(note.path("moved").path(0).path("account").asString()).isEqualTo("777788889999");
    assertThat(note.path("beside").values().stream().map(p -> p.path("account").asString()))
        .containsExactly("111122223333", "444455556666");
    assertThat(note.path("organization").path(0).asString()).isEqualTo(REGION);
    assertThat(out).contains(note.path("message").asString().split(": ", 2)[0]);
  }

  @Test
  void aSavedPlanAndAnApplySayItToo() {
    String saved = folder.resolve("plan.json").toString();
    String sentence = "Migration from EKS_RUNTIME_MONITORING to RUNTIME_MONITORING: 1 account";

    run("plan", "-o", saved);

    assertThat(Cli.on(folder).run("show", saved).out()).contains(sentence);
    assertThat(run("apply", "--yes").out()).contains(sentence);
    assertThat(run("plan").out()).doesNotContain("Migration");
  }

  @Test
  void atTheEndTheOldFeatureIsOnNowhere() throws IOException {
    run("apply", "--yes");

    for (String account : ACCOUNTS) {
      assertThat(feature(account, Feature.EKS_RUNTIME_MONITORING).enabled()).as(account).isFalse();
      assertThat(feature(account, Feature.RUNTIME_MONITORING).enabled()).as(account).isTrue();
    }
    assertThat(organization().feature(Feature.EKS_RUNTIME_MONITORING).autoEnable())
        .isEqualTo(AutoEnable.NONE);
    assertThat(organization().feature(Feature.RUNTIME_MONITORING).autoEnable())
        .isEqualTo(AutoEnable.NEW);
  }

  @Test
  void whatIsNoneOfItsBusinessStays() throws IOException {
    run("apply", "--yes");

    assertThat(feature("111122223333", Feature.RUNTIME_MONITORING).additional())
        .containsEntry("ECS_FARGATE_AGENT_MANAGEMENT", true);
    assertThat(feature("444455556666", Feature.RUNTIME_MONITORING).additional())
        .containsEntry("EC2_AGENT_MANAGEMENT", true);
    assertThat(feature("777788889999", Feature.RUNTIME_MONITORING).additional())
        .as("no agent of ECS or EC2 was turned on by the way")
        .doesNotContainEntry("EC2_AGENT_MANAGEMENT", true)
        .doesNotContainEntry("ECS_FARGATE_AGENT_MANAGEMENT", true);
    assertThat(organization().members()).isEqualTo(AutoEnable.ALL);
    assertThat(organization().feature("S3_DATA_EVENTS").autoEnable()).isEqualTo(AutoEnable.NEW);
    assertThat(organization().feature(Feature.RUNTIME_MONITORING).additional())
        .containsEntry("EC2_AGENT_MANAGEMENT", AutoEnable.NEW);
  }

  @Test
  void anOldFeatureThatIsOffIsNoDriftWhateverItsAddOnSettingSays() {
    assertThat(run("plan").out()).doesNotContain("888899990000");
    assertThat(run("plan", "--target", "888899990000").out()).contains("No changes.");
  }

  @Test
  void whereverBothAreWrittenTheOldOneWaitsForTheNewOne() throws IOException {
    JsonNode steps =
        JsonMapper.shared().readTree(run("plan", "--format", "json").out()).path("steps");

    Map<String, List<String>> waits = new TreeMap<>();
    steps
        .values()
        .forEach(step ->
            waits.put(
                step.path("id").asString(),
                step.path("dependsOn").values().stream().map(JsonNode::asString).toList()));
    assertThat(waits)
        .containsKeys(
            "us-east-1/111122223333/other-feature",
            "us-east-1/444455556666/feature",
            "us-east-1/777788889999/feature",
            "us-east-1/organization/RUNTIME_MONITORING");
    assertThat(waits.get("us-east-1/444455556666/other-feature"))
        .contains("us-east-1/444455556666/feature");
    assertThat(waits.get("us-east-1/777788889999/other-feature"))
        .contains("us-east-1/777788889999/feature");
    assertThat(waits.get("us-east-1/organization/EKS_RUNTIME_MONITORING"))
        .contains("us-east-1/organization/RUNTIME_MONITORING");
  }

  /// GuardDuty refuses a request that names both, and so does the sandbox.
  @Test
  void noCallNamesBoth() {
    run("apply", "--yes");

    List<RecordedCall> writes =
        EventLog.read(Path.of(world + ".events.jsonl")).calls().stream()
            .filter(call -> call.operation().startsWith("Update"))
            .toList();
    assertThat(writes).hasSizeGreaterThan(4).allMatch(call -> call.status() == 200);
  }
}
