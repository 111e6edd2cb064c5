package io.eksguard.render;

import io.eksguard.model.AccountId;
import io.eksguard.model.Place;
import io.eksguard.plan.Rings;
import io.eksguard.plan.Step;
import io.eksguard.plan.Waves;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A rollout as JSON. Where the plan has no rings there is none of it.
final class RolloutJson {
  private RolloutJson() {}

  static void put(ObjectNode root, Report report) {
    report.aside().rollout().ifPresent(view -> put(root.putObject("rollout"), view, report));
  }

  private static void put(ObjectNode node, RolloutView view, Report report) {
    Rings rings = view.rings();
    Waves waves = Waves.of(report.plan(), rings);
    node.put("healthyWithinSeconds", rings.healthyWithin().toSeconds())
        .put("unhealthyPercent", rings.unhealthyPercent())
        .put("onUnhealthy", rings.excludeUnhealthy() ? "exclude" : "keep");
    steps(node, "first", waves.steps(0));
    var all = node.putArray("rings");
    for (int ring = 1; ring <= rings.count(); ring++) {
      ObjectNode one = all.addObject().put("name", rings.name(ring));
      if (ring < rings.count()) {
        var accounts = one.putArray("accounts");
        rings.named().get(ring - 1).accounts().stream()
            .map(AccountId::value)
            .forEach(accounts::add);
      } else {
        one.putNull("accounts");
      }
      steps(one, "steps", waves.steps(ring));
      end(one, view.ends(), ring);
    }
    var notPlanned = node.putArray("notPlanned");
    for (Place place : rings.notPlanned()) {
      notPlanned
          .addObject()
          .put("account", place.account().value())
          .put("region", place.region().name());
    }
  }

  private static void steps(ObjectNode node, String key, List<Step> steps) {
    var ids = node.putArray(key);
    steps.forEach(step -> ids.add(step.id().value()));
  }

  private static void end(ObjectNode node, List<RingEnd> ends, int ring) {
    ends.stream()
        .filter(end -> end.ring() == ring)
        .findFirst()
        .ifPresentOrElse(
            end ->
                node.put("verdict", end.verdict().word())
                    .put("healthy", end.healthy())
                    .put("unhealthy", end.unhealthy())
                    .put("excludedAgain", end.excludedAgain()),
            () -> node.putNull("verdict"));
  }
}
