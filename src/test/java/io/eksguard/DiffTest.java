package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What changed in AWS between two snapshots.
class DiffTest {
  private static final String ORGANIZATION = "examples/organization.yaml";

  @TempDir private Path folder;

  @Test
  void saysWhatAnApplyChanged() throws IOException {
    Files.copy(Path.of("examples/worlds/organization.yaml"), folder.resolve("world.yaml"));
    String before = take("before.json");
    var applied = cli().run("apply", world(), "-f", ORGANIZATION, "--yes");
    String after = take("after.json");

    var diff = cli().run("diff", before, after);

    assertThat(applied.code()).as("%s", applied).isZero();
    assertThat(diff.code()).isEqualTo(2);
    assertThat(diff.out())
        .contains("us-east-1/444455556666 RUNTIME_MONITORING: DISABLED/DISABLED -> ENABLED/ENABLED")
        .contains("GuardDutyManaged: absent -> false");
    assertThat(cli().run("diff", after, before).out())
        .contains("RUNTIME_MONITORING: ENABLED/ENABLED -> DISABLED/DISABLED");
  }

  @Test
  void saysThatNothingChanged() throws IOException {
    Files.copy(Path.of("examples/worlds/organization.yaml"), folder.resolve("world.yaml"));
    String kept = take("a.json");

    assertThat(cli().run("diff", kept, kept)).isEqualTo(new Cli.Ran(0, "No changes.\n", ""));
  }

  @Test
  void doesNotTakeWhatCouldNotBeReadForGone() throws IOException {
    Files.copy(Path.of("examples/worlds/organization.yaml"), folder.resolve("world.yaml"));
    String kept = take("a.json");
    String text = Files.readString(Path.of(kept));
    int at = text.indexOf("\"clusters\" : {\n      \"state\" : \"present\"");
    String unread =
        text.substring(0, at)
            + text.substring(at)
                .replaceFirst("\"state\" : \"present\"", "\"state\" : \"not-read\"");
    Path other = Files.writeString(folder.resolve("b.json"), unread);

    var diff = cli().run("diff", kept, other.toString());

    assertThat(diff.out()).matches("\\? \\S+ clusters: present -> not read\n1 change\\.\n");
  }

  @Test
  void fitsItsSchema() throws IOException {
    Files.copy(Path.of("examples/worlds/organization.yaml"), folder.resolve("world.yaml"));
    String before = take("before.json");
    cli().run("apply", world(), "-f", ORGANIZATION, "--yes");

    String json = cli().run("diff", before, take("after.json"), "--format", "json").out();

    assertThat(mistakes(json)).isEmpty();
    assertThat(json).contains("\"outcome\" : \"changes\"", "\"kind\" : \"cluster-tag\"");
  }

  private static final String BY_HAND =
      """
      accounts:
        "123456789012":
          detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED}}}}
          clusters:
            us-east-1:
              - {name: edge, agent: {by: manual, version: v1.11.0-eksbuild.4, tags: {eksguard: managed}}}
              - {name: gone, agent: {by: manual, tags: {eksguard: managed}}}
              - fresh
      """;
  private static final String AGENTS =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      standalone:
        - account: "123456789012"
          approach: manual
          agents: [{name: edge, version: v1.12.1-eksbuild.4}, fresh]
      """;

  @Test
  void saysWhichAgentsCameAndWentAndChanged() throws IOException {
    Files.writeString(folder.resolve("world.yaml"), BY_HAND);
    String file = Files.writeString(folder.resolve("agents.yaml"), AGENTS).toString();
    String before = folder.resolve("before.json").toString();
    String after = folder.resolve("after.json").toString();
    cli().run("snapshot", world(), "-f", file, "-o", before);
    var applied = cli().run("apply", world(), "-f", file, "--yes", "--allow", "uninstall=1");
    cli().run("snapshot", world(), "-f", file, "-o", after);

    var diff = cli().run("diff", before, after);
    var json = cli().run("diff", before, after, "--format", "json").out();

    assertThat(applied.code()).as("%s", applied).isZero();
    assertThat(diff.out())
        .contains(
            "~ us-east-1/123456789012 cluster edge agent: v1.11.0-eksbuild.4 -> v1.12.1-eksbuild.4")
        .contains("- us-east-1/123456789012 cluster gone agent: v1.12.1-eksbuild.4 -> absent")
        .contains("+ us-east-1/123456789012 cluster fresh agent: absent -> v1.12.1-eksbuild.4")
        .endsWith("\n3 changes.\n");
    assertThat(mistakes(json)).isEmpty();
    assertThat(json).contains("\"kind\" : \"cluster-agent\"", "\"part\" : \"version\"");
  }

  @Test
  void agentsThatOnlyOneSnapshotReadsDidNotComeOrGo() throws IOException {
    Files.writeString(folder.resolve("world.yaml"), BY_HAND);
    String with = Files.writeString(folder.resolve("agents.yaml"), AGENTS).toString();
    String without =
        Files.writeString(
                folder.resolve("plain.yaml"), AGENTS.substring(0, AGENTS.indexOf("    agents:")))
            .toString();
    String before = folder.resolve("before.json").toString();
    String after = folder.resolve("after.json").toString();
    cli().run("snapshot", world(), "-f", without, "-o", before);
    cli().run("snapshot", world(), "-f", with, "-o", after);

    var diff = cli().run("diff", before, after);

    assertThat(diff.out())
        .isEqualTo("? us-east-1/123456789012 agents: not read -> read\n1 change.\n");
  }

  @Test
  void refusesBothFilesAtOnce() throws IOException {
    Path none = folder.resolve("none.json");
    Path plan = Files.writeString(folder.resolve("plan.json"), "{\"kind\": \"eksguard-plan\"}");

    var diff = cli().run("diff", none.toString(), plan.toString());

    assertThat(diff.code()).isEqualTo(64);
    assertThat(List.of(diff.err().split("error EG431", -1))).hasSize(3);
  }

  private static List<Error> mistakes(String json) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(Path.of("schemas/diff.schema.json")), InputFormat.JSON)
        .validate(json, InputFormat.JSON);
  }

  private Cli cli() {
    return Cli.on(folder);
  }

  private String world() {
    return "--sandbox=" + folder.resolve("world.yaml");
  }

  private String take(String name) {
    String kept = folder.resolve(name).toString();
    cli().run("snapshot", world(), "-f", ORGANIZATION, "-o", kept);
    return kept;
  }
}
