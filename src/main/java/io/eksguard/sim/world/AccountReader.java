package io.eksguard.sim.world;

import java.util.List;
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
            "name", "email", "state", "parent", "deny", "membership", "detectors", "clusters");
    var name = fields.text("name", "account-" + id);
    var parent = parent(fields.get("parent"));
    var memberships = fields.get("membership").map(v -> perRegion.read(v, YamlValue::text));
    var detectors = fields.get("detectors").map(v -> perRegion.read(v, DetectorText::read));
    var clusters = fields.get("clusters").map(v -> perRegion.read(v, ClusterReader::clusters));
    var regions = new TreeMap<String, Regional>();
    for (var region : perRegion.regions()) {
      var membership = memberships.flatMap(m -> Optional.ofNullable(m.get(region)));
      var detector = detectors.flatMap(m -> Optional.ofNullable(m.get(region)));
      regions.put(
          region,
          new Regional(
              detector.orElse(DetectorText.UNSAID).in(id, region),
              membership
                  .or(() -> Regional.membershipOf(organization, id, parent, region))
                  .filter(m -> !m.equals(NONE)),
              clusters.flatMap(m -> Optional.ofNullable(m.get(region))).orElseGet(TreeMap::new)));
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
}
