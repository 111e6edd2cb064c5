package io.eksguard.sim.world;

import io.eksguard.sim.world.YamlValue.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the clusters of one account in one region.
final class ClusterReader {
  private static final String NONE = "none";
  private static final List<String> TRAITS =
      List.of(
          Cluster.LOCAL,
          Cluster.HYBRID_NODES,
          Cluster.AUTO_MODE,
          Cluster.FARGATE,
          Cluster.FARGATE_ONLY);

  private ClusterReader() {}

  static SortedMap<String, Cluster> clusters(YamlValue value) {
    var clusters = new TreeMap<String, Cluster>();
    for (var each : value.list()) {
      var cluster = cluster(each);
      if (clusters.put(cluster.name(), cluster) != null) {
        throw each.error("`" + cluster.name() + "` is said twice");
      }
    }
    return clusters;
  }

  private static Cluster cluster(YamlValue value) {
    if (value.isScalar()) {
      return Cluster.named(value.text());
    }
    var fields =
        value.fields(
            "name", "version", "status", "tags", "agent", "createdAt", "vpc", "traits", "nodes");
    return new Cluster(
        fields.need("name").text(),
        fields.text("version", Cluster.VERSION),
        fields.text("status", Cluster.ACTIVE),
        tags(fields),
        fields.get("agent").flatMap(ClusterReader::agent),
        fields.get("createdAt").map(YamlValue::instant).orElse(Detector.EPOCH),
        fields.get("vpc").map(YamlValue::text),
        Sorted.set(
            fields
                .get("traits")
                .map(v -> v.list().stream().map(trait -> trait.oneOf(TRAITS)).toList())
                .orElse(List.of())),
        fields.get("nodes").map(ClusterReader::nodes));
  }

  private static List<Nodes> nodes(YamlValue value) {
    return value.isList()
        ? value.list().stream().map(ClusterReader::alike).toList()
        : List.of(alike(value));
  }

  private static Nodes alike(YamlValue value) {
    if (value.isScalar()) {
      return new Nodes(value.number(Nodes.MOST), Nodes.TYPE, false);
    }
    var fields = value.fields("count", "type", "windows");
    return new Nodes(
        fields.need("count").number(Nodes.MOST),
        fields.text("type", Nodes.TYPE),
        fields.get("windows").map(YamlValue::flag).orElse(false));
  }

  static SortedMap<String, String> tags(Fields fields) {
    var tags = new LinkedHashMap<String, String>();
    fields
        .get("tags")
        .ifPresent(v -> v.entries().forEach((key, tag) -> tags.put(key.text(), tag.text())));
    return Sorted.map(tags);
  }

  private static Optional<Agent> agent(YamlValue value) {
    var known = new ArrayList<>(List.of("guardduty", "manual"));
    if (value.isScalar()) {
      known.addFirst(NONE);
      var installer = value.oneOf(known);
      return installer.equals(NONE)
          ? Optional.empty()
          : Optional.of(Agent.healthy(installer(installer)));
    }
    var fields =
        value.fields("by", "version", "issue", "code", "configuration", "tags", "status", "until");
    return Optional.of(
        new Agent(
            installer(fields.need("by").oneOf(known)),
            fields.text("version", Agent.CURRENT_VERSION),
            fields.get("issue").map(YamlValue::text),
            fields.text("code", Agent.TOO_FEW),
            fields.get("configuration").map(YamlValue::text),
            tags(fields),
            fields
                .get("status")
                .map(status -> new Agent.Phase(status.text(), fields.need("until").instant()))));
  }

  private static Agent.Installer installer(String text) {
    return text.equals("guardduty") ? Agent.Installer.GUARDDUTY : Agent.Installer.MANUAL;
  }
}
