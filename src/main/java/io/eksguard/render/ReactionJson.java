package io.eksguard.render;

import io.eksguard.model.AccountId;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.plan.AgentPrice;
import io.eksguard.plan.NewlyCovered;
import io.eksguard.plan.NewlyCovered.Sum;
import io.eksguard.plan.Reaction;
import java.util.Locale;
import java.util.SortedMap;
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
        .forEach(one -> {
          ObjectNode vpc =
              at(endpoints, one.place())
                  .put("vpc", one.vpc())
                  .put("endpoint", one.endpoint().word())
                  .put("blocksDeletion", one.endpoint().blocksDeletion());
          one.why().ifPresent(why -> vpc.put("why", why.word()));
        });
    ArrayNode places = node.putArray("places");
    reaction.wholes().forEach((place, whole) -> at(places, place).put("what", whole.word()));
    ArrayNode checks = node.putArray("checks");
    reaction.checks().forEach(one -> check(checks.addObject(), one));
    cost(reaction.covered(), node);
  }

  private static void cost(NewlyCovered covered, ObjectNode node) {
    SortedMap<Region, Sum> sums = covered.sums();
    Sum all = sums.values().stream().reduce(Sum.NONE, Sum::plus);
    if (all.counted() == 0) {
      node.putNull("nodes");
    } else {
      node.putObject("nodes")
          .put("nodes", all.nodes().nodes())
          .put("clusters", all.counted())
          .put("ofClusters", all.clusters());
    }
    if (covered.isEmpty()) {
      node.putNull("price");
    } else {
      price(node.putObject("price"), AgentPrice.example());
      ArrayNode unknown = JsonNodeFactory.instance.arrayNode();
      sums.keySet().stream()
          .filter(region -> AgentPrice.in(region).isEmpty())
          .forEach(region -> unknown.add(region.name()));
      if (!unknown.isEmpty()) {
        node.set("priceUnknownIn", unknown);
      }
    }
    ArrayNode costs = JsonNodeFactory.instance.arrayNode();
    sums.forEach((region, sum) -> {
      if (sum.isSized()) {
        cost(costs.addObject(), region, sum);
      }
    });
    if (!costs.isEmpty()) {
      node.set("cost", costs);
    }
    ArrayNode counted = JsonNodeFactory.instance.arrayNode();
    covered
        .clusters()
        .forEach((place, clusters) ->
            clusters.forEach((cluster, nodes) ->
                nodes.ifPresent(found ->
                    at(counted, place)
                        .put("cluster", cluster.value())
                        .put("nodes", found.nodes())
                        .put("vcpus", found.vcpus())
                        .put("unsized", found.unsized())
                        .put("unfit", found.unfit()))));
    if (!counted.isEmpty()) {
      node.set("counted", counted);
    }
  }

  private static void cost(ObjectNode node, Region region, Sum sum) {
    long vcpus = sum.nodes().vcpus();
    node.put("region", region.name())
        .put("clusters", sum.counted())
        .put("ofClusters", sum.clusters())
        .put("complete", sum.isWhole())
        .put("nodes", sum.nodes().nodes())
        .put("vcpus", vcpus)
        .put("vcpuHours", vcpus * AgentPrice.HOURS_OF_MONTH);
    AgentPrice price = AgentPrice.in(region).orElseGet(AgentPrice::example);
    node.put("priceOf", price.region().name())
        .put("leastUsd", price.least(vcpus))
        .put("mostUsd", price.most(vcpus));
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
