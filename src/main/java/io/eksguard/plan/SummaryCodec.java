package io.eksguard.plan;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Summaries as JSON, in plan files and in the output of commands alike.
public final class SummaryCodec {
  private SummaryCodec() {}

  /// The summary as JSON.
  public static ObjectNode write(Summary summary) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("tag", summary.tag())
        .put("untag", summary.untag())
        .put("enable", summary.enable())
        .put("disable", summary.disable())
        .put("update", summary.update())
        .put("install", summary.install())
        .put("uninstall", summary.uninstall())
        .put("policy", summary.policy())
        .put("unmanagedAccounts", summary.unmanagedAccounts())
        .put("accounts", summary.accounts())
        .put("clusters", summary.clusters());
  }

  static Summary read(JsonNode node) {
    return new Summary(
        node.required("tag").intValue(),
        node.required("untag").intValue(),
        node.required("enable").intValue(),
        node.required("disable").intValue(),
        node.required("update").intValue(),
        node.required("install").intValue(),
        node.required("uninstall").intValue(),
        node.required("policy").intValue(),
        node.required("unmanagedAccounts").intValue(),
        node.required("accounts").intValue(),
        node.required("clusters").intValue());
  }
}
