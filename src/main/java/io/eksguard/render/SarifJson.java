package io.eksguard.render;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Excerpt;
import io.eksguard.diag.Severity;
import io.eksguard.diag.SourcePos;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A result as SARIF 2.1.0, which code scanning and editors read.
///
/// @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">Static Analysis
///   Results Interchange Format 2.1.0</a>
/// @see <a
///   href="https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning">
///   GitHub Docs, SARIF support, read 2026-11-27</a>
public final class SarifJson {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String version;

  /// @param version eksguard's own version
  public SarifJson(String version) {
    this.version = version;
  }

  /// The document, with a line break at its end.
  public String render(CiReport report) {
    List<Annotation> annotations = report.annotations();
    SortedMap<Code, Integer> rules = new TreeMap<>();
    annotations.forEach(one -> rules.put(one.told().code(), 0));
    int next = 0;
    for (Code code : List.copyOf(rules.keySet())) {
      rules.put(code, next++);
    }
    ObjectNode root = NODES.objectNode().put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = root.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "eksguard").put("version", version);
    ArrayNode told = driver.putArray("rules");
    rules.keySet().forEach(code -> told.add(rule(code)));
    // Columns count as those of our diagnostics do, and not in units of UTF-16.
    run.put("columnKind", "unicodeCodePoints");
    ArrayNode results = run.putArray("results");
    for (Annotation one : annotations) {
      results.add(
          result(one, report.file(), Optional.ofNullable(rules.get(one.told().code())).orElse(0)));
    }
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  /// A code in a few words; `docs/errors.md` has the rest. There is no address to link to, as it
  /// stands in the repository of whoever built this.
  private static ObjectNode rule(Code code) {
    String words = code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String sentence = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    ObjectNode rule = NODES.objectNode().put("id", code.id());
    rule.putObject("shortDescription").put("text", sentence);
    rule.putObject("help").put("text", "Symptom, reason and solution: " + code.anchor());
    return rule;
  }

  private static ObjectNode result(Annotation one, String file, int rule) {
    Diagnostic told = one.told();
    ObjectNode result =
        NODES
            .objectNode()
            .put("ruleId", told.code().id())
            .put("ruleIndex", rule)
            .put("level", level(told.severity()));
    result.putObject("message").put("text", unlinked(one.sentence()));
    ObjectNode location = result.putArray("locations").addObject();
    ObjectNode physical = location.putObject("physicalLocation");
    physical.set("artifactLocation", artifact(one.place().map(SourcePos::file).orElse(file)));
    ObjectNode region = physical.putObject("region");
    one.place()
        .ifPresentOrElse(
            pos -> {
              region.put("startLine", pos.line()).put("startColumn", pos.column());
              told.excerpt()
                  .map(Excerpt::width)
                  .ifPresent(width -> region.put("endColumn", pos.column() + width));
            },
            () -> region.put("startLine", 1));
    List<ObjectNode> logical = logical(one.spot());
    if (!logical.isEmpty()) {
      location.putArray("logicalLocations").addAll(logical);
    }
    // Code scanning knows a result again by the second one only.
    result
        .putObject("partialFingerprints")
        .put("eksguard/v1", one.fingerprint())
        .put("primaryLocationLineHash", one.fingerprint().substring(0, 16) + ":1");
    return result;
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case NOTE -> "note";
    };
  }

  /// `[text](place)` would be a link, also in plain text.
  private static String unlinked(String text) {
    return text.replace("](", "] (");
  }

  private static ObjectNode artifact(String file) {
    return file.startsWith("/")
        ? NODES.objectNode().put("uri", "file://" + encoded(file))
        : NODES.objectNode().put("uri", encoded(file)).put("uriBaseId", "%SRCROOT%");
  }

  /// The path as it may stand in a URI. A colon could be taken for the end of a scheme.
  ///
  /// @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.3">RFC 3986, 2.3</a>
  private static String encoded(String path) {
    var encoded = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._~/".indexOf(c) >= 0;
      encoded.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return encoded.toString();
  }

  private static List<ObjectNode> logical(Annotation.Spot spot) {
    List<ObjectNode> all = new ArrayList<>();
    var path = new StringBuilder();
    spot.region().ifPresent(name -> all.add(logical(path, "region", name)));
    spot.account().ifPresent(name -> all.add(logical(path, "account", name)));
    spot.cluster().ifPresent(name -> all.add(logical(path, "cluster", name)));
    return all;
  }

  private static ObjectNode logical(StringBuilder path, String kind, String name) {
    path.append(path.isEmpty() ? "" : "/").append(name);
    return NODES
        .objectNode()
        .put("name", name)
        .put("fullyQualifiedName", path.toString())
        .put("kind", kind);
  }
}
