package io.eksguard.plan;

import io.eksguard.model.AccountId;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The rings of a rollout as JSON.
final class RingsCodec {
  private RingsCodec() {}

  static ObjectNode write(Rings rings) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    var named = node.putArray("rings");
    for (Rings.Ring ring : rings.named()) {
      ObjectNode one = named.addObject().put("name", ring.name());
      var accounts = one.putArray("accounts");
      ring.accounts().forEach(account -> accounts.add(account.value()));
    }
    var notPlanned = node.putArray("notPlanned");
    rings
        .notPlanned()
        .forEach(place ->
            notPlanned
                .addObject()
                .put("account", place.account().value())
                .put("region", place.region().name()));
    return node.put("healthyWithin", rings.healthyWithin().toString())
        .put("unhealthyPercent", rings.unhealthyPercent())
        .put("excludeUnhealthy", rings.excludeUnhealthy());
  }

  static Rings read(JsonNode node) {
    List<Rings.Ring> named = new ArrayList<>();
    for (JsonNode one : node.required("rings").values()) {
      SortedSet<AccountId> accounts = new TreeSet<>();
      one.required("accounts")
          .values()
          .forEach(account -> accounts.add(new AccountId(StepCodec.text(account))));
      named.add(new Rings.Ring(StepCodec.text(one, "name"), accounts));
    }
    SortedSet<Place> notPlanned = new TreeSet<>();
    for (JsonNode one : node.required("notPlanned").values()) {
      notPlanned.add(
          new Place(
              new AccountId(StepCodec.text(one, "account")),
              new Region(StepCodec.text(one, "region"))));
    }
    return new Rings(
        named,
        notPlanned,
        Duration.parse(StepCodec.text(node, "healthyWithin")),
        node.required("unhealthyPercent").intValue(),
        node.required("excludeUnhealthy").booleanValue());
  }
}
