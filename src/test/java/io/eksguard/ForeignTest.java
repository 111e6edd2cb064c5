package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `--foreign`: who else owns what the file speaks of.
class ForeignTest {
  private static final String ORGANIZATION = "examples/organization.yaml";
  private static final String PLAN = "examples/foreign/terraform-plan.json";
  private static final String STATE = "src/test/resources/foreign/state.json";
  private static final String STACKS = "examples/foreign/describe-stacks.json";
  private static final String WORLD =
      """
      regions: [eu-west-1]
      accounts:
        "444455556666":
          membership: none
          detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: ENABLED}}}}
          clusters:
            eu-west-1:
              - {name: legacy-billing, tags: {"aws:cloudformation:stack-name": payments-eks}}
              - {name: kept, tags: {"aws:cloudformation:stack-name": payments-eks, GuardDutyManaged: "false"}}
              - {name: checkout, agent: guardduty, tags: {"aws:cloudformation:stack-name": payments-eks}}
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [eu-west-1]
      standalone:
        - account: "444455556666"
          approach: all-except
          exclude: [legacy-billing, kept]
      """;

  @TempDir private Path folder;

  private Cli.Ran plan(String... more) {
    List<String> args = new ArrayList<>(List.of("plan", "--sandbox", "-f", ORGANIZATION));
    args.addAll(List.of(more));
    return Cli.on(folder).run(args.toArray(String[]::new));
  }

  private Cli.Ran small(String command, String... more) throws IOException {
    Path world = Files.writeString(folder.resolve("world.yaml"), WORLD);
    Path file = Files.writeString(folder.resolve("file.yaml"), FILE);
    List<String> args =
        new ArrayList<>(List.of(command, "-f", file.toString(), "--sandbox=" + world));
    args.addAll(List.of(more));
    return Cli.on(folder).run(args.toArray(String[]::new));
  }

