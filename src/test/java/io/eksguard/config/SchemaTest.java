package io.eksguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The published JSON Schema says the same as the reader, as far as a schema can.
class SchemaTest {
  /// Wrong files that the schema takes, each with the reason why it cannot or shall not tell.
  private static final Map<String, String> BEYOND_THE_SCHEMA = beyondTheSchema();

  private final JsonMapper json = JsonMapper.builder().build();
  private final Schema schema = schema();

  static List<Path> good() throws IOException {
    List<Path> good = new ArrayList<>(ExamplesTest.files());
    good.addAll(GoodFilesTest.files());
    return good;
  }

  @ParameterizedTest
  @MethodSource("good")
  void takesWhatTheReaderTakes(Path file) throws IOException {
    assertThat(mistakes(file)).isEmpty();
  }

  @Test
  void refusesWhatTheReaderRefusesButForTheTable() throws IOException {
    var taken = new TreeSet<String>();
    for (Path file : BadFiles.all()) {
      if (takes(file)) {
        taken.add(BadFiles.sentence(file));
      }
    }

    assertThat(taken).isEqualTo(new TreeSet<>(BEYOND_THE_SCHEMA.keySet()));
  }

  @Test
  void explainsEveryKey() {
    List<String> silent = new ArrayList<>();
    collectSilent(schema.getSchemaNode(), "", silent);

    assertThat(silent).isEmpty();
  }

  /// Whether the schema takes the file, or every file of the folder; what is no YAML it never sees.
  private boolean takes(Path path) throws IOException {
    List<Path> files = List.of(path);
    if (Files.isDirectory(path)) {
      try (var inside = Files.list(path)) {
        files = inside.sorted().toList();
      }
    }
    for (Path file : files) {
      try {
        if (!mistakes(file).isEmpty()) {
          return false;
        }
      } catch (YamlEngineException | IOException _) {
        return false;
      }
    }
    return true;
  }

  private List<Error> mistakes(Path file) throws IOException {
    var settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    List<Error> mistakes = new ArrayList<>();
    for (Object document : new Load(settings).loadAllFromString(Files.readString(file))) {
      if (document != null) {
        mistakes.addAll(schema.validate(json.valueToTree(document)));
      }
    }
    return mistakes;
  }

  private static void collectSilent(JsonNode node, String path, List<String> silent) {
    JsonNode properties = node.path("properties");
    for (String name : properties.propertyNames()) {
      JsonNode property = properties.path(name);
      boolean condition = path.contains("/if") || path.contains("/then");
      if (!condition && !property.has("description") && !property.has("$ref")) {
        silent.add(path + "/" + name);
      }
    }
    for (String name : node.propertyNames()) {
      collectSilent(node.path(name), path + "/" + name, silent);
    }
    if (node.isArray()) {
      node.forEach(item -> collectSilent(item, path, silent));
    }
  }

  private static Schema schema() {
    try {
      String text = Files.readString(Path.of("schemas/eksguard.schema.json"));
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(text, InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> beyondTheSchema() {
    var table = new TreeMap<String, String>();
    table.put("a-cluster-has-a-region-that-its-entry-has-not", "compares two places of the file");
    table.put("a-standalone-account-stands-twice", "compares two places of the file");
    table.put("a-unit-stands-in-two-entries", "compares two places of the file");
    table.put("two-rings-have-one-account", "compares two places of the file");
    table.put("two-rings-have-one-name", "compares two places of the file");
    table.put("a-ring-of-a-unit-without-an-organization", "compares two places of the file");
    table.put("a-policy-that-is-too-long", "counts the characters of what is made of the file");
    table.put("an-entry-has-a-region-that-the-file-has-not", "compares two places of the file");
    table.put("auto-enable-all-would-overwrite-entries", "compares two places of the file");
    table.put("clusters-of-members-without-a-role", "compares two places of the file");
    table.put(
        "clusters-of-two-standalone-accounts-without-a-role", "compares two places of the file");
    table.put("regions-belong-to-two-partitions", "compares two places of the file");
    table.put("the-administrator-is-also-a-member", "compares two places of the file");
    table.put(
        "a-cluster-stands-twice-in-a-list",
        "two lines may differ as values and name the same cluster");
    table.put(
        "a-merge-key-is-used", "is a matter of YAML, of which a schema sees the outcome only");
    table.put(
        "a-tag-makes-a-text-of-a-number",
        "is a matter of YAML, of which a schema sees the outcome only");
    table.put("an-organization-without-anything-to-manage", "another file may say the rest");
    table.put("feature-and-regions-are-missing", "another file may say the rest");
    table.put("neither-an-organization-nor-standalone-accounts", "another file may say the rest");
    table.put("standalone-is-empty", "another file may say the rest");
    table.put("the-administrator-is-missing", "another file may say the rest");
    table.put("two-documents-say-the-same", "another file may say the rest");
    table.put("two-files-say-the-same", "another file may say the rest");
    table.put("the-file-has-only-comments", "there is no document to put before the schema");
    table.put("the-file-is-empty", "there is no document to put before the schema");
    table.put("an-exception-has-expired", "is a warning, and depends on more than the file");
    table.put("new-accounts-are-all-except", "is a warning");
    return table;
  }
}
