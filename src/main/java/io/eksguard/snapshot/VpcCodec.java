package io.eksguard.snapshot;

import io.eksguard.live.Maker;
import io.eksguard.live.Vpc;
import io.eksguard.model.AccountId;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// VPCs as JSON.
final class VpcCodec {
  private VpcCodec() {}

  static JsonNode write(SortedMap<String, Vpc> vpcs) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    vpcs.forEach((id, vpc) -> write(node.putObject(id), vpc));
    return node;
  }

  private static void write(ObjectNode node, Vpc vpc) {
    node.put("owner", vpc.owner().value());
    node.set("ranges", texts(vpc.ranges()));
    node.put("dnsSupport", vpc.dnsSupport());
    node.put("dnsHostnames", vpc.dnsHostnames());
    ObjectNode subnets = node.putObject("subnets");
    vpc.subnets()
        .forEach(
            (id, one) -> subnets.putObject(id).put("zone", one.zone()).put("free", one.free()));
    ObjectNode endpoints = node.putObject("endpoints");
    vpc.endpoints()
        .forEach((id, one) -> {
          ObjectNode endpoint = endpoints.putObject(id);
          endpoint.put("state", one.state()).put("privateDns", one.privateDns());
          endpoint.set("subnets", texts(one.subnets()));
          endpoint.set("groups", texts(one.groups()));
          one.policy().ifPresent(policy -> endpoint.put("policy", policy));
          endpoint.put("maker", Spot.word(one.maker()));
        });
    ObjectNode groups = node.putObject("groups");
    vpc.groups()
        .forEach((id, one) -> {
          ObjectNode group = groups.putObject(id);
          group.set("open", texts(one.open()));
          group.put("openToOthers", one.openToOthers());
          group.put("maker", Spot.word(one.maker()));
        });
  }

  private static ArrayNode texts(Collection<String> texts) {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    texts.forEach(node::add);
    return node;
  }

  static SortedMap<String, Vpc> read(Spot spot) {
    SortedMap<String, Vpc> vpcs = new TreeMap<>();
    for (Spot.Named one : spot.members()) {
      vpcs.put(one.name(), vpc(one.name(), one.spot()));
    }
    return vpcs;
  }

  private static Vpc vpc(String id, Spot spot) {
    SortedMap<String, Vpc.Subnet> subnets = new TreeMap<>();
    for (Spot.Named one : spot.get("subnets").members()) {
      subnets.put(
          one.name(),
          new Vpc.Subnet(one.spot().get("zone").text(), one.spot().get("free").whole()));
    }
    SortedMap<String, Vpc.Endpoint> endpoints = new TreeMap<>();
    for (Spot.Named one : spot.get("endpoints").members()) {
      Spot endpoint = one.spot();
      endpoints.put(
          one.name(),
          new Vpc.Endpoint(
              endpoint.get("state").text(),
              endpoint.get("privateDns").truth(),
              endpoint.get("subnets").texts(),
              endpoint.get("groups").texts(),
              endpoint.optional("policy").map(Spot::text),
              endpoint.get("maker").word(Maker.class)));
    }
    SortedMap<String, Vpc.Group> groups = new TreeMap<>();
    for (Spot.Named one : spot.get("groups").members()) {
      groups.put(
          one.name(),
          new Vpc.Group(
              one.spot().get("open").texts(),
              one.spot().get("openToOthers").truth(),
              one.spot().get("maker").word(Maker.class)));
    }
    return new Vpc(
        id,
        spot.get("owner").as("an account id", AccountId::new),
        spot.get("ranges").texts(),
        spot.get("dnsSupport").truth(),
        spot.get("dnsHostnames").truth(),
        subnets,
        endpoints,
        groups);
  }
}
