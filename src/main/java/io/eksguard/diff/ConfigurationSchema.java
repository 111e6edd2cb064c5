package io.eksguard.diff;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/// The JSON Schema that AWS gives for the configuration of an add-on's version.
///
/// Its classes are loaded only where a file configures an agent.
final class ConfigurationSchema {
  private ConfigurationSchema() {}

  /// What the schema has against the values; one sentence without a dot each, sorted. Nothing is
  /// fetched: a schema that points elsewhere cannot be used.
  static List<String> mistakes(String schema, String values) {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_6)
          .getSchema(schema)
          .validate(values, InputFormat.JSON)
          .stream()
          .map(Error::toString)
          .sorted()
          .toList();
    } catch (RuntimeException e) {
      return List.of("the schema of AWS cannot be used: " + e.getMessage());
    }
  }
}
