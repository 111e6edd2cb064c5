package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `import` says of the endpoints that agents of ours need: planning it is empty.
class EndpointImportTest {
  private static final String OPEN = "groups: [{id: sg-1, https: [10.0.0.0/16]}]";
  private static final String OURS =
      "endpoints: [{groups: [sg-1], tags: {eksguard: managed}}], " + OPEN;
  private static final String THEIRS = "endpoints: [{groups: [sg-1]}], " + OPEN;

  @TempDir private Path folder;

  private static String world(String vpcs) {
    return """
    accounts:
      "123456789012":
        detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: DISABLED}}}}
        clusters:
          us-east-1:
            - {name: edge, vpc: vpc-1, agent: {by: manual, tags: {eksguard: managed}}}
            - {name: web, vpc: vpc-2}
        vpcs: {us-east-1: [%s]}
      "999900001111": {}
    """
        .formatted(vpcs);
  }

  /// The file that import made, after a look that planning it is empty.
  private String imported(String world) throws IOException {
    Path kept = Files.writeString(folder.resolve("world.yaml"), world);
    var cli = Cli.on(folder);
    var ran = cli.run("import", "--sandbox=" + kept, "--region", "us-east-1", "--standalone");
    assertThat(ran.code()).as("%s", ran).isZero();
    Path file = Files.writeString(folder.resolve("file.yaml"), ran.out());
    var planned =
        cli.run("plan", "--sandbox=" + kept, "-f", file.toString(), "--detailed-exitcode");
    assertThat(planned.code()).as("%s\n%s", ran, planned).isZero();
    return ran.out();
  }

  private static String vpcs(String first, String more) {
    return "{id: vpc-1" + (first.isEmpty() ? "" : ", ") + first + "}" + more;
  }

  @Test
  void oneThatIsOursIsManaged() throws IOException {
    assertThat(imported(world(vpcs(OURS, "")))).contains("endpoint: managed");
  }

  @Test
  void oneOfOthersGoesWithoutSaying() throws IOException {
    assertThat(imported(world(vpcs(THEIRS, "")))).contains("name: edge").doesNotContain("endpoint");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | since VPC `vpc-1` has none",
        "'dnsHostnames: false, endpoints: [{groups: [sg-1]}]' | cannot use that of VPC `vpc-1`",
        "'endpoints: [{groups: [sg-1]}], groups: [{id: sg-1}]' | cannot use that of VPC `vpc-1`"
      })
  void whereALookWouldEndWithAnErrorNobodyLooks(String vpc, String why) throws IOException {
    var file = imported(world(vpcs(vpc, "")));

    assertThat(file).contains("endpoint: ignored");
    assertThat(file.replaceAll("\\s*\n#\\s*", " ")).contains(why);
  }

  @Test
  void oursIsNotManagedWhereAnotherOneWouldGoForThat() throws IOException {
    var file = imported(world(vpcs(OURS, ", {id: vpc-2, " + OURS + "}")));

    assertThat(file).doesNotContain("endpoint: managed\n").contains("`vpc-2`");
  }

  @Test
  void aSharedVpcStaysChecked() throws IOException {
    assertThat(imported(world("{id: vpc-1, owner: \"999900001111\"}")))
        .contains("name: edge")
        .doesNotContain("endpoint");
  }

  @Test
  void whereEc2CannotBeReadNobodyLooks() throws IOException {
    var file =
        imported(
            world(vpcs(OURS, ""))
                .replace(
                    "  \"123456789012\":",
                    "  \"123456789012\":\n    deny: [\"ec2:DescribeVpcEndpoints\"]"));

    assertThat(file).contains("endpoint: ignored", "could not be read");
  }

  @Test
  void vpcsAreReadOnlyWhereAgentsOfOursAre() throws IOException {
    var without = world(vpcs(OURS, "")).replace("tags: {eksguard: managed}}}\n", "}}\n");
    try (var sandbox = Sandbox.start(World.parse(without, "w"), 0, InstantSource.system())) {
      Cli.on(folder, sandbox).run("import", "--sandbox", "--region", "us-east-1", "--standalone");

      assertThat(sandbox.events().calls())
          .isNotEmpty()
          .noneMatch(call -> call.service().equals("ec2"));
    }
  }
}
