package io.eksguard.sim.organizations;

import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Json;
import io.eksguard.sim.wire.Refusal;
import io.eksguard.sim.world.Account;
import io.eksguard.sim.world.Organization;
import io.eksguard.sim.world.Policy;
import io.eksguard.sim.world.Sorted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// The operations on where policies are attached. That of AWS is attached everywhere.
///
/// @see <a
///   href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html">AWS
///   Organizations API reference, AttachPolicy, DetachPolicy, ListTargetsForPolicy,
///   ListPoliciesForTarget, read 2026-11-24</a>
final class AttachmentOperations {
  /// How many service control policies a root, unit or account may have, that of AWS counted.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html">
  ///   AWS Organizations user guide, quotas, read 2026-11-24</a>
  private static final int MAX_PER_TARGET = 5;

  private AttachmentOperations() {}

  static Map<String, Function<Call, Answer>> all() {
    return Map.of(
        "ListTargetsForPolicy", AttachmentOperations::listTargets,
        "ListPoliciesForTarget", AttachmentOperations::listPolicies,
        "AttachPolicy", AttachmentOperations::attach,
        "DetachPolicy", AttachmentOperations::detach);
  }

  private static List<String> targets(Call call, Organization o, Policy policy) {
    if (!policy.id().equals(Policy.FULL_ACCESS)) {
      return List.copyOf(policy.targets());
    }
    var all = new ArrayList<String>();
    all.add(o.root());
    all.addAll(o.units().keySet());
    call.world().accounts().values().stream()
        .filter(a -> a.parent().isPresent())
        .map(Account::id)
        .forEach(all::add);
    return List.copyOf(all);
  }

  private static Answer listTargets(Call call) {
    var o = Permission.reader(call);
    var page = Permission.page(targets(call, o, PolicyOperations.find(call, o)), call);
    var nodes = page.items().stream().map(id -> target(call, o, id));
    return TreeOperations.paged(Json.object().set("Targets", Json.array(nodes)), page);
  }

  private static ObjectNode target(Call call, Organization o, String id) {
    var unit = Optional.ofNullable(o.units().get(id));
    var account = call.world().account(id);
    var kind = unit.isPresent() ? "ou" : account.isPresent() ? "account" : "root";
    var type = unit.isPresent() ? "ORGANIZATIONAL_UNIT" : account.isPresent() ? "ACCOUNT" : "ROOT";
    var name = unit.map(u -> u.name()).or(() -> account.map(Account::name)).orElse("Root");
    return Json.object()
        .put("TargetId", id)
        .put(
            "Arn",
            "arn:%s:organizations::%s:%s/%s/%s"
                .formatted(call.world().partition(), o.management(), kind, o.id(), id))
        .put("Name", name)
        .put("Type", type);
  }

  /// The target that the body names.
  private static String target(Call call, Organization o) {
    return Json.text(call.request().json(), "TargetId")
        .filter(id ->
            id.equals(o.root())
                || o.units().containsKey(id)
                || call.world().account(id).flatMap(Account::parent).isPresent())
        .orElseThrow(() ->
            new Refusal(
                400, "TargetNotFoundException", "You specified a target that doesn't exist."));
  }

  private static List<Policy> attached(Call call, Organization o, String target) {
    return PolicyOperations.policies(o).stream()
        .filter(p -> targets(call, o, p).contains(target))
        .toList();
  }

  private static Answer listPolicies(Call call) {
    var o = Permission.reader(call);
    var attached = attached(call, o, target(call, o));
    var page = Permission.page(PolicyOperations.filtered(call, attached), call);
    var nodes = page.items().stream().map(p -> PolicyOperations.summary(call, o, p));
    return TreeOperations.paged(Json.object().set("Policies", Json.array(nodes)), page);
  }

  private static Answer attach(Call call) {
    var o = Permission.manager(call);
    var policy = PolicyOperations.find(call, o);
    var target = target(call, o);
    if (!o.policyTypes().contains(Organization.SERVICE_CONTROL_POLICY)) {
      throw new Refusal(
          400, "PolicyTypeNotEnabledException", "This operation requires an enabled policy type.");
    }
    var attached = attached(call, o, target);
    if (attached.contains(policy)) {
      throw new Refusal(
          400,
          "DuplicatePolicyAttachmentException",
          "A policy with the specified name and type is already attached to the target.");
    }
    if (attached.size() >= MAX_PER_TARGET) {
      throw violation("MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED");
    }
    var targets = new TreeSet<>(policy.targets());
    targets.add(target);
    return changed(call, o, policy, targets);
  }

  private static Answer detach(Call call) {
    var o = Permission.manager(call);
    var policy = PolicyOperations.find(call, o);
    var target = target(call, o);
    if (policy.id().equals(Policy.FULL_ACCESS)) {
      throw violation("MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED");
    }
    var targets = new TreeSet<>(policy.targets());
    if (!targets.remove(target)) {
      throw new Refusal(
          400,
          "PolicyNotAttachedException",
          "The policy isn't attached to the specified target in the specified root.");
    }
    return changed(call, o, policy, targets);
  }

  private static Refusal violation(String reason) {
    return new Refusal(400, "ConstraintViolationException", "You have exceeded a quota.", reason);
  }

  private static Answer changed(
      Call call, Organization o, Policy policy, Collection<String> targets) {
    var policies = Sorted.with(o.policies(), policy.id(), policy.withTargets(targets));
    return Answer.empty().changing(call.world().withOrganization(x -> x.withPolicies(policies)));
  }
}
