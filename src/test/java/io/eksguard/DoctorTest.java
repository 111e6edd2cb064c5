package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `eksguard doctor`, with the real SDK against a sandbox.
class DoctorTest {
  /// Sessions of a fixed time would be over for the SDK, and opened again for each call.
  private static final InstantSource CLOCK = InstantSource.system();

  private static final String MEMBER_ROLE = "arn:aws:iam::444455556666:role/eksguard";
  private static final String WORLD =
      """
      regions: [us-east-1, eu-west-1]
      caller: {account: "111122223333", role: eksguard}
      organization:
        management: "000011112222"
        administrator: "111122223333"
        units: {ou-abcd-11111111: {name: workloads}}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {clusters: {us-east-1: [security]}}
        "444455556666": {clusters: {us-east-1: [checkout], eu-west-1: [billing]}}
        "777788889999": {parent: ou-abcd-11111111, clusters: {us-east-1: [web], eu-west-1: [web]}}
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1, eu-west-1]
      organization:
        administrator: {account: "111122223333", approach: all}
        newAccounts: {autoEnable: NEW, approach: only}
        members:
          - {account: "444455556666", approach: all}
          - {ou: ou-abcd-11111111, approach: all}
      access:
        members: {role: "arn:aws:iam::{account}:role/eksguard"}
        management: {role: "arn:aws:iam::000011112222:role/eksguard"}
      """;

  @TempDir private Path folder;

  private Cli.Ran doctor(String world, String file, String... args) throws IOException {
    try (var sandbox = Sandbox.start(World.parse(world, "world.yaml"), 0, CLOCK)) {
      return doctor(sandbox, file, args);
    }
  }

  private Cli.Ran doctor(Sandbox sandbox, String file, String... args) throws IOException {
    var path = Files.writeString(folder.resolve("file.yaml"), file).toString();
    return Cli.on(folder, sandbox)
        .run(
            Stream.concat(Stream.of("doctor", "--sandbox", "-f", path), Arrays.stream(args))
                .toArray(String[]::new));
  }

  private JsonNode json(String world, String file) throws IOException {
    String out = doctor(world, file, "--format", "json").out();
    assertThat(mistakes(out)).as(out).isEmpty();
    return JsonMapper.shared().readTree(out);
  }

