package io.eksguard.sim.world;

import io.eksguard.sim.world.YamlValue.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads a world from YAML.
final class WorldReader {
  private final String file;

  WorldReader(String file) {
    this.file = file;
  }

  World read(String text) {
    var fields =
        YamlValue.parse(text, file)
            .fields(
                "partition",
                "settle",
                "addonSeconds",
                "regions",
                "caller",
                "organization",
                "accounts",
                "roles");
    var regions = fields.get("regions").map(YamlValue::texts).orElse(List.of("us-east-1"));
    var perRegion = new PerRegion(regions);
    var organization =
        fields.get("organization").map(o -> new OrganizationReader(perRegion).read(o));
    var accounts = new AccountReader(perRegion, organization).read(fields.need("accounts"));
    var world =
        new World(
            fields.text("partition", "aws"),
            settlesAtOnce(fields),
            regions,
            caller(fields, organization, accounts.firstKey()),
            organization,
            accounts,
            Sorted.map(roles(fields)),
            fields.get("addonSeconds").map(WorldReader::seconds).orElse(0));
    check(world, fields);
    return world;
  }

  private static boolean settlesAtOnce(Fields fields) {
    return fields
        .get("settle")
        .map(v -> v.oneOf(List.of("immediate", "later")).equals("immediate"))
        .orElse(true);
  }

  private static Caller caller(
      Fields fields, Optional<Organization> organization, String firstAccount) {
    var administrator = organization.flatMap(o -> o.administrators().values().stream().findFirst());
    var given = fields.get("caller");
    if (given.isEmpty()) {
      return new Caller.AsRole(administrator.orElse(firstAccount), "eksguard");
    }
    var caller = given.get().fields("account", "role", "user");
    var account = caller.need("account").account();
    var user = caller.get("user").map(YamlValue::text);
    return user.isPresent()
        ? new Caller.AsUser(account, user.get())
        : new Caller.AsRole(account, caller.text("role", "eksguard"));
  }

  private static Map<String, Role> roles(Fields fields) {
    var roles = new TreeMap<String, Role>();
    fields
        .get("roles")
        .map(YamlValue::entries)
        .ifPresent(entries ->
            entries.forEach((arn, value) -> roles.put(arn.text(), role(arn.text(), value))));
    return roles;
  }

  private static Role role(String arn, YamlValue value) {
    var role = value.fields("refused", "deny", "externalId", "maxSeconds");
    return new Role(
        arn,
        role.get("refused").map(YamlValue::flag).orElse(false),
        role.get("deny").map(YamlValue::texts).orElse(List.of()),
        role.get("externalId").map(YamlValue::text),
        role.get("maxSeconds").map(WorldReader::seconds).orElse(Role.MAX_SECONDS));
  }

  private static int seconds(YamlValue value) {
    if (!value.text().matches("[0-9]{1,6}")) {
      throw value.error("`" + value.text() + "` is no number of seconds");
    }
    return Integer.parseInt(value.text());
  }

  /// What can only be said when all has been read.
  private static void check(World world, Fields fields) {
    if (world.account(world.caller().account()).isEmpty()) {
      throw fields
          .get("caller")
          .orElse(fields.whole())
          .error("the caller's account " + world.caller().account() + " is not in `accounts`");
    }
    world.organization().ifPresent(o -> checkOrganization(world, o, fields));
  }

  private static void checkOrganization(World world, Organization organization, Fields fields) {
    var place = fields.need("organization");
    if (world.account(organization.management()).isEmpty()) {
      throw place.error(
          "the management account " + organization.management() + " is not in `accounts`");
    }
    for (var administrator : organization.administrators().values()) {
      if (world.account(administrator).isEmpty()) {
        throw place.error("the administrator " + administrator + " is not in `accounts`");
      }
    }
  }
}
