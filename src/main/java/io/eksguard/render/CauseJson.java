package io.eksguard.render;

import io.eksguard.diff.Cause;
import io.eksguard.plan.Causes;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepCodec;
import io.eksguard.plan.StepId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The causes of a plan's steps, as JSON. Without a file to compare with there is none of it.
final class CauseJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private CauseJson() {}

  static void put(ObjectNode root, Optional<Causes> causes) {
    causes.ifPresent(all -> root.set("causes", causes(all)));
  }

  private static ObjectNode causes(Causes causes) {
    ObjectNode node = NODES.objectNode();
    node.set("counts", counts(causes.counts()));
    node.set("leftOut", counts(causes.leftOut()));
    node.put("newSince", causes.since().map(Instant::toString).orElse(null));
    var already = node.putArray("already");
    causes
        .already()
        .forEach(change -> {
          ObjectNode one = StepCodec.change(change);
          one.set("live", one.remove("before"));
          one.remove("after");
          already.add(one);
        });
    return node;
  }

  private static ObjectNode counts(Map<Cause, Integer> counts) {
    ObjectNode node = NODES.objectNode();
    for (Cause cause : Cause.values()) {
      node.put(cause.word(), counts.getOrDefault(cause, 0));
    }
    return node;
  }

  static void put(ObjectNode node, Optional<Causes> causes, Step step) {
    causes.ifPresent(all -> {
      all.of(step.id()).ifPresent(cause -> node.put("cause", cause.word()));
      StepId by = all.neededBy().get(step.id());
      if (by != null) {
        node.put("neededBy", by.value());
      }
    });
  }
}
