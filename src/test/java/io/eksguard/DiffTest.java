package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

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

    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Path.of("schemas/diff.schema.json")), InputFormat.JSON);
    assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
    assertThat(json).contains("\"outcome\" : \"changes\"", "\"kind\" : \"cluster-tag\"");
  }

  @Test
  void refusesBothFilesAtOnce() throws IOException {
    Path none = folder.resolve("none.json");
    Path plan = Files.writeString(folder.resolve("plan.json"), "{\"kind\": \"eksguard-plan\"}");

    var diff = cli().run("diff", none.toString(), plan.toString());

    assertThat(diff.code()).isEqualTo(64);
    assertThat(List.of(diff.err().split("error EG431", -1))).hasSize(3);
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
