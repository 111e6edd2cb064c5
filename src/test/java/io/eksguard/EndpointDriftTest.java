package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// What `drift` says of the endpoints that agents by hand need.
class EndpointDriftTest {
  /// Each VPC has its own trouble: a group and a policy that are narrow, another owner, and what
  /// GuardDuty left. All agents are as the file says.
  private static final String WORLD =
      """
      accounts:
        "123456789012":
          detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: DISABLED}}}}
          clusters:
            us-east-1:
              - {name: edge, vpc: vpc-1, agent: {by: manual, tags: {eksguard: managed}}}
              - {name: web, vpc: vpc-2, agent: {by: manual, tags: {eksguard: managed}}}
              - {name: old, vpc: vpc-3}
          vpcs:
            us-east-1:
              - id: vpc-1
                endpoints:
                  - groups: [sg-1]
                    policy: '{"Statement":[{"Effect":"Allow","Action":"s3:*"}]}'
                groups: [{id: sg-1, https: [10.0.1.0/24]}]
              - {id: vpc-2, owner: "999900001111"}
              - id: vpc-3
                endpoints: [{groups: [sg-3], tags: {GuardDutyManaged: "true"}}]
                groups: [{id: sg-3, https: [10.0.0.0/16]}]
        "999900001111": {}
      """;

  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      standalone:
        - account: "123456789012"
          approach: manual
          agents: [edge, web]
          endpoint: managed
      """;

  @TempDir private Path folder;

  private Cli.Ran drift(String file, String... more) throws IOException {
    Path world = Files.writeString(folder.resolve("world.yaml"), WORLD);
    Path wanted = Files.writeString(folder.resolve("file.yaml"), file);
    var arguments = new ArrayList<>(List.of("drift", "-f", wanted.toString()));
    arguments.add("--sandbox=" + world);
    arguments.addAll(List.of(more));
    return Cli.on(folder).run(arguments.toArray(String[]::new));
  }

  @Test
  void whatIsAWarningInThePlanIsAnItemAndNoDrift() throws IOException {
    var ran = drift(FILE, "--format", "json");

    assertThat(ran.code()).as("%s", ran).isZero();
    var root = JsonMapper.shared().readTree(ran.out());
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("schemas/drift.schema.json")), InputFormat.JSON)
                .validate(ran.out(), InputFormat.JSON))
        .isEmpty();
    assertThat(root.path("items").values().stream())
        .filteredOn(item -> !item.path("kind").asString().equals("unhealthy"))
        .extracting(item ->
            item.path("kind").asString()
                + " "
                + item.path("key").asString()
                + " "
                + item.path("drift").booleanValue())
        .containsExactly(
            "leftover-endpoint us-east-1/123456789012/leftover endpoint of vpc-3, guardduty false",
            "shared-vpc us-east-1/123456789012/owner of vpc-2 false",
            "narrow-endpoint us-east-1/123456789012/policy of the endpoint of vpc-1 false",
            "narrow-endpoint us-east-1/123456789012/security group of the endpoint of vpc-1 false");
    assertThat(ran.out()).containsOnlyOnce("belongs to account 999900001111");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "markdown", "html", "sarif", "junit"})
  void everyFormatHasThem(String format) throws IOException {
    var ran = drift(FILE, "--format", format);

    assertThat(ran.out())
        .contains("vpc-1", "does not let in port 443", "does not let agents through")
        .contains("999900001111", "vpc-3", "stays in");
  }

  @Test
  void theyCountAsDriftOnlyWhereThatIsAskedFor() throws IOException {
    assertThat(drift(FILE, "--fail-on", "narrow-endpoint").code()).isEqualTo(2);
    assertThat(drift(FILE, "--fail-on", "leftover-agent").code()).isZero();
  }

  @Test
  void aReportOfLeftoversIsNoDriftUnderAnyApproach() throws IOException {
    var file =
        FILE.replace("manual", "only")
            .replace("agents: [edge, web]", "include: [none]")
            .replace("endpoint: managed\n", "\n");

    assertThat(drift(file).out()).doesNotContain("leftover-endpoint");
    var ran = drift(file + "leftoverAgents: report\n");

    assertThat(ran.code()).as("%s", ran).isZero();
    assertThat(ran.out())
        .contains("leftover-endpoint", "that GuardDuty made stays in VPC `vpc-3`")
        .contains("2 leftover-agent", "that eksguard installed");
  }

  @Test
  void whatTheFileWantsGoneIsDrift() throws IOException {
    var ran = drift(FILE + "leftoverAgents: remove\n");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).contains("drifted", "endpoint of vpc-3: wanted none");
  }
}
