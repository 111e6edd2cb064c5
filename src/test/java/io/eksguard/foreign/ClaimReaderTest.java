package io.eksguard.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.model.AccountId;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Region;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// The plan and the state were made by Terraform 1.11 with its AWS provider 5.100, from what stands
/// in `foreign/terraform` and a state written by hand; what does not matter was cut out of them.
class ClaimReaderTest {
  private static final Path PLAN = Path.of("examples/foreign/terraform-plan.json");
  private static final Path STATE = Path.of("src/test/resources/foreign/state.json");
  private static final Path STACKS = Path.of("examples/foreign/describe-stacks.json");
  private static final String MODULE = "module.platform[\"prod\"].";

  private static ClaimReader.Read read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ClaimReader.Read read(byte[] bytes) {
    return ClaimReader.read(new ByteArrayInputStream(bytes), "file.json");
  }

  private static List<Claim> claims(Path file) throws IOException {
    ClaimReader.Read read = read(Files.readAllBytes(file));
    assertThat(read.problem()).isEmpty();
    return read.claims();
  }

  private static Claim claim(Path file, String address) throws IOException {
    return claims(file).stream()
        .filter(claim -> claim.holder().name().equals(MODULE + address))
        .findFirst()
        .orElseThrow();
  }

  private static Claim.ClusterTags tags(Path file, String address) throws IOException {
    return (Claim.ClusterTags) claim(file, address);
  }

  private static Whereabouts at(String account, String region) {
    return new Whereabouts(Optional.of(new AccountId(account)), Optional.of(new Region(region)));
  }

  private static TagValue tag(String value) {
    return new TagValue.Present(Optional.of(value), false);
  }

  /// A plan with one resource.
  private static String plan(String type, String change, String more) {
    return """
    {"format_version": "1.2", "resource_changes": [{"address": "%s.x", "mode": "managed",
      "type": "%s", "name": "x", "change": %s}], %s "later": {"more": [1, 2]}}
    """
        .formatted(type, type, change, more);
  }

  @Test
  void aPlanTellsWhatTheTagIsAndShallBe() throws IOException {
    Claim.ClusterTags taken = tags(PLAN, "aws_eks_cluster.this[\"legacy-billing\"]");

    assertThat(taken)
        .isEqualTo(
            new Claim.ClusterTags(
                new Holder.Planned(
                    "file.json",
                    MODULE + "aws_eks_cluster.this[\"legacy-billing\"]",
                    List.of("update")),
                at("444455556666", "eu-west-1"),
                new ClusterName("legacy-billing"),
                tag("false"),
                new TagValue.Absent(),
                false));
  }

  @Test
  void whatALifecycleIgnoresStaysInThePlan() throws IOException {
    Claim.ClusterTags ignoring = tags(PLAN, "aws_eks_cluster.left_alone");

    assertThat(ignoring.after()).isEqualTo(tag("true"));
    assertThat(ignoring.ignored()).isFalse();
  }

  @Test
  void aProviderMayLeaveTheTagToOthers() throws IOException {
    assertThat(tags(PLAN, "aws_eks_cluster.ignored").ignored()).isTrue();
    assertThat(tags(PLAN, "aws_eks_cluster.otherwise").ignored()).isFalse();
  }

  @Test
  void aNewClusterIsWhereItsProviderIs() throws IOException {
    Claim.ClusterTags made = tags(PLAN, "aws_eks_cluster.made");

    assertThat(made.where()).isEqualTo(at("777788889999", "eu-west-1"));
    assertThat(made.after()).isEqualTo(new TagValue.Absent());
  }

  @Test
  void aSecretTagIsKnownToBeOneAndNotKept() throws IOException {
    assertThat(tags(PLAN, "aws_eks_cluster.secret").after())
        .isEqualTo(new TagValue.Present(Optional.empty(), true));
    assertThat(claims(PLAN).toString()).doesNotContain("hunter2", "dummy");
  }

