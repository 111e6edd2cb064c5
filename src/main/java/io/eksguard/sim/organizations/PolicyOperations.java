package io.eksguard.sim.organizations;

import io.eksguard.sim.iam.PolicyDocument;
import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Json;
import io.eksguard.sim.wire.Refusal;
import io.eksguard.sim.world.Organization;
import io.eksguard.sim.world.Policy;
import io.eksguard.sim.world.Sorted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The operations on service control policies.
///
/// @see <a
///   href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html">AWS
///   Organizations API reference, CreatePolicy, UpdatePolicy, DescribePolicy, read 2026-11-24</a>
final class PolicyOperations {
  /// How many characters a service control policy may have, white space counted.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html">
  ///   AWS Organizations user guide, quotas, read 2026-11-24</a>
  private static final int MAX_CONTENT = 5120;

  private static final Policy FULL_ACCESS =
      new Policy(
          Policy.FULL_ACCESS,
          "FullAWSAccess",
          "Allows access to every operation",
          "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
          Sorted.set(Set.of()));

  private PolicyOperations() {}

  static Map<String, Function<Call, Answer>> all() {
    return Map.of(
        "ListPolicies", PolicyOperations::list,
        "DescribePolicy", PolicyOperations::describe,
        "CreatePolicy", PolicyOperations::create,
        "UpdatePolicy", PolicyOperations::update,
        "DeletePolicy", PolicyOperations::delete);
  }

  /// Every policy, that of AWS first.
  static List<Policy> policies(Organization organization) {
    var all = new ArrayList<Policy>();
    all.add(FULL_ACCESS);
    all.addAll(organization.policies().values());
    return List.copyOf(all);
  }

  /// The policy that the body names.
  static Policy find(Call call, Organization organization) {
    var id = Json.text(call.request().json(), "PolicyId");
    return policies(organization).stream()
        .filter(p -> id.equals(Optional.of(p.id())))
        .findFirst()
        .orElseThrow(() ->
            new Refusal(
                400, "PolicyNotFoundException", "You specified a policy that doesn't exist."));
  }

  static ObjectNode summary(Call call, Organization organization, Policy policy) {
    var byAws = policy.id().equals(Policy.FULL_ACCESS);
    var arn =
        byAws
            ? "arn:%s:organizations::aws:policy/service_control_policy/%s"
                .formatted(call.world().partition(), policy.id())
            : "arn:%s:organizations::%s:policy/%s/service_control_policy/%s"
                .formatted(
                    call.world().partition(),
                    organization.management(),
                    organization.id(),
                    policy.id());
    return Json.object()
        .put("Id", policy.id())
        .put("Arn", arn)
        .put("Name", policy.name())
        .put("Description", policy.description())
        .put("Type", Organization.SERVICE_CONTROL_POLICY)
        .put("AwsManaged", byAws);
  }

  private static Answer policy(Call call, Organization organization, Policy policy) {
    var node = Json.object().put("Content", policy.content());
    node.set("PolicySummary", summary(call, organization, policy));
    return Answer.json(Json.object().set("Policy", node));
  }

  /// The policies of the type that the body asks for; of other types there are none.
  static List<Policy> filtered(Call call, List<Policy> policies) {
    var filter = Json.text(call.request().json(), "Filter").orElseThrow(Permission::invalid);
    return filter.equals(Organization.SERVICE_CONTROL_POLICY) ? policies : List.of();
  }

  private static Answer list(Call call) {
    var o = Permission.reader(call);
    var page = Permission.page(filtered(call, policies(o)), call);
    var nodes = page.items().stream().map(p -> summary(call, o, p));
    return TreeOperations.paged(Json.object().set("Policies", Json.array(nodes)), page);
  }

  private static Answer describe(Call call) {
    var o = Permission.reader(call);
    return policy(call, o, find(call, o));
  }

  private static Answer create(Call call) {
    var o = Permission.manager(call);
    var body = call.request().json();
    if (!Json.text(body, "Type").equals(Optional.of(Organization.SERVICE_CONTROL_POLICY))) {
      throw Permission.invalid();
    }
    var policy =
        new Policy(
            freeId(o, text(body, "Name")),
            text(body, "Name"),
            text(body, "Description"),
            text(body, "Content"),
            Sorted.set(Set.of()),
            TagOperations.tags(body));
    return stored(call, o, policy);
  }

  /// An id that no policy has; the same in every run. That of an ARN has ten characters or more.
  private static String freeId(Organization o, String name) {
    return IntStream.iterate(o.policies().size(), n -> n + 1)
        .mapToObj(n -> "p-%08x%04x".formatted((o.id() + name + n).hashCode(), n))
        .filter(id -> !o.policies().containsKey(id))
        .findFirst()
        .orElseThrow();
  }

  private static String text(JsonNode body, String key) {
    return Json.text(body, key).orElseThrow(Permission::invalid);
  }

  private static Answer update(Call call) {
    var o = Permission.manager(call);
    var policy = own(call, o);
    var body = call.request().json();
    var changed =
        new Policy(
            policy.id(),
            Json.text(body, "Name").orElse(policy.name()),
            Json.text(body, "Description").orElse(policy.description()),
            Json.text(body, "Content").orElse(policy.content()),
            policy.targets(),
            policy.tags());
    return stored(call, o, changed);
  }

  private static Answer stored(Call call, Organization o, Policy policy) {
    check(policy);
    if (policies(o).stream()
        .anyMatch(p -> p.name().equals(policy.name()) && !p.id().equals(policy.id()))) {
      throw new Refusal(
          400, "DuplicatePolicyException", "A policy with the same name already exists.");
    }
    var policies = Sorted.with(o.policies(), policy.id(), policy);
    return policy(call, o, policy)
        .changing(call.world().withOrganization(x -> x.withPolicies(policies)));
  }

  private static void check(Policy policy) {
    if (policy.content().length() > MAX_CONTENT) {
      throw new Refusal(
          400,
          "ConstraintViolationException",
          "You have exceeded the maximum policy size of 5120 characters.",
          "POLICY_CONTENT_LIMIT_EXCEEDED");
    }
    try {
      var _ = PolicyDocument.parse(policy.content());
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          400,
          "MalformedPolicyDocumentException",
          "The provided policy document does not meet the requirements: " + e.getMessage());
    }
  }

  /// The policy that the body names, which must not be that of AWS.
  private static Policy own(Call call, Organization o) {
    var policy = find(call, o);
    if (policy.id().equals(Policy.FULL_ACCESS)) {
      throw new Refusal(
          400,
          "InvalidInputException",
          "You specified a policy that is managed by AWS and can't be modified.",
          "IMMUTABLE_POLICY");
    }
    return policy;
  }

  private static Answer delete(Call call) {
    var o = Permission.manager(call);
    var policy = own(call, o);
    if (!policy.targets().isEmpty()) {
      throw new Refusal(
          400, "PolicyInUseException", "The policy is attached to one or more entities.");
    }
    var policies = Sorted.without(o.policies(), List.of(policy.id()));
    return Answer.empty().changing(call.world().withOrganization(x -> x.withPolicies(policies)));
  }
}
