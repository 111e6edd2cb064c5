package io.eksguard.sim.world;

import io.eksguard.sim.world.YamlValue.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the `accounts:` of a world.
record AccountReader(PerRegion perRegion, Optional<Organization> organization) {
  private static final String NONE = "none";

  SortedMap<String, Account> read(YamlValue value) {
    var accounts = new TreeMap<String, Account>();
    value.entries().forEach((id, each) -> accounts.put(id.account(), account(id.text(), each)));
    if (accounts.isEmpty()) {
      throw value.error("a world needs an account");
    }
    return accounts;
  }

  private Account account(String id, YamlValue value) {
    var fields =
        value.fields(
            "name",
            "email",
            "state",
            "parent",
            "deny",
            "membership",
            "detectors",
            "clusters",
            "endpoints",
            "vpcs");
    var name = fields.text("name", "account-" + id);
    var parent = parent(fields.get("parent"));
    var regions = new TreeMap<String, Regional>();
    var said = new Said(fields, perRegion);
    for (var region : perRegion.regions()) {
      var assumed = Regional.membershipOf(organization, id, parent, region);
      regions.put(region, said.in(id, region, assumed));
    }
    return new Account(
        id,
        name,
        fields.text("email", name + "@example.com"),
        fields.text("state", "ACTIVE"),
        parent,
        fields.get("deny").map(YamlValue::texts).orElse(List.of()),
        regions);
  }

  private Optional<String> parent(Optional<YamlValue> given) {
    if (given.isEmpty()) {
      return organization.map(Organization::root);
    }
    var parent = given.get().text();
    if (parent.equals(NONE)) {
      return Optional.empty();
    }
    if (organization.filter(o -> knows(o, parent)).isEmpty()) {
      throw given.get().error("`" + parent + "` is neither the root nor a unit");
    }
    return Optional.of(parent);
  }

  private static boolean knows(Organization organization, String parent) {
    return organization.root().equals(parent) || organization.units().containsKey(parent);
  }

  /// What an account says of its regions.
  private record Said(
      Map<String, DetectorText> detectors,
      Map<String, String> memberships,
      Map<String, SortedMap<String, Cluster>> clusters,
      Map<String, List<String>> endpoints,
      Map<String, SortedMap<String, Vpc>> vpcs) {

    Said(Fields fields, PerRegion perRegion) {
      this(
          fields
              .get("detectors")
              .map(v -> perRegion.read(v, DetectorText::read))
              .orElseGet(TreeMap::new),
          fields
              .get("membership")
              .map(v -> perRegion.read(v, YamlValue::text))
              .orElseGet(TreeMap::new),
          fields
              .get("clusters")
              .map(v -> perRegion.read(v, ClusterReader::clusters))
              .orElseGet(TreeMap::new),
          fields
              .get("endpoints")
              .map(v -> perRegion.read(v, YamlValue::texts))
              .orElseGet(TreeMap::new),
          fields.get("vpcs").map(v -> perRegion.read(v, VpcText::read)).orElseGet(TreeMap::new));
    }

    Regional in(String account, String region, Optional<String> assumedMembership) {
      var here = clusters.getOrDefault(region, Sorted.map(Map.of()));
      return new Regional(
          detectors.getOrDefault(region, DetectorText.UNSAID).in(account, region),
          Optional.ofNullable(memberships.get(region))
              .or(() -> assumedMembership)
              .filter(m -> !m.equals(NONE)),
          here,
          Optional.ofNullable(endpoints.get(region))
              .map(Sorted::set)
              .orElseGet(() -> Regional.endpointsOf(account, region, here)),
          vpcs.getOrDefault(region, Sorted.map(Map.of())));
    }
  }
}
