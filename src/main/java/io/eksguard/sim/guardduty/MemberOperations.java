package io.eksguard.sim.guardduty;

import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Json;
import io.eksguard.sim.wire.Operation;
import io.eksguard.sim.wire.Page;
import io.eksguard.sim.world.Account;
import io.eksguard.sim.world.AutoEnable;
import io.eksguard.sim.world.Detector;
import io.eksguard.sim.world.FeatureNames;
import io.eksguard.sim.world.Regional;
import io.eksguard.sim.world.Sorted;
import io.eksguard.sim.world.World;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The operations of an administrator on its members.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_UpdateMemberDetectors.html">
///   AWS API reference, ListMembers, GetMembers, GetMemberDetectors, UpdateMemberDetectors,
///   GetAdministratorAccount, read 2026-11-24</a>
final class MemberOperations {
  private MemberOperations() {}

  static List<Operation> all() {
    var member = "/detector/{detectorId}/member";
    return List.of(
        new Operation("ListMembers", "GET", member, MemberOperations::list),
        new Operation("GetMembers", "POST", member + "/get", MemberOperations::get),
        new Operation(
            "GetMemberDetectors", "POST", member + "/detector/get", MemberOperations::getDetectors),
        new Operation(
            "UpdateMemberDetectors",
            "POST",
            member + "/detector/update",
            MemberOperations::updateDetectors),
        new Operation(
            "GetAdministratorAccount",
            "GET",
            "/detector/{detectorId}/administrator",
            MemberOperations::administrator));
  }

  static boolean isAdministrator(Call call) {
    return call.world().administrator(call.region()).filter(call.account()::equals).isPresent();
  }

  /// The accounts with any relation to the caller, if the caller is the administrator.
  static List<Account> members(Call call) {
    return isAdministrator(call)
        ? call.world().accounts().values().stream()
            .filter(a -> a.in(call.region()).membership().isPresent())
            .toList()
        : List.of();
  }

  private static boolean associated(Regional regional) {
    return regional.activeMember()
        || regional.membership().filter("Disabled"::equalsIgnoreCase).isPresent();
  }

  private static Answer list(Call call) {
    call.authorize("*", Map.of());
    DetectorOperations.own(call);
    var onlyAssociated =
        call.request().query("onlyAssociated").filter("false"::equalsIgnoreCase).isEmpty();
    var members =
        members(call).stream()
            .filter(a -> !onlyAssociated || associated(a.in(call.region())))
            .toList();
    var page =
        Page.of(
            members,
            call,
            Page.Asked.inQuery(call.request()),
            DetectorOperations.MAX,
            Refusals::invalid);
    var body =
        Json.object().set("members", Json.array(page.items().stream().map(a -> member(a, call))));
    Json.putIfPresent(body, "nextToken", page.next());
    return Answer.json(body);
  }

  private static ObjectNode member(Account account, Call call) {
    var regional = account.in(call.region());
    var node =
        Json.object()
            .put("accountId", account.id())
            .put("masterId", call.account())
            .put("administratorId", call.account())
            .put("relationshipStatus", regional.membership().orElse("Created"))
            .put(
                "updatedAt",
                regional.detector().map(Detector::updatedAt).orElse(Detector.EPOCH).toString());
    Json.putIfPresent(node, "detectorId", regional.detector().map(Detector::id));
    return node;
  }

  /// The accounts that the body names: one to fifty, without those named twice.
  private static SequencedSet<String> ids(Call call) {
    var ids = Json.list(call.request().json(), "accountIds");
    if (ids.isEmpty()
        || ids.size() > DetectorOperations.MAX
        || ids.stream().anyMatch(id -> id.length() != 12)) {
      throw Refusals.invalid();
    }
    return new LinkedHashSet<>(ids);
  }

  private static Answer get(Call call) {
    call.authorize("*", Map.of());
    DetectorOperations.own(call);
    var known = new TreeMap<String, Account>();
    members(call).forEach(a -> known.put(a.id(), a));
    var found = new ArrayList<ObjectNode>();
    var unprocessed = new ArrayList<ObjectNode>();
    for (var id : ids(call)) {
      Optional.ofNullable(known.get(id))
          .ifPresentOrElse(
              account -> found.add(member(account, call)),
              () -> unprocessed.add(unprocessed(id, Refusals.NO_MEMBER)));
    }
    return members(found, unprocessed);
  }