  /// The diagnostics about other owners, each with its hint.
  private static String others(String text) {
    return Arrays.stream(text.split("(?m)^(?=\\S)"))
        .filter(one -> one.contains(": EG26") || one.contains(" EG26"))
        .collect(Collectors.joining());
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static List<Error> errors(String schema, JsonNode root) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(Path.of("schemas", schema)), InputFormat.JSON)
        .validate(root.toString(), InputFormat.JSON);
  }

  private String changed(String from, String to) throws IOException {
    String text = Files.readString(Path.of(PLAN));
    assertThat(text).contains(from);
    return Files.writeString(folder.resolve("changed.json"), text.replace(from, to)).toString();
  }

  @Test
  void aPlanWarnsOfEachOtherOwner() throws IOException {
    var ran = plan("--foreign", PLAN);

    Golden.check("foreign/plan.txt", others(ran.err()));
    assertThat(ran.code()).isZero();
  }

  @Test
  void aStateTellsNoMoreThanItKnows() throws IOException {
    var ran = plan("--foreign", STATE);

    Golden.check("foreign/state.txt", others(ran.err()));
  }

  @Test
  void nothingIsToldOfWhatIsAsTheFileSays() throws IOException {
    Cli.on(folder).run("apply", "--sandbox", "-f", ORGANIZATION, "--yes");

    String told = others(plan("--foreign", changed("\"DISABLED\"", "\"ENABLED\"")).err());

    assertThat(told)
        .contains("aws_eks_cluster.otherwise")
        .doesNotContain("left_alone", "aws_eks_cluster.ignored");
  }

  /// The other owner's plan stays as it was made, whatever is done here: only its own change helps.
  @Test
  void theWarningGoesWithTheLineThatItsHintNames() throws IOException {
    String mended =
        changed(
            "\"tags_all\": {\n      \"team\": \"platform\"\n     }",
            "\"tags_all\": {\n      \"GuardDutyManaged\": \"false\"\n     }");

    assertThat(others(plan("--foreign", PLAN).err())).contains("EG263");
    assertThat(others(plan("--foreign", mended).err())).doesNotContain("EG263", "legacy-billing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "markdown", "html"})
  void noSecretOfTheFileIsShown(String format) {
    var ran = plan("--foreign", PLAN, "--foreign", STATE, "--foreign", STACKS, "--format", format);

    assertThat(ran.out() + ran.err())
        .contains("aws_eks_cluster.secret")
        .doesNotContain("hunter2", "dummy");
  }

  @Test
  void aHostileFileWritesNothingOfItsOwn() throws IOException {
    String hostile =
        changed("aws_eks_cluster.harmful\"", "aws_eks_cluster.<b>\\u001b[2J`@all`'; rm x; '\"");

    var text = plan("--foreign", hostile);
    var html = plan("--foreign", hostile, "--format", "html");
    var markdown = plan("--foreign", hostile, "--format", "markdown");

    assertThat(text.err()).contains("aws_eks_cluster.<b>\\u001b[2J'@all'").doesNotContain("\u001b");
    assertThat(html.out())
        .contains("aws_eks_cluster.&lt;b&gt;")
        .doesNotContain("aws_eks_cluster.<b>");
    assertThat(markdown.out()).contains("<b>\\u001b[2J'@all''; rm x; '` (no-op,");
  }

  @Test
  void anotherOwnerStandsInTheDiagnosticsOfJson() throws IOException {
    JsonNode root = json(plan("--foreign", PLAN, "--format", "json").out());

    assertThat(root.path("diagnostics").values())
        .filteredOn(one -> one.path("code").asString().equals("EG263"))
        .singleElement()
        .satisfies(one -> assertThat(one.path("line").asInt()).isEqualTo(33));
    assertThat(errors("output.schema.json", root)).isEmpty();
  }

  @Test
  void driftNamesTheOtherOwnerOfWhatHasDrifted() throws IOException {
    var ran = small("drift", "--foreign", PLAN, "--foreign", STACKS);

    Golden.check("foreign/drift.txt", ran.toString().replace(folder + "/", ""));
    assertThat(ran.code()).isEqualTo(2);
  }

  @Test
  void driftTakesTheStackOfAClusterForALikelyOwner() throws IOException {
    var ran = small("drift");

    assertThat(ran.out())
        .containsOnlyOnce("The CloudFormation stack `payments-eks` made cluster `legacy-billing`")
        .contains("likely")
        .doesNotContain("made cluster `kept`", "made cluster `checkout`");
    assertThat(small("plan").err()).doesNotContain("payments-eks");
  }

  @Test
  void nothingIsGuessedOfAStackThatHasTheTag() throws IOException {
    Path stacks =
        Files.writeString(
            folder.resolve("stacks.json"),
            Files.readString(Path.of(STACKS))
                .replace("\"team\"", "\"GuardDutyManaged\"")
                .replace("\"platform\"", "\"false\""));

    var ran = small("drift", "--foreign", stacks.toString());

    assertThat(ran.out() + ran.err())
        .doesNotContain("made cluster `legacy-billing`", "made cluster `kept`")
        .contains("made cluster `checkout`");
  }

  @Test
  void jsonOfDriftHasTheOtherOwners() throws IOException {
    JsonNode root =
        json(small("drift", "--foreign", PLAN, "--foreign", STACKS, "--format", "json").out());

    JsonNode tag =
        root.path("items").values().stream()
            .filter(one -> one.path("key").asString().endsWith("legacy-billing/tag"))
            .findFirst()
            .orElseThrow();
    assertThat(tag.path("otherOwners").values())
        .extracting(one -> one.path("kind").asString(), one -> one.path("code").asString())
        .containsExactly(tuple("terraform-plan", "EG263"), tuple("cloudformation", "EG266"));
    assertThat(errors("drift.schema.json", root)).isEmpty();
    assertThat(errors("drift.schema.json", json(small("drift", "--format", "json").out())))
        .isEmpty();
  }

  @Test
  void aSettingOfADetectorThatIsNowhereIsNotCompared() throws IOException {
    String nowhere =
        changed("arn:aws:guardduty:eu-west-1:111122223333:detector/", "arn:aws:guardduty:x/");

    String told = others(plan("--foreign", nowhere).err());

    assertThat(told)
        .contains(
            "note EG264: Terraform's `module.platform[\"prod\"].aws_guardduty_detector_feature.runtime`"
                + " (create, in `%s`) sets `RUNTIME_MONITORING` of an account that its file does not name."
                    .formatted(nowhere),
            "sets `RUNTIME_MONITORING` of account 777788889999 in `eu-west-1` too");
  }

  @Test
  void aProviderThatIgnoresTheTagCannotMakeAClusterWithIt() throws IOException {
    String ignoring =
        changed(
            "\"assume_role\": [",
            "\"ignore_tags\": [{\"key_prefixes\": {\"constant_value\": [\"GuardDuty\"]}}], \"assume_role\": [");

    assertThat(others(plan("--foreign", ignoring).err()))
        .contains("makes cluster `web-3`", "make the cluster with a provider that has not");
  }

  @Test
  void forWhomGuardDutyIsTurnedOnMattersOnlyWhereTheFileSaysIt() throws IOException {
    Path says =
        Files.writeString(
            folder.resolve("says.yaml"),
            Files.readString(Path.of(ORGANIZATION))
                .replace("autoEnable: NEW", "autoEnable: NEW\n    guardDuty: NEW"));

    var ran = Cli.on(folder).run("plan", "--sandbox", "-f", says.toString(), "--foreign", PLAN);

    assertThat(ran.err())
        .contains("`auto_enable_organization_members` is `ALL` there and `NEW` by the file");
    assertThat(plan("--foreign", PLAN).err()).doesNotContain("auto_enable_organization_members");
  }

  /// The feature that the file did not choose is one that it turns off.
  @Test
  void theOtherFeatureIsWantedOff() throws IOException {
    String other =
        changed("\"name\": \"RUNTIME_MONITORING\"", "\"name\": \"EKS_RUNTIME_MONITORING\"");

    String told = others(plan("--foreign", other).err());

    assertThat(told)
        .contains(
            "sets `EKS_RUNTIME_MONITORING` of account 888899990000 in `eu-west-1` too: `status` is"
                + " `ENABLED` there and `DISABLED` by the file",
            "sets `EKS_RUNTIME_MONITORING` of new accounts in `eu-west-1` too: `auto_enable` is `ALL`"
                + " there and `NONE` by the file")
        .contains(
            "sets `EKS_RUNTIME_MONITORING` of account 777788889999 in `eu-west-1` too, today as");
  }

  @Test
  void aClusterThatNoFilePlacesIsFoundByItsNameAmongThoseThatAreThere() throws IOException {
    String unplaced = changed("arn:aws:eks:us-east-1:222233334444:cluster/edge", "");

    assertThat(others(plan("--foreign", unplaced).err()))
        .contains("owns cluster `edge` of account 222233334444 in `us-east-1` (by its name only)");
  }

  @Test
  void explainTellsOfTheOwnersOfWhatItExplains() {
    var cluster =
        Cli.on(folder)
            .run(
                "explain",
                "--sandbox",
                "-f",
                ORGANIZATION,
                "--foreign",
                PLAN,
                "777788889999/eu-west-1/web-2");

    assertThat(cluster.err())
        .contains("aws_eks_cluster.otherwise")
        .doesNotContain("harmful", "aws_eks_addon", "aws_guardduty");
  }

  @Test
  void aFileThatCannotBeUsedIsAWarningAndOneThatIsMissingAnError() throws IOException {
    Path cut = Files.writeString(folder.resolve("cut.json"), "{\"format_version\": \"1.2\", ");

    var warned = plan("--foreign", cut.toString());
    var refused = plan("--foreign", folder.resolve("none.json").toString());
    var undo = plan("--undo", "latest", "--foreign", PLAN);

    assertThat(warned.err()).contains("warning EG261", "cut.json` cannot be used: it is not JSON");
    assertThat(warned.code()).isZero();
    assertThat(refused.err()).contains("error EG001");
    assertThat(refused.code()).isEqualTo(64);
    assertThat(undo.err()).contains("error EG401");
    assertThat(undo.code()).isEqualTo(64);
  }
}
