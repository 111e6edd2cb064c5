package io.eksguard.sim.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The VPCs of one account in one region, in a world file.
final class VpcText {
  private VpcText() {}

  static SortedMap<String, Vpc> read(YamlValue value) {
    var vpcs = new TreeMap<String, Vpc>();
    for (var each : value.list()) {
      var vpc = vpc(each);
      if (vpcs.put(vpc.id(), vpc) != null) {
        throw each.error("`" + vpc.id() + "` is said twice");
      }
    }
    return vpcs;
  }

  private static Vpc vpc(YamlValue value) {
    var fields =
        value.fields(
            "id", "owner", "cidr", "dnsSupport", "dnsHostnames", "subnets", "endpoints", "groups");
    var id = fields.need("id").text();
    var endpoints = new TreeMap<String, Vpc.DataEndpoint>();
    fields
        .get("endpoints")
        .ifPresent(all ->
            all.list()
                .forEach(each -> {
                  var one = endpoint(each, id, endpoints.size());
                  endpoints.put(one.id(), one);
                }));
    var groups = new TreeMap<String, Vpc.Group>();
    fields
        .get("groups")
        .ifPresent(all ->
            all.list()
                .forEach(each -> {
                  var one = group(each);
                  groups.put(one.id(), one);
                }));
    return new Vpc(
        id,
        fields.get("owner").map(YamlValue::account),
        fields.text("cidr", Vpc.CIDR),
        fields.get("dnsSupport").map(YamlValue::flag).orElse(true),
        fields.get("dnsHostnames").map(YamlValue::flag).orElse(true),
        fields.get("subnets").map(VpcText::subnets).orElseGet(() -> Vpc.subnetsOf(id)),
        endpoints,
        groups);
  }

  private static SortedMap<String, Integer> subnets(YamlValue value) {
    var subnets = new TreeMap<String, Integer>();
    value
        .entries()
        .forEach((key, free) -> {
          if (!free.text().matches("[0-9]{1,6}")) {
            throw free.error("`" + free.text() + "` is no number of addresses");
          }
          subnets.put(key.text(), Integer.valueOf(free.text()));
        });
    return subnets;
  }

  private static Vpc.DataEndpoint endpoint(YamlValue value, String vpc, int number) {
    var fields =
        value.fields("id", "state", "until", "privateDns", "subnets", "groups", "tags", "policy");
    return new Vpc.DataEndpoint(
        fields.text("id", Vpc.named("vpce", vpc, "said" + number)),
        fields.text("state", "available"),
        fields.get("until").map(YamlValue::instant),
        fields.get("privateDns").map(YamlValue::flag).orElse(true),
        Sorted.set(fields.get("subnets").map(YamlValue::texts).orElse(List.of())),
        Sorted.set(fields.get("groups").map(YamlValue::texts).orElse(List.of())),
        ClusterReader.tags(fields),
        fields.get("policy").map(YamlValue::text));
  }

  private static Vpc.Group group(YamlValue value) {
    var fields = value.fields("id", "name", "https", "tags");
    var id = fields.need("id").text();
    return new Vpc.Group(
        id,
        fields.text("name", id),
        Sorted.set(fields.get("https").map(YamlValue::texts).orElse(List.of())),
        ClusterReader.tags(fields));
  }

  static Map<String, Object> write(Vpc vpc) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("id", vpc.id());
    vpc.owner().ifPresent(owner -> tree.put("owner", owner));
    tree.put("cidr", vpc.cidr());
    tree.put("dnsSupport", vpc.dnsSupport());
    tree.put("dnsHostnames", vpc.dnsHostnames());
    tree.put("subnets", new LinkedHashMap<>(vpc.subnets()));
    tree.put("endpoints", vpc.endpoints().values().stream().map(VpcText::write).toList());
    tree.put("groups", vpc.groups().values().stream().map(VpcText::write).toList());
    return tree;
  }

  private static Map<String, Object> write(Vpc.DataEndpoint endpoint) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("id", endpoint.id());
    tree.put("state", endpoint.state());
    endpoint.until().ifPresent(until -> tree.put("until", until.toString()));
    tree.put("privateDns", endpoint.privateDns());
    tree.put("subnets", list(endpoint.subnets()));
    tree.put("groups", list(endpoint.groups()));
    tree.put("tags", new LinkedHashMap<>(endpoint.tags()));
    endpoint.policy().ifPresent(policy -> tree.put("policy", policy));
    return tree;
  }

  private static Map<String, Object> write(Vpc.Group group) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("id", group.id());
    tree.put("name", group.name());
    tree.put("https", list(group.https()));
    tree.put("tags", new LinkedHashMap<>(group.tags()));
    return tree;
  }

  private static List<String> list(Set<String> all) {
    return new ArrayList<>(all);
  }
}