  @Test
  void settingsOfGuardDutyAreWhereTheirDetectorIs() throws IOException {
    assertThat(claim(PLAN, "aws_guardduty_detector_feature.runtime"))
        .isEqualTo(
            new Claim.AccountFeature(
                new Holder.Planned(
                    "file.json",
                    MODULE + "aws_guardduty_detector_feature.runtime",
                    List.of("create")),
                at("111122223333", "eu-west-1"),
                Feature.RUNTIME_MONITORING,
                Optional.of(true),
                Optional.of(false)));
    assertThat(claim(PLAN, "aws_guardduty_member_detector_feature.runtime").where())
        .isEqualTo(at("777788889999", "eu-west-1"));
    assertThat(claim(PLAN, "aws_guardduty_organization_configuration.this"))
        .isInstanceOfSatisfying(
            Claim.OrganizationGuardDuty.class,
            all -> assertThat(all.autoEnable()).isEqualTo(AutoEnable.ALL));
    assertThat(claim(PLAN, "aws_guardduty_organization_configuration_feature.runtime"))
        .isInstanceOfSatisfying(
            Claim.OrganizationFeature.class,
            all -> {
              assertThat(all.autoEnable()).contains(AutoEnable.ALL);
              assertThat(all.addonManagement()).contains(AutoEnable.ALL);
            });
  }

  @Test
  void anAddonAndAnEndpointAreKnownByWhatTheyAreOf() throws IOException {
    assertThat(claim(PLAN, "aws_eks_addon.agent"))
        .isInstanceOfSatisfying(
            Claim.Agent.class,
            agent -> assertThat(agent.cluster()).isEqualTo(new ClusterName("web-1")));
    assertThat(claim(PLAN, "aws_vpc_endpoint.data")).isInstanceOf(Claim.Endpoint.class);
  }

  @Test
  void aStateTellsWhatWasSeen() throws IOException {
    Claim.ClusterTags seen = tags(STATE, "aws_eks_cluster.otherwise");

    assertThat(seen.holder()).isInstanceOf(Holder.Remembered.class);
    assertThat(seen.before()).isEqualTo(new TagValue.Unknown());
    assertThat(seen.after()).isEqualTo(tag("false"));
    assertThat(claims(STATE)).hasSize(6);
  }

  @Test
  void aStackTellsItsTagsAndNothingElse() throws IOException {
    assertThat(claims(STACKS))
        .containsExactly(
            new Claim.StackTags(
                new Holder.Stack("file.json", "payments-eks"),
                at("444455556666", "eu-west-1"),
                new TagValue.Absent()));
    assertThat(
            read("""
            {"Stacks": [{"StackName": "a", "Tags": [{"Key": "GuardDutyManaged", "Value": "true"}]},
                        {"StackName": "b", "StackStatus": "DELETE_COMPLETE"}]}
            """)
                .claims())
        .containsExactly(
            new Claim.StackTags(
                new Holder.Stack("file.json", "a"), Whereabouts.UNTOLD, tag("true")));
  }

