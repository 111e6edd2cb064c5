package io.eksguard.render;

import io.eksguard.diag.Severity;
import io.eksguard.diag.SourcePos;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A result as GitLab shows it beside the lines of a merge request.
///
/// @see <a
///   href="https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format">GitLab
///   Docs, Code Quality report format, read 2026-11-27</a>
public final class CodeQualityJson {
  private CodeQualityJson() {}

  /// The document, with a line break at its end. GitLab wants a place for everything.
  public static String render(CiReport report) {
    ArrayNode root = JsonNodeFactory.instance.arrayNode();
    for (Annotation one : report.annotations()) {
      ObjectNode node =
          root.addObject()
              .put("description", one.sentence())
              .put("check_name", one.told().code().id())
              .put("fingerprint", one.fingerprint())
              .put("severity", severity(one.told().severity()));
      node.putObject("location")
          .put("path", one.place().map(SourcePos::file).orElse(report.file()))
          .putObject("lines")
          .put("begin", one.place().map(SourcePos::line).orElse(1));
    }
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case ERROR -> "major";
      case WARNING -> "minor";
      case NOTE -> "info";
    };
  }
}
