package io.eksguard.render;

import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.CoveredCluster;
import io.eksguard.diff.FleetCoverage;
import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.CoverageIssue;
import io.eksguard.model.Place;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Coverage as one JSON document; `schemas/coverage.schema.json` describes it.
public final class CoverageJson {
  private static final String FORMAT_VERSION = "1.0";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String version;

  /// @param version eksguard's own version
  public CoverageJson(String version) {
    this.version = version;
  }

  /// The document, with a line break at its end.
  ///
  /// @param diagnostics what could not be read, and what else to tell
  public String render(FleetCoverage fleet, List<Diagnostic> diagnostics) {
    ObjectNode root = NODES.objectNode();
    root.put("formatVersion", FORMAT_VERSION);
    root.put("eksguardVersion", version);
    root.put("outcome", fleet.complete() ? "complete" : "incomplete");
    CoverageSummary counts = CoverageSummary.of(fleet);
    root.putObject("summary")
        .put("clusters", counts.clusters())
        .put("healthy", counts.healthy())
        .put("unhealthy", counts.unhealthy())
        .put("other", counts.other())
        .put("unhealthyNotWanted", counts.notWanted())
        .put("issuesToDo", counts.toDo())
        .put("issuesToWait", counts.toWait())
        .put("issuesToLeave", counts.hopeless())
        .put("issuesUnknown", counts.unknown())
        .put("leftOut", fleet.leftOut());
    var clusters = root.putArray("clusters");
    fleet.clusters().forEach(cluster -> clusters.add(cluster(cluster)));
    var told = root.putArray("diagnostics");
    diagnostics.forEach(diagnostic -> told.add(ReportJson.diagnostic(diagnostic)));
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static ObjectNode cluster(CoveredCluster cluster) {
    Place place = cluster.assignment().place();
    ObjectNode node =
        coverage(cluster.coverage())
            .put("wanted", cluster.shallBeManaged() ? "managed" : "not-managed");
    ObjectNode where =
        NODES
            .objectNode()
            .put("account", place.account().value())
            .put("region", place.region().name());
    where.setAll(node);
    return where;
  }

  /// What GuardDuty says of one cluster, as every output has it.
  static ObjectNode coverage(ClusterCoverage coverage) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("cluster", coverage.cluster().value())
            .put("status", coverage.health().text())
            .put("managedBy", coverage.managedBy().text())
            .put("agentVersion", coverage.addonVersion().orElse(null))
            .put("agentStatus", coverage.addonStatus().orElse(null))
            .put("coveredNodes", coverage.coveredNodes())
            .put("compatibleNodes", coverage.compatibleNodes())
            .put("updatedAt", coverage.updatedAt().map(Object::toString).orElse(null));
    Optional<CoverageIssue> kind = coverage.kindOfIssue();
    if (kind.isEmpty()) {
      return node.putNull("issue");
    }
    node.putObject("issue")
        .put("text", coverage.issue().orElse(""))
        .put("kind", kind.get().word())
        .put("remedy", kind.get().remedy().word())
        .put("cure", CoverageIssueText.cure(kind.get()));
    return node;
  }
}
