package io.eksguard.render;

import io.eksguard.plan.StepCodec;
import tools.jackson.databind.node.ObjectNode;

/// What a file was taken to say instead, as JSON. Of a file that was taken as it is there is none.
final class SupposedJson {
  private SupposedJson() {}

  static void put(ObjectNode root, Aside aside) {
    aside.supposed().ifPresent(supposed -> put(root.putObject("whatIf"), supposed, aside));
  }

  private static void put(ObjectNode node, Supposed supposed, Aside aside) {
    var changes = node.putArray("changes");
    supposed
        .changes()
        .forEach(change ->
            changes
                .addObject()
                .put("path", change.path())
                .put("appends", change.appends())
                .put("before", change.before().orElse(null))
                .put("after", change.after().orElse(null)));
    node.put("stepsByChange", SupposedText.made(aside));
    var gone = node.putArray("gone");
    supposed.gone().forEach(step -> gone.add(StepCodec.write(step)));
  }
}
