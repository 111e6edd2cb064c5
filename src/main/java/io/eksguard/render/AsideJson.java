package io.eksguard.render;

import io.eksguard.diff.InactiveMember;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Entry;
import io.eksguard.model.Place;
import io.eksguard.plan.Migration;
import java.util.Optional;
import java.util.SortedSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What was noticed beside a plan, as JSON.
final class AsideJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private AsideJson() {}

  static void put(ObjectNode root, Aside aside) {
    var unmanaged = root.putArray("unmanagedAccounts");
    aside.unmanaged().forEach(account -> unmanaged.add(account.value()));
    var inactive = root.putArray("inactiveMembers");
    aside.inactive().forEach(member -> inactive.add(inactive(member)));
    root.set(
        "expiring", aside.ending().<JsonNode>map(AsideJson::expiring).orElse(NODES.nullNode()));
  }

  private static ObjectNode inactive(InactiveMember member) {
    return NODES
        .objectNode()
        .put("account", member.account().value())
        .put("region", member.region().name())
        .put("status", member.member().status())
        .put("meaning", member.member().state().meaning())
        .put("path", member.entry().map(Entry::path).orElse(null));
  }

  private static ArrayNode expiring(Ending soon) {
    ArrayNode lines = NODES.arrayNode();
    soon.lines()
        .forEach(line -> {
          ClusterRule rule = line.ending().rule();
          ObjectNode node =
              lines
                  .addObject()
                  .put("cluster", rule.name().glob())
                  .put("region", rule.region().map(Object::toString).orElse(null))
                  .put("approach", line.ending().approach().word())
                  .put("until", rule.until().map(Object::toString).orElse(null))
                  .put("daysLeft", line.ending().daysLeft())
                  .put("reason", rule.reason().orElse(null))
                  .put("owner", rule.owner().orElse(null))
                  .put("path", rule.path());
          line.source()
              .ifPresentOrElse(
                  pos ->
                      node.putObject("source")
                          .put("file", pos.file())
                          .put("line", pos.line())
                          .put("column", pos.column()),
                  () -> node.putNull("source"));
        });
    return lines;
  }

  static JsonNode migration(Optional<Migration> migration) {
    return migration.<JsonNode>map(AsideJson::migration).orElse(NODES.nullNode());
  }

  private static ObjectNode migration(Migration migration) {
    ObjectNode node =
        NODES.objectNode().put("from", migration.from().name()).put("to", migration.to().name());
    node.set("moved", places(migration.moved()));
    node.set("beside", places(migration.beside()));
    var organization = node.putArray("organization");
    migration.organization().forEach(region -> organization.add(region.name()));
    return node.put("message", String.join(" ", MigrationText.sentences(migration)));
  }

  private static ArrayNode places(SortedSet<Place> places) {
    ArrayNode list = NODES.arrayNode();
    places.forEach(place ->
        list.addObject()
            .put("account", place.account().value())
            .put("region", place.region().name()));
    return list;
  }
}
