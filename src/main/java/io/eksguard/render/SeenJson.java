package io.eksguard.render;

import io.eksguard.live.LiveCoverage;
import io.eksguard.model.Place;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What GuardDuty says of the clusters that a plan is about, as JSON. Where it was not asked there
/// is none of it.
final class SeenJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SeenJson() {}

  static void put(ObjectNode root, Optional<Landscape> landscape) {
    landscape.ifPresent(
        all -> all.coverage().ifPresent(seen -> root.set("coverage", coverage(all, seen))));
  }

  private static ObjectNode coverage(Landscape landscape, LiveCoverage seen) {
    ObjectNode node = NODES.objectNode().put("complete", seen.problems().isEmpty());
    CoverageCounts counts = CoverageCounts.of(landscape);
    node.putObject("summary")
        .put("clusters", counts.listed())
        .put("healthy", counts.healthy())
        .put("unhealthy", counts.unhealthy())
        .put("unhealthyNotWanted", counts.unwanted())
        .put("other", counts.other())
        .put("notListed", counts.unlisted());
    var clusters = node.putArray("clusters");
    for (Place place : landscape.spots().keySet()) {
      landscape
          .seen(place)
          .asOptional()
          .ifPresent(listed ->
              listed
                  .values()
                  .forEach(one -> {
                    ObjectNode cluster =
                        clusters
                            .addObject()
                            .put("account", place.account().value())
                            .put("region", place.region().name());
                    cluster.setAll(CoverageJson.coverage(one));
                  }));
    }
    return node;
  }
}
