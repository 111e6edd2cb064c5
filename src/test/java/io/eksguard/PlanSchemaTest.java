package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.eksguard.diff.Reason;
import io.eksguard.plan.Law;
import io.eksguard.plan.PlanCodec;
import io.eksguard.plan.PlanDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The published JSON Schema of plan files says what `plan -o` saves, in every way there is to make
/// a plan.
class PlanSchemaTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ORGANIZATION = "examples/organization.yaml";

  /// One member moves from the older feature to the newer one, under every kind of guard.
  private static final String MOVING_WORLD =
      """
      organization:
        management: "000011112222"
        administrator: "111122223333"
        configuration:
          all:
            autoEnableOrganizationMembers: NEW
            features: {EKS_RUNTIME_MONITORING: {autoEnable: NEW, EKS_ADDON_MANAGEMENT: NONE}}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666":
          detectors:
            all:
              features: {EKS_RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: DISABLED}}
          clusters:
            us-east-1: [{name: checkout, tags: {GuardDutyManaged: "true"}}, legacy]
      """;

  private static final String MOVING =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      organization:
        administrator: {account: "111122223333"}
        newAccounts: {autoEnable: NEW, approach: only}
        members:
          - {account: "444455556666", approach: all-except, exclude: [legacy]}
      access:
        administrator: {role: "arn:aws:iam::111122223333:role/eksguard", sessionName: nightly}
        members: {role: "arn:aws:iam::{account}:role/eksguard", externalId: e-1}
      """;

  @TempDir private Path folder;
  private Path world;
  private Path plan;
  private Cli cli;

  @BeforeEach
  void setUp() {
    world = folder.resolve("world.yaml");
    plan = folder.resolve("plan.json");
    cli = Cli.on(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {ORGANIZATION, "examples/standalone.yaml"})
  void takesThePlansOfTheExamples(String file) throws IOException {
    if (file.contains("standalone")) {
      Files.copy(Path.of("examples/worlds/small.yaml"), world);
    }

    save("-f", file);

    assertThat(mistakes(Files.readString(plan))).isEmpty();
    assertThat(JSON.readTree(Files.readString(plan)).path("steps").isEmpty()).isFalse();
  }

  @Test
  void takesAPlanWithEveryKindOfGuardAndRole() throws IOException {
    String saved = saveMoving();

    assertThat(mistakes(saved)).isEmpty();
    assertThat(saved).contains("cluster-tagged", "clusters-ready", "feature-set", "e-1", "nightly");
  }

  @Test
  void takesAPlanWithNothingToDo() throws IOException {
    cli.run("apply", sandbox(), "-f", ORGANIZATION, "--yes");

    save("-f", ORGANIZATION);

    assertThat(mistakes(Files.readString(plan))).isEmpty();
    assertThat(JSON.readTree(Files.readString(plan)).path("steps").isEmpty()).isTrue();
  }

  @Test
  void takesTheWayBackFromARun() throws IOException {
    cli.run("apply", sandbox(), "-f", ORGANIZATION, "--yes");

    save("--undo", "latest");

    assertThat(mistakes(Files.readString(plan))).isEmpty();
    assertThat(Files.readString(plan)).contains("UNDONE");
  }

  @Test
  void takesWhatIsLeftOfAPlan() throws IOException {
    save("-f", ORGANIZATION);
    String changed = Files.readString(world).replace("- web-2", "- web-2\n      - web-3");
    Files.writeString(world, changed);

    cli.run("apply", sandbox(), plan.toString());
    String left = Files.readString(folder.resolve("plan.remaining.json"));

    assertThat(mistakes(left)).isEmpty();
    assertThat(JSON.readTree(left).path("steps").size()).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNotSaved() throws IOException {
    String good = saveMoving();

    assertThat(mistakes(good.replace("\"eksguard-plan\"", "\"plan\""))).isNotEmpty();
    assertThat(mistakes(good.replace("\"steps\"", "\"step\""))).isNotEmpty();
    assertThat(mistakes(good.replace("\"SANDBOX\"", "\"sandbox\""))).isNotEmpty();
    assertThat(mistakes(good.replace("\"sha256:", "\"md5:"))).isNotEmpty();
    assertThat(mistakes(good.replace("\"wanted\"", "\"desired\""))).isNotEmpty();
    assertThat(mistakes(good.replace("\"clustersRead\" : true", "\"clustersRead\" : 1")))
        .isNotEmpty();
    assertThat(mistakes(good.replace("\"status\" : \"ENABLED\"", "\"status\" : \"ON\"")))
        .isNotEmpty();
  }

  /// What stands in plan files and in the output alike is described alike.
  @Test
  void saysTheSameAsTheSchemaOfTheOutput() throws IOException {
    JsonNode plans = definitions("plan");
    JsonNode output = definitions("output");

    for (String name : List.of("summary", "guard", "setting", "organizationSetting", "source")) {
      assertThat(plans.path(name)).as(name).isEqualTo(output.path(name));
    }
    JsonNode kept = plans.path("step").path("properties");
    for (String name : kept.propertyNames()) {
      assertThat(kept.path(name))
          .as(name)
          .isEqualTo(output.path("step").path("properties").path(name));
    }
    assertThat(output.path("step").path("properties").propertyNames())
        .hasSize(kept.size() + Set.of("outcome", "outcomeReason", "cause", "neededBy").size());
  }

  @Test
  void knowsEveryWordThereIs() throws IOException {
    JsonNode plans = definitions("plan");
    JsonNode properties = schemaText("plan").path("properties");

    assertThat(words(plans.path("certificate").path("properties").path("laws").path("items")))
        .containsExactlyInAnyOrderElementsOf(Stream.of(Law.values()).map(Law::word).toList());
    assertThat(words(properties.path("target")))
        .containsExactlyInAnyOrderElementsOf(names(PlanDocument.Target.values()));
    assertThat(words(plans.path("step").path("properties").path("reason")))
        .containsExactlyInAnyOrderElementsOf(names(Reason.values()));
    assertThat(words(properties.path("formatVersion")))
        .containsExactly("1.0", PlanCodec.FORMAT_VERSION);
  }

  @Test
  void explainsEveryKey() throws IOException {
    List<String> silent = new ArrayList<>();
    collectSilent(schemaText("plan"), "", silent);

    assertThat(silent).isEmpty();
  }

  @Test
  void isWhatTheCommandPrints() throws IOException {
    assertThat(cli.run("schema", "plan").out())
        .isEqualTo(Files.readString(Path.of("schemas/plan.schema.json")));
  }

  private String sandbox() {
    return "--sandbox=" + world;
  }

  private void save(String... args) {
    var all =
        Stream.concat(Stream.of("plan", sandbox(), "-o", plan.toString()), Arrays.stream(args));
    Cli.Ran ran = cli.run(all.toArray(String[]::new));

    assertThat(plan).as(ran.toString()).isRegularFile();
  }

  private String saveMoving() throws IOException {
    Files.writeString(world, MOVING_WORLD);
    Path file = Files.writeString(folder.resolve("moving.yaml"), MOVING);
    save("-f", file.toString());
    return Files.readString(plan);
  }

  private static void collectSilent(JsonNode node, String path, List<String> silent) {
    if (path.contains("/allOf") || path.contains("/oneOf")) {
      return; // these only narrow what is explained beside them
    }
    JsonNode properties = node.path("properties");
    for (String name : properties.propertyNames()) {
      if (!properties.path(name).has("description")) {
        silent.add(path + "/" + name);
      }
    }
    for (String name : node.propertyNames()) {
      collectSilent(node.path(name), path + "/" + name, silent);
    }
  }

  private static List<String> words(JsonNode node) {
    return node.path("enum").values().stream().map(JsonNode::stringValue).toList();
  }

  private static List<String> names(Enum<?>[] values) {
    return Stream.of(values).map(Enum::name).toList();
  }

  private static JsonNode definitions(String which) throws IOException {
    return schemaText(which).path("$defs");
  }

  private static JsonNode schemaText(String which) throws IOException {
    return JSON.readTree(Files.readString(Path.of("schemas/" + which + ".schema.json")));
  }

  private static List<Error> mistakes(String document) {
    try {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(Files.readString(Path.of("schemas/plan.schema.json")), InputFormat.JSON);
      return schema.validate(document, InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
