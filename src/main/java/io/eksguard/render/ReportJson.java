package io.eksguard.render;

import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.SourcePos;
import io.eksguard.diff.Change;
import io.eksguard.journal.Outcome;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import io.eksguard.plan.Guard;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import io.eksguard.plan.Summary;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A report as one JSON document; `schemas/output.schema.json` describes it.
public final class ReportJson {
  /// Additions raise the part after the dot; anything else raises the part before it.
  public static final String FORMAT_VERSION = "1.0";

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
        .ifPresentOrElse(s -> root.set("summary", summary(s)), () -> root.putNull("summary"));
    root.put("notPlanned", report.notPlanned());
    var steps = root.putArray("steps");
    report.plan().steps().forEach(step -> steps.add(step(step, report)));
    var diagnostics = root.putArray("diagnostics");
    report.diagnostics().forEach(diagnostic -> diagnostics.add(diagnostic(diagnostic)));
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static ObjectNode summary(Summary summary) {
    return NODES
        .objectNode()
        .put("tag", summary.tag())
        .put("untag", summary.untag())
        .put("enable", summary.enable())
        .put("disable", summary.disable())
        .put("update", summary.update())
        .put("install", 0)
        .put("uninstall", 0)
        .put("policy", 0)
        .put("unmanagedAccounts", summary.unmanagedAccounts())
        .put("accounts", summary.accounts())
        .put("clusters", summary.clusters());
  }

  private static ObjectNode step(Step step, Report report) {
    ObjectNode node = NODES.objectNode();
    node.put("id", step.id().value());
    node.put("kind", kind(step.change()));
    node.put("action", step.action().word());
    change(node, step.change());
    node.put("reason", step.change().reason().name());
    step.source()
        .ifPresentOrElse(pos -> node.set("source", source(pos)), () -> node.putNull("source"));
    var dependsOn = node.putArray("dependsOn");
    step.dependsOn().forEach(id -> dependsOn.add(id.value()));
    var guards = node.putArray("guards");
    step.guards().forEach(guard -> guards.add(guard(guard)));
    Outcome outcome = report.outcomes().get(step.id());
    if (outcome != null) {
      outcome(node, outcome);
    }
    return node;
  }

  private static String kind(Change change) {
    return switch (change) {
      case Change.ClusterTag _ -> "cluster-tag";
      case Change.OrganizationFeature _ -> "organization-feature";
      case Change.AccountFeature feature ->
          feature.standing() == Standing.MEMBER ? "member-feature" : "detector-feature";
    };
  }

  private static void change(ObjectNode node, Change change) {
    switch (change) {
      case Change.ClusterTag tag -> {
        where(node, tag.place().account().value(), tag.region().name());
        node.put("cluster", tag.cluster().value());
        node.putObject("before").put("tag", tag.before().orElse(null));
        node.putObject("after").put("tag", tag.after().orElse(null));
      }
      case Change.AccountFeature feature -> {
        where(node, feature.place().account().value(), feature.region().name());
        node.putNull("cluster");
        String name = feature.feature().name();
        node.set("before", setting(name, feature.before()));
        node.set("after", setting(name, feature.after()));
      }
      case Change.OrganizationFeature feature -> {
        where(node, feature.administrator().value(), feature.region().name());
        node.putNull("cluster");
        node.putObject("before")
            .put("feature", feature.feature().name())
            .put("autoEnable", feature.before().feature().name())
            .put("addonManagement", feature.before().addonManagement().name())
            .put("guardDuty", feature.guardDutyBefore().name());
        node.putObject("after")
            .put("feature", feature.feature().name())
            .put("autoEnable", feature.after().feature().name())
            .put("addonManagement", feature.after().addonManagement().name())
            .put("guardDuty", feature.guardDutyAfter().name());
      }
    }
  }

  private static void where(ObjectNode node, String account, String region) {
    node.put("account", account);
    node.put("region", region);
  }

  private static ObjectNode setting(String feature, Setting setting) {
    return NODES
        .objectNode()
        .put("feature", feature)
        .put("status", setting.enabled() ? "ENABLED" : "DISABLED")
        .put("addonManagement", setting.addonManagement() ? "ENABLED" : "DISABLED");
  }

  private static ObjectNode guard(Guard guard) {
    ObjectNode node = NODES.objectNode();
    switch (guard) {
      case Guard.ClusterTagged tagged ->
          node.put("kind", "cluster-tagged")
              .put("cluster", tagged.cluster().value())
              .put("value", tagged.value());
      case Guard.ClustersReady ready -> {
        node.put("kind", "clusters-ready")
            .put("addonManagement", ready.addonManagement() ? "ENABLED" : "DISABLED")
            .put("othersManaged", ready.selection().othersManaged());
        var named = node.putArray("named");
        ready.selection().named().stream().map(ClusterPattern::glob).forEach(named::add);
      }
      case Guard.FeatureSet set -> {
        node.put("kind", "feature-set");
        node.set("setting", setting(set.feature().name(), set.setting()));
      }
    }
    node.put("account", guard.place().account().value());
    node.put("region", guard.place().region().name());
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
          node.put("outcome", "skipped").put("outcomeReason", "the run was interrupted");
    }
  }

  private static ObjectNode source(SourcePos pos) {
    return NODES
        .objectNode()
        .put("file", pos.file())
        .put("line", pos.line())
        .put("column", pos.column());
  }

  private static ObjectNode diagnostic(Diagnostic diagnostic) {
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
