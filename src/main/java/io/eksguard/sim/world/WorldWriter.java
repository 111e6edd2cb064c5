package io.eksguard.sim.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// Writes a world as YAML, leaving out whatever reading it would assume.
final class WorldWriter {
  private WorldWriter() {}

  static String write(World world) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("partition", world.partition());
    tree.put("settle", world.settlesAtOnce() ? "immediate" : "later");
    if (world.addonSeconds() > 0) {
      tree.put("addonSeconds", world.addonSeconds());
    }
    tree.put("regions", world.regions());
    tree.put("caller", caller(world.caller()));
    world.organization().ifPresent(o -> tree.put("organization", organization(o)));
    var accounts = new LinkedHashMap<String, Object>();
    world.accounts().forEach((id, account) -> accounts.put(id, account(account, world)));
    tree.put("accounts", accounts);
    var roles = new LinkedHashMap<String, Object>();
    world.roles().forEach((arn, role) -> roles.put(arn, role(role)));
    putUnlessEmpty(tree, "roles", roles);
    var settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(4096)
            .setDereferenceAliases(true)
            .build();
    return new Dump(settings).dumpToString(tree);
  }

  private static Map<String, Object> caller(Caller caller) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("account", caller.account());
    switch (caller) {
      case Caller.AsRole role -> tree.put("role", role.name());
      case Caller.AsUser user -> tree.put("user", user.name());
    }
    return tree;
  }

  private static Map<String, Object> organization(Organization organization) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("id", organization.id());
    tree.put("management", organization.management());
    tree.put("root", organization.root());
    tree.put("policyTypes", List.copyOf(organization.policyTypes()));
    var units = new LinkedHashMap<String, Object>();
    organization.units().forEach((id, unit) -> units.put(id, unit(unit)));
    putUnlessEmpty(tree, "units", units);
    var policies = new LinkedHashMap<String, Object>();
    organization.policies().forEach((id, policy) -> policies.put(id, policy(policy)));
    putUnlessEmpty(tree, "policies", policies);
    putUnlessEmpty(tree, "administrator", new LinkedHashMap<>(organization.administrators()));
    var configurations = new LinkedHashMap<String, Object>();
    organization.configurations().forEach((r, c) -> configurations.put(r, configuration(c)));
    putUnlessEmpty(tree, "configuration", configurations);
    return tree;
  }

  private static Map<String, Object> unit(Unit unit) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("name", unit.name());
    tree.put("parent", unit.parent());
    return tree;
  }

  private static Map<String, Object> policy(Policy policy) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("name", policy.name());
    tree.put("description", policy.description());
    tree.put("content", policy.content());
    tree.put("targets", List.copyOf(policy.targets()));
    putUnlessEmpty(tree, "tags", new LinkedHashMap<>(policy.tags()));
    return tree;
  }

  private static Map<String, Object> configuration(OrganizationConfiguration configuration) {
    var features = new LinkedHashMap<String, Object>();
    configuration
        .features()
        .forEach((name, feature) -> {
          var each = new LinkedHashMap<String, Object>();
          each.put("autoEnable", feature.autoEnable().name());
          feature.additional().forEach((key, value) -> each.put(key, value.name()));
          if (!feature.equals(OrganizationConfiguration.OrganizationFeature.none(name))) {
            features.put(name, each);
          }
        });
    var tree = new LinkedHashMap<String, Object>();
    tree.put("autoEnableOrganizationMembers", configuration.members().name());
    putUnlessEmpty(tree, "features", features);
    return tree;
  }

  private static Map<String, Object> account(Account account, World world) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("name", account.name());
    tree.put("email", account.email());
    tree.put("state", account.state());
    tree.put("parent", account.parent().orElse("none"));
    if (!account.deny().isEmpty()) {
      tree.put("deny", new ArrayList<>(account.deny()));
    }
    putPerRegion(tree, "membership", account, (id, r) -> membership(account, r, id, world));
    putPerRegion(tree, "detectors", account, (id, r) -> detector(account.id(), id, r));
    putPerRegion(tree, "clusters", account, (_, r) -> clusters(r));
    putPerRegion(tree, "endpoints", account, (id, r) -> endpoints(account.id(), id, r));
    putPerRegion(tree, "vpcs", account, (_, r) -> vpcs(r));
    return tree;
  }

  private static void putPerRegion(
      SequencedMap<String, Object> tree,
      String key,
      Account account,
      BiFunction<String, Regional, Optional<Object>> value) {
    var regions = new LinkedHashMap<String, Object>();
    account
        .regions()
        .forEach((id, r) -> value.apply(id, r).ifPresent(each -> regions.put(id, each)));
    putUnlessEmpty(tree, key, regions);
  }

  private static Optional<Object> membership(
      Account account, Regional regional, String region, World world) {
    var assumed =
        Regional.membershipOf(world.organization(), account.id(), account.parent(), region);
    return regional.membership().equals(assumed)
        ? Optional.empty()
        : Optional.of(regional.membership().orElse("none"));
  }

  private static Optional<Object> detector(String account, String region, Regional regional) {
    if (regional.detector().isEmpty()) {
      return Optional.of("none");
    }
    var detector = regional.detector().get();
    var plain = Detector.plain(account, region);
    if (detector.equals(plain)) {
      return Optional.empty();
    }
    var features = new LinkedHashMap<String, Object>();
    detector
        .features()
        .forEach((name, feature) -> {
          if (!feature.equals(plain.feature(name))) {
            features.put(name, feature(feature));
          }
        });
    var tree = new LinkedHashMap<String, Object>();
    tree.put("id", detector.id());
    tree.put("status", status(detector.enabled()));
    putUnlessEmpty(tree, "features", features);
    tree.put("updatedAt", detector.updatedAt().toString());
    return Optional.of(tree);
  }

  private static Map<String, Object> feature(Feature feature) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("status", status(feature.enabled()));
    feature.additional().forEach((key, value) -> tree.put(key, status(value)));
    return tree;
  }

  private static String status(boolean enabled) {
    return enabled ? "ENABLED" : "DISABLED";
  }

  private static Optional<Object> clusters(Regional regional) {
    var all = new ArrayList<Object>();
    for (var cluster : regional.clusters().values()) {
      all.add(cluster.equals(Cluster.named(cluster.name())) ? cluster.name() : cluster(cluster));
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  private static Optional<Object> endpoints(String account, String region, Regional regional) {
    return regional.endpoints().equals(Regional.endpointsOf(account, region, regional.clusters()))
        ? Optional.empty()
        : Optional.of(new ArrayList<>(regional.endpoints()));
  }

  private static Optional<Object> vpcs(Regional regional) {
    return regional.said().isEmpty()
        ? Optional.empty()
        : Optional.of(regional.said().values().stream().map(VpcText::write).toList());
  }

  private static Map<String, Object> cluster(Cluster cluster) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("name", cluster.name());
    tree.put("version", cluster.version());
    tree.put("status", cluster.status());
    putUnlessEmpty(tree, "tags", new LinkedHashMap<>(cluster.tags()));
    cluster.agent().ifPresent(agent -> tree.put("agent", agent(agent)));
    if (!cluster.createdAt().equals(Detector.EPOCH)) {
      tree.put("createdAt", cluster.createdAt().toString());
    }
    cluster.vpc().ifPresent(vpc -> tree.put("vpc", vpc));
    if (!cluster.traits().isEmpty()) {
      tree.put("traits", new ArrayList<>(cluster.traits()));
    }
    cluster
        .nodes()
        .ifPresent(nodes -> {
          var all = new ArrayList<Object>();
          nodes.forEach(one -> all.add(nodes(one)));
          tree.put("nodes", all);
        });
    return tree;
  }

  private static Map<String, Object> nodes(Nodes nodes) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("count", nodes.count());
    tree.put("type", nodes.type());
    if (nodes.windows()) {
      tree.put("windows", true);
    }
    return tree;
  }

  private static Map<String, Object> agent(Agent agent) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put(
        "by",
        switch (agent.installer()) {
          case GUARDDUTY -> "guardduty";
          case MANUAL -> "manual";
        });
    tree.put("version", agent.version());
    agent.issue().ifPresent(issue -> tree.put("issue", issue));
    if (!agent.code().equals(Agent.TOO_FEW)) {
      tree.put("code", agent.code());
    }
    agent.configuration().ifPresent(values -> tree.put("configuration", values));
    putUnlessEmpty(tree, "tags", new LinkedHashMap<>(agent.tags()));
    agent
        .phase()
        .ifPresent(phase -> {
          tree.put("status", phase.status());
          tree.put("until", phase.until().toString());
        });
    return tree;
  }

  private static Map<String, Object> role(Role role) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("refused", role.refused());
    tree.put("deny", new ArrayList<>(role.deny()));
    role.externalId().ifPresent(id -> tree.put("externalId", id));
    tree.put("maxSeconds", role.maxSeconds());
    return tree;
  }

  private static void putUnlessEmpty(
      SequencedMap<String, Object> tree, String key, Map<String, Object> value) {
    if (!value.isEmpty()) {
      tree.put(key, value);
    }
  }
}
