package io.eksguard.sim.organizations;

import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Json;
import io.eksguard.sim.wire.Page;
import io.eksguard.sim.wire.Refusal;
import io.eksguard.sim.world.Account;
import io.eksguard.sim.world.Detector;
import io.eksguard.sim.world.Organization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The operations that read the organization, its units and its accounts.
///
/// @see <a
///   href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html">AWS
///   Organizations API reference, read 2026-11-24</a>
final class TreeOperations {
  private TreeOperations() {}

  static Map<String, Function<Call, Answer>> all() {
    return Map.of(
        "DescribeOrganization", TreeOperations::describeOrganization,
        "ListAccounts", TreeOperations::listAccounts,
        "ListAccountsForParent", TreeOperations::listAccountsForParent,
        "DescribeAccount", TreeOperations::describeAccount,
        "ListRoots", TreeOperations::listRoots,
        "ListOrganizationalUnitsForParent", TreeOperations::listUnits,
        "ListParents", TreeOperations::listParents,
        "ListDelegatedAdministrators", TreeOperations::listDelegatedAdministrators,
        "ListAWSServiceAccessForOrganization", TreeOperations::listServiceAccess);
  }

  private static String arn(Call call, Organization organization, String what) {
    return "arn:%s:organizations::%s:%s"
        .formatted(call.world().partition(), organization.management(), what);
  }

  private static Answer describeOrganization(Call call) {
    var o = Permission.member(call);
    var management = call.world().account(o.management());
    var node =
        Json.object()
            .put("Id", o.id())
            .put("Arn", arn(call, o, "organization/" + o.id()))
            .put("FeatureSet", "ALL")
            .put("MasterAccountId", o.management())
            .put("MasterAccountArn", arn(call, o, "account/" + o.id() + "/" + o.management()))
            .put("MasterAccountEmail", management.map(Account::email).orElse(""));
    node.set("AvailablePolicyTypes", policyTypes(o));
    return Answer.json(Json.object().set("Organization", node));
  }

  private static ArrayNode policyTypes(Organization organization) {
    return Json.array(
        organization.policyTypes().stream()
            .map(type -> Json.object().put("Type", type).put("Status", "ENABLED")));
  }

  /// The accounts of the organization.
  private static List<Account> accounts(Call call) {
    return call.world().accounts().values().stream().filter(a -> a.parent().isPresent()).toList();
  }

  private static Answer listAccounts(Call call) {
    var o = Permission.reader(call);
    return accounts(call, o, accounts(call));
  }

  private static Answer accounts(Call call, Organization o, List<Account> some) {
    var page = Permission.page(some, call);
    var body =
        Json.object()
            .set("Accounts", Json.array(page.items().stream().map(a -> account(call, o, a))));
    return paged(body, page);
  }

  static Answer paged(ObjectNode body, Page<?> page) {
    Json.putIfPresent(body, "NextToken", page.next());
    return Answer.json(body);
  }

  /// `Status` is the older and coarser form of `State`: a closed account shows as suspended.
  private static ObjectNode account(Call call, Organization o, Account account) {
    var status = account.state().equals("CLOSED") ? "SUSPENDED" : account.state();
    return Json.object()
        .put("Id", account.id())
        .put("Arn", arn(call, o, "account/" + o.id() + "/" + account.id()))
        .put("Email", account.email())
        .put("Name", account.name())
        .put("Status", status)
        .put("State", account.state())
        .put("JoinedMethod", "CREATED")
        .put("JoinedTimestamp", Json.epoch(Detector.EPOCH));
  }

  /// The parent that the body names, which must be the root or a unit.
  private static String parent(Call call, Organization o) {
    return Json.text(call.request().json(), "ParentId")
        .filter(id -> id.equals(o.root()) || o.units().containsKey(id))
        .orElseThrow(() ->
            new Refusal(
                400, "ParentNotFoundException", "You specified parent that doesn't exist."));
  }

  private static Answer listAccountsForParent(Call call) {
    var o = Permission.reader(call);
    var parent = parent(call, o);
    return accounts(
        call,
        o,
        accounts(call).stream().filter(a -> a.parent().equals(Optional.of(parent))).toList());
  }

  private static Answer describeAccount(Call call) {
    var o = Permission.reader(call);
    var id = Json.text(call.request().json(), "AccountId");
    var account =
        accounts(call).stream()
            .filter(a -> id.equals(Optional.of(a.id())))
            .findFirst()
            .orElseThrow(() ->
                new Refusal(
                    400,
                    "AccountNotFoundException",
                    "You specified an account that doesn't exist."));
    return Answer.json(Json.object().set("Account", account(call, o, account)));
  }

  private static Answer listRoots(Call call) {
    var o = Permission.reader(call);
    var root =
        Json.object()
            .put("Id", o.root())
            .put("Arn", arn(call, o, "root/" + o.id() + "/" + o.root()))
            .put("Name", "Root");
    root.set("PolicyTypes", policyTypes(o));
    return Answer.json(Json.object().set("Roots", Json.array(Stream.of(root))));
  }

  private static Answer listUnits(Call call) {
    var o = Permission.reader(call);
    var parent = parent(call, o);
    var units = o.units().values().stream().filter(u -> u.parent().equals(parent)).toList();
    var page = Permission.page(units, call);
    var nodes =
        page.items().stream()
            .map(unit ->
                Json.object()
                    .put("Id", unit.id())
                    .put("Arn", arn(call, o, "ou/" + o.id() + "/" + unit.id()))
                    .put("Name", unit.name()));
    return paged(Json.object().set("OrganizationalUnits", Json.array(nodes)), page);
  }

  private static Answer listParents(Call call) {
    var o = Permission.reader(call);
    var child = Json.text(call.request().json(), "ChildId").orElse("");
    var unit = Optional.ofNullable(o.units().get(child)).map(u -> u.parent());
    var parent =
        unit.or(() -> call.world().account(child).flatMap(Account::parent))
            .orElseThrow(() ->
                new Refusal(
                    400, "ChildNotFoundException", "You specified a child that doesn't exist."));
    var type = parent.equals(o.root()) ? "ROOT" : "ORGANIZATIONAL_UNIT";
    var node = Json.object().put("Id", parent).put("Type", type);
    return Answer.json(Json.object().set("Parents", Json.array(Stream.of(node))));
  }

  private static Answer listDelegatedAdministrators(Call call) {
    var o = Permission.reader(call);
    var principal = Json.text(call.request().json(), "ServicePrincipal");
    var ids =
        principal.filter(p -> !p.equals("guardduty.amazonaws.com")).isPresent()
            ? List.<String>of()
            : List.copyOf(new TreeSet<>(o.administrators().values()));
    var page = Permission.page(ids, call);
    var nodes =
        page.items().stream()
            .flatMap(id -> call.world().account(id).stream())
            .map(a -> account(call, o, a).put("DelegationEnabledDate", Json.epoch(Detector.EPOCH)));
    return paged(Json.object().set("DelegatedAdministrators", Json.array(nodes)), page);
  }

  /// Terraform asks for it whenever it reads an organization.
  private static Answer listServiceAccess(Call call) {
    var o = Permission.reader(call);
    var services =
        o.administrators().isEmpty() ? List.<String>of() : List.of("guardduty.amazonaws.com");
    var page = Permission.page(services, call);
    var nodes =
        page.items().stream()
            .map(service ->
                Json.object()
                    .put("ServicePrincipal", service)
                    .put("DateEnabled", Json.epoch(Detector.EPOCH)));
    return paged(Json.object().set("EnabledServicePrincipals", Json.array(nodes)), page);
  }
}