  private static List<Error> mistakes(String document) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(Path.of("schemas/doctor.schema.json")), InputFormat.JSON)
        .validate(document, InputFormat.JSON);
  }

  private static String denied(String what) {
    return WORLD + "roles:\n  \"" + MEMBER_ROLE + "\": {" + what + "}\n";
  }

  private static List<String> failed(JsonNode document) {
    return document.path("checks").values().stream()
        .filter(check -> check.path("status").stringValue().equals("failed"))
        .map(check ->
            String.join(
                " ",
                check.path("topic").asString(),
                check.path("account").asString("-"),
                check.path("region").asString("-"),
                check.path("action").asString("-"),
                check.path("code").asString()))
        .toList();
  }

  @Test
  void whereAllIsWellItSaysSoAndNamesWhatItCouldNotTry() throws IOException {
    var ran = doctor(WORLD, FILE);

    assertThat(ran.code()).as("%s", ran).isZero();
    assertThat(ran.out())
        .contains(
            "Ready: ",
            "ok           allowed: guardduty:ListDetectors",
            "ok           trusted access of GuardDuty: 000011112222",
            "not checked  eks:TagResource, UntagResource: trying it would change something")
        .doesNotContain("failed  ");
  }

  @Test
  void nothingIsWrittenAndEachAccountIsEnteredOnce() throws IOException {
    try (var sandbox = Sandbox.start(World.parse(WORLD, "world.yaml"), 0, CLOCK)) {
      doctor(sandbox, FILE);

      assertThat(sandbox.events().calls())
          .extracting(RecordedCall::operation)
          .noneMatch(
              name -> name.matches("(Update|Create|Delete|Tag|Untag|Attach|Detach|Enable).*"));
      assertThat(sandbox.events().calls("AssumeRole")).hasSize(3);
    }
  }

  @Test
  void aMemberThatCannotBeEnteredIsToldOnceWithTheCure() throws IOException {
    var ran = doctor(denied("refused: true"), FILE);
    var document = json(denied("refused: true"), FILE);

    assertThat(ran.code()).isEqualTo(6);
    assertThat(ran.out())
        .contains("failed       credentials of the account: 444455556666")
        .contains("does its trust policy name the caller");
    assertThat(failed(document)).containsExactly("identity 444455556666 - - EG101");
  }

  @Test
  void aWrongExternalIdIsToldAsARoleThatCannotBeAssumed() throws IOException {
    var ran =
        doctor(
            denied("externalId: right"),
            FILE.replace("eksguard\"}\n  man", "eksguard\", externalId: wrong}\n  man"));

    assertThat(ran.code()).isEqualTo(6);
    assertThat(ran.out()).contains("external id that of the file");
  }

  @Test
  void theRightExternalIdIsTaken() throws IOException {
    var ran =
        doctor(
            denied("externalId: right"),
            FILE.replace("eksguard\"}\n  man", "eksguard\", externalId: right}\n  man"));

    assertThat(ran.code()).as("%s", ran).isZero();
  }

  @Test
  void aMissingActionIsToldOnceForAllThatMissIt() throws IOException {
    String world =
        denied("deny: [\"eks:ListClusters\"]")
            + "  \"arn:aws:iam::777788889999:role/eksguard\": {deny: [\"eks:ListClusters\"]}\n";

    var ran = doctor(world, FILE);
    var document = json(world, FILE);

    assertThat(ran.code()).isEqualTo(6);
    assertThat(ran.out())
        .containsOnlyOnce(
            "failed       may not eks:ListClusters: 444455556666, 777788889999 (eu-west-1, us-east-1)")
        .contains("`eksguard doctor --policy member` prints the whole policy");
    assertThat(document.path("missing").toString())
        .isEqualTo(
            "[{\"party\":\"member\",\"action\":\"eks:ListClusters\",\"accounts\":[\"444455556666\",\"777788889999\"]}]");
    assertThat(document.path("outcome").stringValue()).isEqualTo("not-ready");
  }

  @Test
  void aClusterThatMayNotBeDescribedIsAnActionOfItsOwn() throws IOException {
    assertThat(failed(json(denied("deny: [\"eks:DescribeCluster\"]"), FILE)))
        .containsExactly(
            "permission 444455556666 eu-west-1 eks:DescribeCluster EG101",
            "permission 444455556666 us-east-1 eks:DescribeCluster EG101");
  }

  @Test
  void aRegionThatIsNotEnabledIsNamed() throws IOException {
    var file = FILE.replace("eu-west-1]", "eu-west-1, af-south-1]");

    var ran = doctor(WORLD, file);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out())
        .contains("failed       region enabled: 111122223333 (af-south-1)", "docs/errors.md#eg107");
    assertThat(failed(json(WORLD, file)))
        .contains("region 111122223333 af-south-1 - EG107")
        .noneMatch(check -> check.startsWith("permission"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "{status: DISABLED}"})
  void aDetectorThatIsMissingOrSuspendedIsTold(String detector) throws IOException {
    var world =
        WORLD.replace(
            "{clusters: {us-east-1: [security]}}", "{detectors: {eu-west-1: " + detector + "}}");

    var ran = doctor(world, FILE);

    assertThat(ran.code()).as("%s", ran).isEqualTo(1);
    assertThat(failed(json(world, FILE)))
        .containsExactly("detector 111122223333 eu-west-1 - EG105");
  }

  @Test
  void whoIsNotTheDelegatedAdministratorIsToldWhereAndWhoIs() throws IOException {
    var world =
        WORLD.replace(
            "administrator: \"111122223333\"",
            "administrator: {us-east-1: \"111122223333\", eu-west-1: \"444455556666\"}");

    var ran = doctor(world, FILE);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out())
        .contains("it is a member of account 444455556666", "enable-organization-admin-account");
    assertThat(failed(json(world, FILE)))
        .containsExactly(
            "delegation 111122223333 eu-west-1 - EG141",
            "delegation 000011112222 eu-west-1 - EG141");
  }

  @Test
  void aMemberThatIsNotActiveFailsIfItIsNamedAndIsLeftAloneIfNot() throws IOException {
    var world =
        WORLD
            .replace(
                "{clusters: {us-east-1: [checkout]",
                "{membership: Removed, clusters: {us-east-1: [checkout]")
            .replace(
                "{parent: ou-abcd-11111111, ", "{parent: ou-abcd-11111111, membership: Disabled, ");

    var ran = doctor(world, FILE);

    assertThat(ran.out())
        .contains("failed       active member: 444455556666 (eu-west-1, us-east-1)")
        .contains("the administrator removed it from its members")
        .contains(
            "not checked  active member, in 777788889999: not active, and named by no entry: left alone");
    assertThat(ran.code()).isEqualTo(1);
  }

  @Test
  void withoutTheManagementAccountTrustIsNotChecked() throws IOException {
    var file =
        FILE.replace("  management: {role: \"arn:aws:iam::000011112222:role/eksguard\"}\n", "");

    var ran = doctor(WORLD, file);

    assertThat(ran.code()).as("%s", ran).isZero();
    assertThat(ran.out())
        .contains(
            "not checked  trusted access of GuardDuty: the file names no `access.management`");
  }

  @Test
  void whatOnlyDoctorWantsToKnowIsNoFailure() throws IOException {
    var world =
        WORLD
            + "roles:\n  \"arn:aws:iam::000011112222:role/eksguard\":\n"
            + "    deny: [\"organizations:ListAWSServiceAccessForOrganization\"]\n";

    var ran = doctor(world, FILE);

    assertThat(ran.code()).as("%s", ran).isZero();
    assertThat(ran.out()).contains("only `doctor` asks, and it may not");
  }

  @Test
  void aStandaloneAccountIsLookedAtToo() throws IOException {
    var ran =
        doctor(
            """
            accounts:
              "123456789012": {clusters: {us-east-1: [tools]}}
            """,
            """
            version: 1
            feature: RUNTIME_MONITORING
            regions: [us-east-1]
            standalone: [{account: "123456789012", approach: all}]
            """);

    assertThat(ran.code()).as("%s", ran).isZero();
    assertThat(ran.out())
        .contains(
            "standalone\n",
            "allowed: guardduty:ListDetectors, GetDetector, ListCoverage, eks:ListClusters");
  }

  @Test
  void readOnlyWithoutAPolicyIsWrongUsage() throws IOException {
    assertThat(doctor(WORLD, FILE, "--read-only").code()).isEqualTo(64);
  }
}
