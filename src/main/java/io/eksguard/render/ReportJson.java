package io.eksguard.render;

import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.SourcePos;
import io.eksguard.journal.Outcome;
import io.eksguard.plan.Migration;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepCodec;
import io.eksguard.plan.StepId;
import io.eksguard.plan.SummaryCodec;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A report as one JSON document; `schemas/output.schema.json` describes it.
public final class ReportJson {
  /// Additions raise the part after the dot; anything else raises the part before it.
  public static final String FORMAT_VERSION = "1.5";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final String version;

  /// @param version eksguard's own version
  public ReportJson(String version) {
    this.version = version;
  }

  /// The document, with a line break at its end.
  public String render(Report report) {
    ObjectNode root = NODES.objectNode();
    root.put("formatVersion", FORMAT_VERSION);
    root.put("eksguardVersion", version);
    root.put("outcome", report.verdict().word());
    report
        .summary()
        .ifPresentOrElse(
            s -> root.set("summary", SummaryCodec.write(s)), () -> root.putNull("summary"));
    root.put("notPlanned", report.notPlanned());
    AsideJson.put(root, report.aside());
    SeenJson.put(root, report.landscape());
    CauseJson.put(root, report.aside().causes());
    SupposedJson.put(root, report.aside());
    ReactionJson.put(root, report.aside().reaction());
    RolloutJson.put(root, report);
    root.set("migration", AsideJson.migration(Migration.of(report.plan())));
    var steps = root.putArray("steps");
    report.plan().steps().forEach(step -> steps.add(step(step, report)));
    var diagnostics = root.putArray("diagnostics");
    report.diagnostics().forEach(diagnostic -> diagnostics.add(diagnostic(diagnostic)));
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static ObjectNode step(Step step, Report report) {
    ObjectNode node = StepCodec.write(step);
    CauseJson.put(node, report.aside().causes(), step);
    Outcome outcome = report.outcomes().get(step.id());
    if (outcome != null) {
      outcome(node, outcome);
    }
    return node;
  }

  private static void outcome(ObjectNode node, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done _ -> node.put("outcome", "done").putNull("outcomeReason");
      case Outcome.DoneByOther _ -> node.put("outcome", "done-by-other").putNull("outcomeReason");
      case Outcome.Failed(StepId _, Diagnostic why) ->
          node.put("outcome", "failed").put("outcomeReason", why.message());
      case Outcome.Held(StepId _, Diagnostic why) ->
          node.put("outcome", "held").put("outcomeReason", why.message());
      case Outcome.Stale(StepId _, Diagnostic why) ->
          node.put("outcome", "stale").put("outcomeReason", why.message());
      case Outcome.Skipped(StepId _, StepId because) ->
          node.put("outcome", "skipped").put("outcomeReason", "waits for " + because);
      case Outcome.NotStarted _ ->
          node.put("outcome", "skipped")
              .put("outcomeReason", "the run was stopped before its turn");
    }
  }

  static ObjectNode diagnostic(Diagnostic diagnostic) {
    ObjectNode node = NODES.objectNode();
    node.put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
    node.put("code", diagnostic.code().id());
    node.put("message", diagnostic.message());
    diagnostic
        .where()
        .ifPresent(where -> {
          switch (where) {
            case SourcePos pos ->
                node.put("file", pos.file()).put("line", pos.line()).put("column", pos.column());
            case AwsCall call ->
                node.put("account", call.account())
                    .put("region", call.region())
                    .put("operation", call.operation())
                    .put("requestId", call.requestId().orElse(null));
          }
        });
    node.put("hint", diagnostic.hint().orElse(null));
    return node;
  }
}
