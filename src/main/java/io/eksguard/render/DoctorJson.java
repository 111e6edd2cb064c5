package io.eksguard.render;

import io.eksguard.diag.Diagnostic;
import io.eksguard.live.Check;
import io.eksguard.live.Check.Result;
import io.eksguard.live.Check.Skip;
import io.eksguard.live.Examination;
import io.eksguard.live.Examination.Group;
import io.eksguard.live.Examination.Status;
import io.eksguard.model.Permission;
import io.eksguard.model.Region;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// An examination as one JSON document; `schemas/doctor.schema.json` describes it.
public final class DoctorJson {
  private static final String FORMAT_VERSION = "1.0";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String version;

  /// @param version eksguard's own version
  public DoctorJson(String version) {
    this.version = version;
  }

  /// The document, with a line break at its end.
  ///
  /// @param diagnostics what else to tell, of the file
  public String render(Examination examination, List<Diagnostic> diagnostics) {
    ObjectNode root = NODES.objectNode();
    root.put("formatVersion", FORMAT_VERSION);
    root.put("eksguardVersion", version);
    root.put("outcome", examination.failures().isEmpty() ? "ready" : "not-ready");
    root.put("caller", examination.caller().orElse(null));
    root.putObject("summary")
        .put("ok", examination.count("ok"))
        .put("failed", examination.count("failed"))
        .put("notChecked", examination.count("not-checked"));
    var missing = root.putArray("missing");
    examination.groups().stream()
        .filter(group -> group.status() instanceof Status.Failed)
        .forEach(group -> group.permission().ifPresent(one -> missing.add(missing(group, one))));
    var checks = root.putArray("checks");
    examination.checks().forEach(check -> checks.add(check(check)));
    var told = root.putArray("diagnostics");
    diagnostics.forEach(diagnostic -> told.add(ReportJson.diagnostic(diagnostic)));
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static ObjectNode missing(Group group, Permission permission) {
    ObjectNode node =
        NODES.objectNode().put("party", group.party().word()).put("action", permission.action());
    var accounts = node.putArray("accounts");
    group.places().keySet().forEach(account -> accounts.add(account.value()));
    return node;
  }

  private static ObjectNode check(Check check) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("topic", check.topic().word())
            .put("party", check.party().word())
            .put("account", check.account().map(Object::toString).orElse(null))
            .put("region", check.region().map(Region::name).orElse(null))
            .put("action", check.permission().map(Permission::action).orElse(null))
            .put("status", check.result().word());
    switch (check.result()) {
      case Result.Ok _ -> node.putNull("code").putNull("cause").putNull("cure");
      case Result.Failed(Diagnostic why) ->
          node.put("code", why.code().id())
              .put("cause", why.message())
              .put("cure", why.hint().orElse(null));
      case Result.NotChecked(Skip why) ->
          node.put("code", why.word()).put("cause", DoctorText.words(why)).putNull("cure");
    }
    return node;
  }
}
