package io.eksguard.render;

import io.eksguard.diag.Diagnostic;
import io.eksguard.drift.DriftReport;
import io.eksguard.drift.DriftReport.Told;
import io.eksguard.drift.Kind;
import io.eksguard.drift.News;
import io.eksguard.drift.Story;
import io.eksguard.drift.Subject;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// News as one JSON document of ours; `schemas/notification.schema.json` describes it.
public final class NotificationJson {
  private static final String FORMAT_VERSION = "1.0";

  private final String version;

  /// @param version eksguard's own version
  public NotificationJson(String version) {
    this.version = version;
  }

  /// The document, on one line.
  public String render(DriftReport report, News news) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("formatVersion", FORMAT_VERSION)
        .put("eksguardVersion", version)
        .put("outcome", report.drift(Set.of(), 0).isEmpty() ? "no-drift" : "drift")
        .put("at", report.at().toString())
        .put("text", DriftText.summary(report))
        .put("remembered", report.remembered());
    ObjectNode kinds = root.putObject("kinds");
    for (Kind kind : Kind.values()) {
      kinds.put(kind.word(), report.counts().getOrDefault(kind, 0));
    }
    var all = root.putArray("news");
    news.entries().forEach(entry -> all.add(entry(entry)));
    return JsonMapper.shared().writeValueAsString(root);
  }

  private static ObjectNode entry(News.Entry entry) {
    Optional<Told> told = entry.told();
    Optional<Subject> subject = told.map(one -> one.item().subject());
    Optional<Diagnostic> words = told.map(DriftWords::diagnostic);
    Optional<Story> story = told.flatMap(Told::story).filter(_ -> entry.kind() != Kind.UNKNOWN);
    return JsonNodeFactory.instance
        .objectNode()
        .put("turn", entry.turn().word())
        .put("key", entry.key())
        .put("kind", entry.kind().word())
        .put("drift", entry.kind().isDrift())
        .put("account", subject.flatMap(Subject::where).map(at -> at.account() + "").orElse(null))
        .put("region", subject.map(DriftJson::region).orElse(null))
        .put(
            "cluster",
            subject
                .filter(Subject.Cluster.class::isInstance)
                .map(Subject.Cluster.class::cast)
                .map(cluster -> cluster.name().value())
                .orElse(null))
        .put("code", words.map(one -> one.code().id()).orElse(null))
        .put("message", words.map(Diagnostic::message).orElseGet(() -> NewsWords.sentence(entry)))
        .put("hint", words.flatMap(Diagnostic::hint).orElse(null))
        .put("since", story.map(one -> one.since().toString()).orElse(null))
        .put("nights", story.map(Story::nights).or(() -> unread(entry)).orElse(null));
  }

  private static Optional<Integer> unread(News.Entry entry) {
    return Optional.of(entry.unread()).filter(nights -> nights > 0);
  }
}
