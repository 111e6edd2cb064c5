package io.eksguard.render;

import io.eksguard.model.AccountId;
import io.eksguard.model.Place;
import io.eksguard.plan.AgentPrice;
import io.eksguard.plan.Reaction;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What AWS will do by itself, as JSON. Where nothing follows there is none of it.
final class ReactionJson {
  private ReactionJson() {}

  static void put(ObjectNode root, Reaction reaction) {
    if (!reaction.isEmpty()) {
      put(reaction, root.putObject("reaction"));
    }
  }

  private static void put(Reaction reaction, ObjectNode node) {
    ArrayNode agents = node.putArray("agents");
    reaction
        .agents()
        .forEach(one ->
            at(agents, one.place())
                .put("cluster", one.cluster().value())
                .put("vpc", one.vpc().orElse(null))
                .put("agent", one.agent().word()));
    ArrayNode endpoints = node.putArray("endpoints");
    reaction
        .endpoints()
        .forEach(one ->
            at(endpoints, one.place())
                .put("vpc", one.vpc())
                .put("endpoint", one.endpoint().word())
                .put("blocksDeletion", one.endpoint().blocksDeletion()));
    ArrayNode places = node.putArray("places");
    reaction.wholes().forEach((place, whole) -> at(places, place).put("what", whole.word()));
    ArrayNode checks = node.putArray("checks");
    reaction.checks().forEach(one -> check(checks.addObject(), one));
    List<Long> nodes = reaction.costing().stream().flatMap(one -> one.nodes().stream()).toList();
    if (nodes.isEmpty()) {
      node.putNull("nodes");
    } else {
      node.putObject("nodes")
          .put("nodes", nodes.stream().mapToLong(Long::longValue).sum())
          .put("clusters", nodes.size())
          .put("ofClusters", reaction.costing().size());
    }
    if (reaction.costsMore()) {
      price(node.putObject("price"), AgentPrice.example());
      ArrayNode unknown = JsonNodeFactory.instance.arrayNode();
      reaction.costingRegions().stream()
          .filter(region -> AgentPrice.in(region).isEmpty())
          .forEach(region -> unknown.add(region.name()));
      if (!unknown.isEmpty()) {
        node.set("priceUnknownIn", unknown);
      }
    } else {
      node.putNull("price");
    }
  }

  private static ObjectNode at(ArrayNode list, Place place) {
    return list.addObject()
        .put("account", place.account().value())
        .put("region", place.region().name());
  }

  private static void check(ObjectNode node, Reaction.OnCheck one) {
    node.put("check", one.check().title())
        .put("account", one.account().map(AccountId::value).orElse(null))
        .put("region", one.region().name())
        .put("before", word(one.before()))
        .put("after", word(one.after()))
        .put("byDesign", one.byDesign());
    ArrayNode red = node.putArray("red");
    one.red().forEach(account -> red.add(account.value()));
  }

  private static String word(Reaction.Colour colour) {
    return colour.name().toLowerCase(Locale.ROOT);
  }

  private static void price(ObjectNode node, AgentPrice price) {
    node.put("currency", "USD")
        .put("unit", "vCPU-month")
        .put("region", price.region().name())
        .put("read", price.read().toString());
    ArrayNode tiers = node.putArray("tiers");
    price
        .tiers()
        .forEach(tier -> tiers.addObject().put("above", tier.above()).put("price", tier.usd()));
  }
}
