package io.eksguard.render;

import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Positions;
import io.eksguard.diff.Rivalry;
import io.eksguard.drift.ClusterState;
import io.eksguard.drift.DriftReport;
import io.eksguard.drift.DriftReport.Told;
import io.eksguard.drift.Kind;
import io.eksguard.drift.Story;
import io.eksguard.drift.Subject;
import io.eksguard.foreign.Holder;
import io.eksguard.foreign.LastWrite;
import io.eksguard.foreign.Tool;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What has drifted as one JSON document; `schemas/drift.schema.json` describes it.
public final class DriftJson {
  private static final String FORMAT_VERSION = "1.1";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String version;

  /// @param version eksguard's own version
  public DriftJson(String version) {
    this.version = version;
  }

  /// The document, with a line break at its end.
  ///
  /// @param diagnostics what else to tell, of the file and of reading
  public String render(DriftReport report, List<Diagnostic> diagnostics) {
    ObjectNode root = NODES.objectNode();
    root.put("formatVersion", FORMAT_VERSION);
    root.put("eksguardVersion", version);
    root.put("outcome", report.drift(Set.of(), 0).isEmpty() ? "no-drift" : "drift");
    root.put("at", report.at().toString());
    summary(root.putObject("summary"), report);
    var items = root.putArray("items");
    report.told().forEach(told -> items.add(item(told)));
    var resolved = root.putArray("resolved");
    report.resolved().forEach(resolved::add);
    var clusters = root.putArray("clusters");
    report.clusters().forEach(cluster -> clusters.add(cluster(cluster)));
    var told = root.putArray("diagnostics");
    diagnostics.forEach(diagnostic -> told.add(ReportJson.diagnostic(diagnostic)));
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static void summary(ObjectNode node, DriftReport report) {
    node.put("clusters", report.clusters().size())
        .put("driftedClusters", report.driftedClusters())
        .put("accounts", report.accounts())
        .put("unmanagedAccounts", report.unmanaged());
    var kinds = node.putObject("kinds");
    for (Kind kind : Kind.values()) {
      kinds.put(kind.word(), report.counts().getOrDefault(kind, 0));
    }
  }

  private static ObjectNode item(Told told) {
    Subject subject = told.item().subject();
    Diagnostic words = DriftWords.diagnostic(told);
    ObjectNode node =
        NODES
            .objectNode()
            .put("key", told.key())
            .put("kind", told.kind().word())
            .put("drift", told.kind().isDrift())
            .put("account", subject.where().map(at -> at.account().value()).orElse(null))
            .put("region", region(subject))
            .put(
                "cluster", subject instanceof Subject.Cluster cluster ? cluster.name() + "" : null);
    DriftWords.difference(told.item().matter())
        .ifPresentOrElse(
            difference ->
                node.put("attribute", difference.attribute())
                    .put("wanted", difference.wanted())
                    .put("found", difference.found()),
            () -> node.putNull("attribute").putNull("wanted").putNull("found"));
    node.put("code", words.code().id())
        .put("message", words.message())
        .put("hint", words.hint().orElse(null))
        .put("since", told.story().map(Story::since).map(Object::toString).orElse(null));
    told.story()
        .ifPresentOrElse(
            story ->
                node.put("nights", story.nights())
                    .put("came", story.came())
                    .put("ofNights", story.of()),
            () -> node.putNull("nights").putNull("came").putNull("ofNights"));
    told.lastWrite()
        .ifPresentOrElse(
            write -> node.set("lastWrite", lastWrite(write)), () -> node.putNull("lastWrite"));
    var owners = node.putArray("otherOwners");
    told.rivals().forEach(rival -> owners.add(otherOwner(rival)));
    told.item()
        .source()
        .ifPresentOrElse(
            pos ->
                node.putObject("source")
                    .put("file", pos.file())
                    .put("line", pos.line())
                    .put("column", pos.column()),
            () -> node.putNull("source"));
    return node;
  }

  private static ObjectNode lastWrite(LastWrite write) {
    ObjectNode node = NODES.objectNode().put("at", write.at().toString());
    node.putObject("principal")
        .put("type", write.principal().type())
        .put("arn", write.principal().arn().orElse(null))
        .put("role", write.principal().role().orElse(null))
        .put("invokedBy", write.principal().invokedBy().orElse(null));
    return node.put("event", write.event())
        .put("tool", write.userAgent().flatMap(Tool::of).orElse(null))
        .put("userAgent", write.userAgent().orElse(null))
        .put("sourceAddress", write.sourceAddress().orElse(null))
        .put("eventId", write.eventId().orElse(null));
  }

  private static ObjectNode otherOwner(Rivalry rival) {
    Diagnostic words = RivalryText.diagnostic(rival, Positions.none());
    ObjectNode node =
        switch (rival.holder()) {
          case Holder.Planned(String file, String name, List<String> actions) -> {
            ObjectNode planned = owner("terraform-plan", file, name);
            var list = planned.putArray("actions");
            actions.forEach(list::add);
            yield planned;
          }
          case Holder.Remembered(String file, String name) ->
              owner("terraform-state", file, name).putNull("actions");
          case Holder.Stack(String file, String name) ->
              owner("cloudformation", file, name).putNull("actions");
        };
    return node.put("byNameOnly", rival.byNameOnly())
        .put("code", words.code().id())
        .put("message", words.message())
        .put("hint", words.hint().orElse(null));
  }

  private static ObjectNode owner(String kind, String file, String name) {
    return NODES
        .objectNode()
        .put("kind", kind)
        .put("file", file.isEmpty() ? null : file)
        .put("name", name);
  }

  /// The region it belongs to, if it belongs to one.
  static @Nullable String region(Subject subject) {
    return switch (subject) {
      case Subject.Cluster(var at, var _) -> at.region().name();
      case Subject.Account(var at) -> at.region().name();
      case Subject.Everything(var region) -> region.name();
      case Subject.Coverage(var region, var _) -> region.name();
      case Subject.Organization(var region) -> region.name();
      case Subject.Policy _, Subject.Units _ -> null;
      case Subject.Line(var rule) -> rule.region().map(Object::toString).orElse(null);
    };
  }

  private static ObjectNode cluster(ClusterState cluster) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("account", cluster.place().account().value())
            .put("region", cluster.place().region().name())
            .put("cluster", cluster.cluster().value())
            .put("shallBeManaged", cluster.wanted())
            .put("isManaged", cluster.managed())
            .put("tag", cluster.tag().orElse(null))
            .put("state", cluster.state().map(Kind::word).orElse("in-sync"));
    cluster
        .coverage()
        .ifPresentOrElse(
            coverage -> node.set("coverage", CoverageJson.coverage(coverage)),
            () -> node.putNull("coverage"));
    return node;
  }
}