  private static Answer members(List<ObjectNode> found, List<ObjectNode> unprocessed) {
    var body = Json.object();
    body.set("members", Json.array(found.stream()));
    body.set("unprocessedAccounts", Json.array(unprocessed.stream()));
    return Answer.json(body);
  }

  private static ObjectNode unprocessed(String id, String result) {
    return Json.object().put("accountId", id).put("result", result);
  }

  /// The detector of an active member.
  private static Optional<Detector> detector(Call call, String id) {
    return isAdministrator(call)
        ? Optional.of(call.world().at(id, call.region()))
            .filter(Regional::activeMember)
            .flatMap(Regional::detector)
        : Optional.empty();
  }

  private static Answer getDetectors(Call call) {
    call.authorize("*", Map.of());
    DetectorOperations.own(call);
    var found = new ArrayList<ObjectNode>();
    var unprocessed = new ArrayList<ObjectNode>();
    for (var id : ids(call)) {
      var failure = call.unprocessed().get(id);
      if (failure != null) {
        unprocessed.add(unprocessed(id, failure));
        continue;
      }
      detector(call, id)
          .ifPresentOrElse(
              detector -> found.add(configuration(id, detector)),
              () -> unprocessed.add(unprocessed(id, Refusals.NO_MEMBER)));
    }
    return members(found, unprocessed);
  }

  private static ObjectNode configuration(String id, Detector detector) {
    var plans = Sorted.without(detector.features(), FeatureNames.FOUNDATIONAL);
    var node = Json.object().put("accountId", id);
    node.set("dataSources", DetectorOperations.dataSources(detector));
    return node.set("features", DetectorOperations.features(detector, plans));
  }

  private static Answer updateDetectors(Call call) {
    call.authorize("*", Map.of());
    DetectorOperations.own(call);
    var ids = ids(call);
    var changes = FeatureRequest.read(call.request().json(), "status", DetectorOperations.STATUS);
    var world = call.world();
    var unprocessed = new ArrayList<JsonNode>();
    for (var id : ids) {
      var why = refusal(call, id, changes);
      if (why.isPresent()) {
        unprocessed.add(unprocessed(id, why.get()));
      } else {
        world = changed(world, id, changes, call);
      }
    }
    return Answer.json(Json.object().set("unprocessedAccounts", Json.array(unprocessed.stream())))
        .changing(world);
  }

  private static World changed(World world, String id, List<FeatureRequest> changes, Call call) {
    return world.with(
        id,
        call.region(),
        regional ->
            regional.mapDetector(detector -> {
              var after = detector;
              for (var change : changes) {
                after = change.on(after);
              }
              return after.equals(detector) ? detector : after.updated(call.now());
            }));
  }

  /// Why one account cannot be changed. What is automatic for all accounts cannot be turned off for
  /// one.
  private static Optional<String> refusal(Call call, String id, List<FeatureRequest> changes) {
    if (call.unprocessed().containsKey(id)) {
      return Optional.ofNullable(call.unprocessed().get(id));
    }
    if (detector(call, id).isEmpty()) {
      return Optional.of(Refusals.NO_MEMBER);
    }
    var organization = call.world().organization();
    if (organization.isEmpty()) {
      return Optional.empty();
    }
    var configuration = organization.get().configuration(call.region());
    for (var change : changes) {
      var feature = configuration.feature(change.name());
      if (change.value().equals("DISABLED") && feature.autoEnable() == AutoEnable.ALL) {
        return Optional.of(Refusals.all(change.name()));
      }
      for (var each : change.additional().entrySet()) {
        if (each.getValue().equals("DISABLED")
            && feature.additional().get(each.getKey()) == AutoEnable.ALL) {
          return Optional.of(Refusals.all(each.getKey()));
        }
      }
    }
    return Optional.empty();
  }

  private static Answer administrator(Call call) {
    call.authorize("*", Map.of());
    DetectorOperations.own(call);
    var membership = call.here().membership();
    var administrator = call.world().administrator(call.region());
    if (membership.isEmpty() || administrator.isEmpty()) {
      return Answer.empty();
    }
    var node =
        Json.object()
            .put("accountId", administrator.get())
            .put("relationshipStatus", membership.get());
    return Answer.json(Json.object().set("administrator", node));
  }
}
