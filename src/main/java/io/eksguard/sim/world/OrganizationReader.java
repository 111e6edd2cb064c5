package io.eksguard.sim.world;

import io.eksguard.sim.world.OrganizationConfiguration.OrganizationFeature;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Reads the `organization:` of a world.
record OrganizationReader(PerRegion perRegion) {
  private static final String NONE = "none";
  private static final List<String> AUTO_ENABLE =
      Arrays.stream(AutoEnable.values()).map(Enum::name).toList();

  Organization read(YamlValue value) {
    var fields =
        value.fields(
            "id",
            "management",
            "root",
            "policyTypes",
            "units",
            "policies",
            "administrator",
            "configuration");
    var root = fields.text("root", "r-abcd");
    return new Organization(
        fields.text("id", "o-exampleorg1"),
        fields.need("management").account(),
        root,
        fields.get("units").map(v -> units(v, root)).orElseGet(TreeMap::new),
        Sorted.set(
            fields
                .get("policyTypes")
                .map(YamlValue::texts)
                .orElse(List.of(Organization.SERVICE_CONTROL_POLICY))),
        fields.get("policies").map(OrganizationReader::policies).orElseGet(TreeMap::new),
        fields.get("administrator").map(this::administrators).orElseGet(TreeMap::new),
        fields
            .get("configuration")
            .map(v -> perRegion.read(v, OrganizationReader::configuration))
            .orElseGet(TreeMap::new));
  }

  private static SortedMap<String, Unit> units(YamlValue value, String root) {
    var units = new TreeMap<String, Unit>();
    value
        .entries()
        .forEach((id, each) -> {
          var unit = each.fields("name", "parent");
          units.put(
              id.text(),
              new Unit(id.text(), unit.text("name", id.text()), unit.text("parent", root)));
        });
    return units;
  }

  private static SortedMap<String, Policy> policies(YamlValue value) {
    var policies = new TreeMap<String, Policy>();
    value
        .entries()
        .forEach((id, each) -> {
          var policy = each.fields("name", "description", "content", "targets", "tags");
          var tags = new TreeMap<String, String>();
          policy
              .get("tags")
              .ifPresent(v -> v.entries().forEach((key, tag) -> tags.put(key.text(), tag.text())));
          policies.put(
              id.text(),
              new Policy(
                  id.text(),
                  policy.text("name", id.text()),
                  policy.text("description", ""),
                  policy.need("content").text(),
                  Sorted.set(policy.get("targets").map(YamlValue::texts).orElse(List.of())),
                  tags));
        });
    return policies;
  }

  private SortedMap<String, String> administrators(YamlValue value) {
    var found =
        new TreeMap<>(perRegion.read(value, v -> v.text().equals(NONE) ? NONE : v.account()));
    found.values().removeIf(NONE::equals);
    return found;
  }

  private static OrganizationConfiguration configuration(YamlValue value) {
    var fields = value.fields("autoEnableOrganizationMembers", "features");
    var features = new TreeMap<String, OrganizationFeature>();
    fields
        .get("features")
        .ifPresent(v ->
            v.entries()
                .forEach((name, each) ->
                    features.put(name.oneOf(FeatureNames.WRITABLE), feature(name.text(), each))));
    var members =
        fields
            .get("autoEnableOrganizationMembers")
            .map(OrganizationReader::autoEnable)
            .orElse(AutoEnable.NONE);
    return new OrganizationConfiguration(members, features);
  }

  private static OrganizationFeature feature(String name, YamlValue value) {
    if (value.isScalar()) {
      return OrganizationFeature.none(name).with(autoEnable(value), Map.of());
    }
    var additional = FeatureNames.additionalOf(name);
    var fields =
        value.fields(
            Stream.concat(Stream.of("autoEnable"), additional.stream()).toArray(String[]::new));
    var some = new TreeMap<String, AutoEnable>();
    for (var each : additional) {
      fields.get(each).ifPresent(v -> some.put(each, autoEnable(v)));
    }
    var own = fields.get("autoEnable").map(OrganizationReader::autoEnable);
    return OrganizationFeature.none(name).with(own.orElse(AutoEnable.NONE), some);
  }

  private static AutoEnable autoEnable(YamlValue value) {
    return AutoEnable.valueOf(value.oneOf(AUTO_ENABLE));
  }
}
