package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.eksguard.sim.EventLog;
import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `eksguard explain`, on 2026-11-24.
class ExplainTest {
  private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String WORLD =
      """
      regions: [us-east-1, eu-west-1]
      organization:
        management: "000011112222"
        administrator: "111122223333"
        units:
          ou-abcd-11111111: {name: workloads}
          ou-abcd-22222222: {name: payments, parent: ou-abcd-11111111}
        configuration:
          all: {autoEnableOrganizationMembers: ALL, features: {EKS_RUNTIME_MONITORING: NEW}}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {clusters: {us-east-1: [security]}}
        "444455556666":
          parent: ou-abcd-22222222
          clusters:
            us-east-1: [checkout, {name: vendor, tags: {GuardDutyManaged: "False"}}]
        "777788889999":
          parent: ou-abcd-22222222
          clusters: {us-east-1: [payments]}
        "888899990000": {clusters: {us-east-1: [other]}}
        "999900001111": {membership: Removed}
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1, eu-west-1]
      organization:
        administrator: {account: "111122223333"}
        newAccounts: {autoEnable: NEW, approach: only}
        members:
          - account: "444455556666"
            approach: all-except
            regions: [us-east-1]
            exclude:
              - {name: "ven*", reason: CHG-1, owner: ops, until: 2026-11-23}
              - absent
          - {ou: ou-abcd-11111111, approach: manual}
          - {ou: ou-abcd-22222222, approach: all}
      access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
      """;

