package io.eksguard.sim.guardduty;

import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Json;
import io.eksguard.sim.wire.Operation;
import io.eksguard.sim.wire.Page;
import io.eksguard.sim.world.AutoEnable;
import io.eksguard.sim.world.FeatureNames;
import io.eksguard.sim.world.OrganizationConfiguration;
import io.eksguard.sim.world.OrganizationConfiguration.OrganizationFeature;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The operations on what GuardDuty does with the accounts of the organization.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_UpdateOrganizationConfiguration.html">
///   AWS API reference, UpdateOrganizationConfiguration, DescribeOrganizationConfiguration,
///   ListOrganizationAdminAccounts, read 2026-11-24</a>
final class OrganizationOperations {
  private static final List<String> VALUES =
      Arrays.stream(AutoEnable.values()).map(Enum::name).toList();

  private OrganizationOperations() {}

  static List<Operation> all() {
    var admin = "/detector/{detectorId}/admin";
    return List.of(
        new Operation(
            "DescribeOrganizationConfiguration", "GET", admin, OrganizationOperations::describe),
        new Operation(
            "UpdateOrganizationConfiguration", "POST", admin, OrganizationOperations::update),
        new Operation(
            "ListOrganizationAdminAccounts", "GET", "/admin", OrganizationOperations::listAdmins));
  }

  private static OrganizationConfiguration configuration(Call call) {
    DetectorOperations.own(call);
    if (!MemberOperations.isAdministrator(call)) {
      throw Refusals.notAdministrator();
    }
    return call.world()
        .organization()
        .map(o -> o.configuration(call.region()))
        .orElseThrow(Refusals::notAdministrator);
  }

  private static Answer describe(Call call) {
    call.authorize("*", Map.of());
    var configuration = configuration(call);
    var page =
        Page.of(
            List.copyOf(configuration.features().entrySet()),
            call,
            Page.Asked.inQuery(call.request()),
            DetectorOperations.MAX,
            Refusals::invalid);
    var body =
        Json.object()
            .put("autoEnable", configuration.members() != AutoEnable.NONE)
            .put("memberAccountLimitReached", false)
            .put("autoEnableOrganizationMembers", configuration.members().name());
    body.set(
        "features", Json.array(page.items().stream().map(e -> feature(e.getKey(), e.getValue()))));
    Json.putIfPresent(body, "nextToken", page.next());
    return Answer.json(body);
  }

  private static ObjectNode feature(String name, OrganizationFeature feature) {
    var node = Json.object().put("name", name).put("autoEnable", feature.autoEnable().name());
    var names = FeatureNames.additionalOf(name);
    if (!names.isEmpty()) {
      node.set(
          "additionalConfiguration",
          Json.array(
              names.stream()
                  .map(each ->
                      Json.object()
                          .put("name", each)
                          .put(
                              "autoEnable",
                              feature.additional().getOrDefault(each, AutoEnable.NONE).name()))));
    }
    return node;
  }

  private static Answer update(Call call) {
    call.authorize("*", Map.of());
    var configuration = configuration(call);
    var body = call.request().json();
    var changed = configuration.withMembers(members(body));
    for (var change : FeatureRequest.read(body, "autoEnable", VALUES)) {
      var additional = new TreeMap<String, AutoEnable>();
      change.additional().forEach((key, value) -> additional.put(key, AutoEnable.valueOf(value)));
      var feature = changed.feature(change.name());
      changed =
          changed.withFeature(
              change.name(), feature.with(AutoEnable.valueOf(change.value()), additional));
    }
    var configured = changed;
    var world = call.world().withOrganization(o -> o.withConfiguration(call.region(), configured));
    return Answer.empty()
        .changing(
            world.settlesAtOnce() ? Settling.settle(world, call.region(), call.now()) : world);
  }

  /// Exactly one of the two forms of the value must be there.
  private static AutoEnable members(JsonNode body) {
    var value = Json.text(body, "autoEnableOrganizationMembers");
    var old = body.path("autoEnable");
    if (value.isPresent() == old.isBoolean()) {
      throw Refusals.oneAutoEnable();
    }
    if (value.isPresent()) {
      return value.filter(VALUES::contains).map(AutoEnable::valueOf).orElseThrow(Refusals::invalid);
    }
    return old.booleanValue() ? AutoEnable.NEW : AutoEnable.NONE;
  }

  private static Answer listAdmins(Call call) {
    call.authorize("*", Map.of());
    var organization =
        call.world()
            .organization()
            .filter(o -> o.management().equals(call.account()))
            .orElseThrow(Refusals::notAdministrator);
    var admins =
        organization.administrator(call.region()).stream()
            .map(id -> Json.object().put("adminAccountId", id).put("adminStatus", "ENABLED"));
    return Answer.json(Json.object().set("adminAccounts", Json.array(admins)));
  }
}