  @Test
  void aGzippedFileIsTheSame() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(Files.readAllBytes(PLAN));
    }

    assertThat(read(packed.toByteArray()).claims()).isEqualTo(claims(PLAN));
  }

  /// Tools such as `jq -S` put members in another order, so that a type comes after the values.
  @Test
  void theOrderOfMembersDoesNotMatter() throws IOException {
    var mapper =
        JsonMapper.builder()
            .enable(tools.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    Object tree = mapper.readValue(Files.readString(PLAN), Object.class);

    assertThat(read(mapper.writeValueAsString(tree)).claims()).isEqualTo(claims(PLAN));
  }

  @Test
  void whatIsDestroyedOrForgottenIsNobodys() {
    String gone = "{\"actions\": [\"%s\"], \"before\": {\"name\": \"web\"}, \"after\": null}";

    assertThat(read(plan("aws_eks_cluster", gone.formatted("delete"), "")).claims()).isEmpty();
    assertThat(read(plan("aws_eks_cluster", gone.formatted("forget"), "")).claims()).isEmpty();
  }

  @Test
  void aClusterThatIsMadeAnewIsWhereItWas() {
    String anew =
        """
        {"actions": ["delete", "create"],
         "before": {"name": "web", "arn": "arn:aws:eks:us-east-1:444455556666:cluster/web"},
         "after": {"name": "web", "tags": {"team": "a"}, "tags_all": {"team": "a"}},
         "after_unknown": {"arn": true}}
        """;

    assertThat(read(plan("aws_eks_cluster", anew, "")).claims())
        .singleElement()
        .satisfies(claim -> assertThat(claim.where()).isEqualTo(at("444455556666", "us-east-1")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"tags_all\": true, \"tags\": true} | unknown",
        "{\"tags_all\": {\"GuardDutyManaged\": true}, \"tags\": {\"GuardDutyManaged\": true}} | unknown",
        "{\"tags_all\": true, \"tags\": {\"team\": true}} | unknown",
        "{\"tags_all\": true} | absent",
        "{\"tags_all\": {\"team\": true}, \"tags\": {\"team\": true}} | absent",
      })
  void whatIsKnownAfterAnApplyOnlyIsNotGuessed(String unknown, String meant) {
    String change =
        "{\"actions\": [\"create\"], \"before\": null, \"after\": {\"name\": \"web\"}, \"after_unknown\": %s}"
            .formatted(unknown);

    assertThat(read(plan("aws_eks_cluster", change, "")).claims())
        .singleElement()
        .isInstanceOfSatisfying(
            Claim.ClusterTags.class,
            claim ->
                assertThat(claim.after())
                    .isEqualTo(
                        meant.equals("unknown") ? new TagValue.Unknown() : new TagValue.Absent()));
  }

  /// Version 6 of the provider; no such plan was made by Terraform here.
  @Test
  void aResourceMayNameItsOwnRegion() {
    String change =
        "{\"actions\": [\"create\"], \"after\": {\"name\": \"web\", \"region\": \"eu-north-1\"}}";

    assertThat(read(plan("aws_eks_cluster", change, "")).claims().getFirst().where().region())
        .contains(new Region("eu-north-1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"format_version\": \"2.0\"} | `format_version` is not one that is known",
        "{\"format_version\": \"1.2\", \"errored\": true} | making this plan failed",
        "{\"version\": 4, \"lineage\": \"a\", \"resources\": []} | it is a state as Terraform saves it",
        "{\"@level\": \"info\"} | it is the log of `terraform plan -json`",
        "{\"Records\": []} | which `--cloudtrail` takes",
        "{\"hello\": 1} | neither of Terraform nor of CloudFormation",
        "[1] | not one JSON object",
        "{\"format_version\": \"1.2\", \"secret-name\" | not JSON, or cut short, at line 1",
        "PK34 | a plan as Terraform saves it",
      })
  void whatCannotBeUsedSaysWhy(String text, String why) {
    ClaimReader.Read read = read(text);

    assertThat(read.claims()).isEmpty();
    assertThat(read.problem())
        .hasValueSatisfying(
            problem -> assertThat(problem).contains(why).doesNotContain("secret-name"));
  }

  @Test
  void aFileThatIsTooDeepIsRefused() {
    String deep = "{\"format_version\": \"1.2\", \"x\": " + "[".repeat(300) + "]".repeat(300) + "}";

    assertThat(read(deep).problem())
        .hasValueSatisfying(why -> assertThat(why).contains("too deep"));
  }

  @Test
  void anEmptyStateHasNothing() {
    assertThat(read("{\"format_version\": \"1.0\"}"))
        .isEqualTo(new ClaimReader.Read(List.of(), Optional.empty()));
  }
}