  @TempDir private Path folder;
  private Path world;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    world = Files.writeString(folder.resolve("world.yaml"), WORLD);
    file = Files.writeString(folder.resolve("file.yaml"), FILE);
  }

  private Cli.Ran explain(String... args) {
    List<String> all = new ArrayList<>(List.of("explain"));
    all.addAll(List.of(args));
    all.addAll(List.of("--sandbox=" + world, "-f", file.toString()));
    return Cli.on(folder).run(all.toArray(String[]::new));
  }

  private String text(String about) {
    var ran = explain(about);
    assertThat(ran.code()).as("%s", ran).isZero();
    return ran.out().replace(folder + "/", "");
  }

  private JsonNode json(String about) throws IOException {
    String out = explain(about, "--format", "json").out();
    assertThat(mistakes(out)).as(out).isEmpty();
    return JSON.readTree(out);
  }

  static List<Error> mistakes(String document) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(Path.of("schemas/explain.schema.json")), InputFormat.JSON)
        .validate(document, InputFormat.JSON);
  }

  @Test
  void tellsWhatDecidesWhatIsWantedWhatIsLiveAndWhatThePlanWouldDo() {
    assertThat(text("444455556666/us-east-1"))
        .isEqualTo(
            """
            444455556666  a member of the organization
              decides    file.yaml:8  names the account: all-except in us-east-1
              overrides  file.yaml:15  is for ou-abcd-22222222: all
              overrides  file.yaml:14  is for ou-abcd-11111111: manual
              units      ou-abcd-22222222, below ou-abcd-11111111

            us-east-1
              wanted     RUNTIME_MONITORING on, add-on managed; EKS_RUNTIME_MONITORING off
                         GuardDuty shall manage every cluster but those excluded, which must carry GuardDutyManaged = "false" before the feature is on
              live       RUNTIME_MONITORING off; EKS_RUNTIME_MONITORING off
              member     Enabled: it is active
              new ones   the organization turns on by itself: RUNTIME_MONITORING NONE/NONE; EKS_RUNTIME_MONITORING NEW/NONE
              clusters
                checkout  shall be managed; is not managed now, its tag is absent, it must be anything but "false"  (no line names it)
                vendor  shall not be managed; is not managed now, its tag is "False", it must be "false"  (file.yaml:12  ven*; reason: CHG-1; owner: ops; until 2026-11-23, which has passed)
              plan       2 steps:
                + tag     vendor  GuardDutyManaged: "False" -> "false"  (shall not be managed, file.yaml:12)
                + enable  RUNTIME_MONITORING: off -> on, add-on managed  (differs from the file, file.yaml:8)
                    after  us-east-1/444455556666/vendor/tag
                    if     cluster vendor carries GuardDutyManaged = "false"
                    if     every cluster there is by then in us-east-1/444455556666 carries the tag that it needs, and none that is in the way
            """);
  }

  @Test
  void theNearestUnitDecidesWhereNothingNamesTheAccount() throws IOException {
    JsonNode json = json("777788889999");

    assertThat(json.path("decides").path("for").asString()).isEqualTo("ou-abcd-22222222");
    assertThat(json.path("decides").path("source").path("line").asInt()).isEqualTo(15);
    assertThat(json.path("overrides").path(0).path("for").asString()).isEqualTo("ou-abcd-11111111");
    assertThat(json.path("regions").values().stream().map(r -> r.path("status").asString()))
        .containsExactly("changes", "changes");
  }

  @Test
  void aClusterIsExplainedWithTheStepsOfItsAccountAndWithoutTheTagsOfOthers() throws IOException {
    JsonNode region = json("444455556666/us-east-1/checkout").path("regions").path(0);

    assertThat(region.path("clusters").size()).isEqualTo(1);
    assertThat(region.path("clusters").path(0).path("tagNeed").path("is").asString())
        .isEqualTo("anything-but");
    assertThat(region.path("steps").values().stream().map(step -> step.path("id").asString()))
        .containsExactly("us-east-1/444455556666/feature");
  }

  @Test
  void aClusterThatIsNotThereIsToldWhatWouldHold() throws IOException {
    JsonNode cluster =
        json("444455556666/us-east-1/absent").path("regions").path(0).path("clusters").path(0);

    assertThat(cluster.path("exists").asBoolean()).isFalse();
    assertThat(cluster.path("shallBeManaged").asBoolean()).isFalse();
    assertThat(cluster.path("line").path("source").path("line").asInt()).isEqualTo(13);
    assertThat(text("444455556666/us-east-1/absent"))
        .contains("absent  shall not be managed; is not there; if it appears, this holds");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "444455556666/eu-west-1|region-left-out|leaves this region out (file.yaml:10)",
        "888899990000|unmanaged|An entry for it under `organization.members` (file.yaml:7) would cover it",
        "111122223333|unmanaged|An `approach` at `organization.administrator` (file.yaml:5) would cover it",
        "999900001111|inactive|it is not an active member, and no entry names it. Add it as a member again",
        "123456789012|unknown|it is no member here, and no entry names it",
      })
  void whatIsLeftAloneIsToldWithTheLineThatWouldCoverIt(
      String about, String status, String sentence) throws IOException {
    assertThat(json(about).path("regions").path(0).path("status").asString()).isEqualTo(status);
    assertThat(text(about)).contains("plan       ", sentence).doesNotContain("wanted");
  }

  @Test
  void anAccountThatNobodyKnowsIsAWarning() {
    assertThat(explain("123456789012").err())
        .contains("warning EG207: Account 123456789012 is known neither to the file nor to");
  }

  @Test
  void nothingOfOtherAccountsIsReadButTheListOfMembers() {
    explain("444455556666");

    List<RecordedCall> calls = EventLog.read(Path.of(world + ".events.jsonl")).calls();
    assertThat(
            calls.stream()
                .filter(call -> call.service().equals("eks"))
                .map(RecordedCall::account)
                .collect(Collectors.toSet()))
        .isEqualTo(Set.of("444455556666"));
    assertThat(calls.stream().filter(call -> call.operation().equals("GetDetector"))).isEmpty();
    assertThat(calls.stream().filter(call -> call.operation().matches("(Tag|Untag|Update).*")))
        .isEmpty();
  }

  @Test
  void afterTheApplyThereIsNothingToDo() throws IOException {
    Cli.on(folder)
        .run(
            "apply", "--yes", "--allow=changePercent", "--sandbox=" + world, "-f", file.toString());

    assertThat(json("444455556666/us-east-1").path("regions").path(0).path("status").asString())
        .isEqualTo("as-wanted");
    assertThat(text("444455556666/us-east-1/vendor"))
        .contains(
            "Nothing to do: live is as the file says.",
            "is not managed now, its tag is \"false\", it must be \"false\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4444", "444455556666/nowhere", "444455556666/us-east-1/a/b", "prod"})
  void refusesWhatIsNoSelector(String about) {
    assertThat(explain(about).code()).isEqualTo(64);
  }

  @Test
  void refusesARegionThatTheFileDoesNotName() throws IOException {
    var ran = explain("444455556666/ap-south-1");
    var json = explain("444455556666/ap-south-1", "--format", "json");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("EG207", "It names `eu-west-1`, `us-east-1`.");
    assertThat(OutputSchemaTest.mistakes(json.out())).isEmpty();
  }

  @Test
  void whereTheAccountCannotBeReadItEndsAsAPlanWould() throws IOException {
    Files.writeString(
        world,
        WORLD.replace(
            "\"444455556666\":\n", "\"444455556666\":\n    deny: [\"eks:ListClusters\"]\n"));

    var ran = explain("444455556666/us-east-1");

    assertThat(ran.code()).isEqualTo(6);
    assertThat(ran.out()).contains("Nothing can be planned here; the diagnostics say why.");
    assertThat(ran.err()).contains("EG101");
  }

  @Test
  void whereTheUnitsCannotBeReadItDoesNotSayThatAnythingDecides() throws IOException {
    Files.writeString(
        world,
        WORLD
            .replace("\"000011112222\": {", "\"000011112222\": {deny: [\"organizations:*\"], ")
            .replace("\"111122223333\": {", "\"111122223333\": {deny: [\"organizations:*\"], "));

    var ran = explain("777788889999/us-east-1", "--format", "json");
    JsonNode json = JSON.readTree(ran.out());

    assertThat(mistakes(ran.out())).isEmpty();
    assertThat(ran.code()).isEqualTo(6);
    assertThat(json.path("units").isNull()).isTrue();
    assertThat(json.path("decides").isNull()).isTrue();
    assertThat(json.path("regions").path(0).path("status").asString()).isEqualTo("undecided");
  }

  @Test
  void allThatDependsOnOtherAccountsIsSaid() throws IOException {
    Files.writeString(
        file,
        """
        version: 1
        feature: RUNTIME_MONITORING
        regions: [us-east-1]
        organization:
          administrator: {account: "111122223333", approach: all}
          newAccounts: {autoEnable: ALL, approach: all}
          defaults: {approach: all}
        access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
        """);

    assertThat(json("444455556666").path("regions").path(0).path("needsOthers").asBoolean())
        .isTrue();
    assertThat(text("444455556666"))
        .contains("`eksguard plan --target 444455556666/us-east-1` reads them.");
  }

  static List<String> scenarios() throws IOException {
    return ScenariosTest.scenarios();
  }

  /// Reading one account alone must not make another plan of it.
  @ParameterizedTest
  @MethodSource("scenarios")
  void thePlanOfAnAccountIsThatOfTheWholePlan(String scenario) throws IOException {
    Path given = SCENARIOS.resolve(scenario);
    Path there = Files.copy(given.resolve("world.yaml"), folder.resolve("scenario.yaml"));
    Set<String> accounts = World.parse(Files.readString(there), "world.yaml").accounts().keySet();
    String[] where = {
      "--format=json", "--sandbox=" + there, "-f", given.resolve("file.yaml").toString()
    };

    for (String account : accounts) {
      var explained = JSON.readTree(run(where, "explain", account));
      var planned = JSON.readTree(run(where, "plan", "--target", account));

      assertThat(
              explained.path("regions").values().stream()
                  .flatMap(region -> region.path("steps").values().stream())
                  .map(ExplainTest::step))
          .as("%s", account)
          .containsExactlyInAnyOrderElementsOf(
              planned.path("steps").values().stream().map(ExplainTest::step).toList());
    }
  }

  private String run(String[] where, String... command) {
    List<String> args = new ArrayList<>(List.of(command));
    args.addAll(List.of(where));
    return Cli.on(folder).run(args.toArray(String[]::new)).out();
  }

  private static String step(JsonNode step) {
    return "%s %s %s after %s, %d guards"
        .formatted(
            step.path("id").asString(),
            step.path("action").asString(),
            step.path("reason").asString(),
            step.path("dependsOn"),
            step.path("guards").size());
  }

  @Test
  void theSchemaIsWhatTheCommandPrintsAndExplainsEveryKey() throws IOException {
    String schema = Files.readString(Path.of("schemas/explain.schema.json"));
    List<String> silent = new ArrayList<>();
    OutputSchemaTest.collectSilent(JSON.readTree(schema), "", silent);

    assertThat(Cli.on(folder).run("schema", "explain").out()).isEqualTo(schema);
    assertThat(silent).isEmpty();
  }
}
