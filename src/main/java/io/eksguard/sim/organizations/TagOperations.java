package io.eksguard.sim.organizations;

import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Json;
import io.eksguard.sim.wire.Refusal;
import io.eksguard.sim.world.Account;
import io.eksguard.sim.world.Organization;
import io.eksguard.sim.world.Policy;
import io.eksguard.sim.world.Sorted;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// The operations on tags, which in this world only policies have. Terraform reads them whenever it
/// reads a policy.
///
/// @see <a
///   href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListTagsForResource.html">
///   AWS Organizations API reference, TagResource, UntagResource, ListTagsForResource, read
///   2026-11-24</a>
final class TagOperations {
  private static final int MAX_TAGS = 50;

  private TagOperations() {}

  static Map<String, Function<Call, Answer>> all() {
    return Map.of(
        "ListTagsForResource", TagOperations::list,
        "TagResource", TagOperations::tag,
        "UntagResource", TagOperations::untag);
  }

  /// The `Tags` of a body.
  static SortedMap<String, String> tags(JsonNode body) {
    var tags = new TreeMap<String, String>();
    for (var node : body.path("Tags").values()) {
      var key = Json.text(node, "Key").filter(k -> !k.isEmpty() && !k.startsWith("aws:"));
      tags.put(
          key.orElseThrow(Permission::invalid),
          Json.text(node, "Value").orElseThrow(Permission::invalid));
    }
    if (tags.size() > MAX_TAGS) {
      throw Permission.invalid();
    }
    return Sorted.map(tags);
  }

  private static String id(Call call) {
    return Json.text(call.request().json(), "ResourceId").orElseThrow(Permission::invalid);
  }

  private static Refusal notFound() {
    return new Refusal(
        400, "TargetNotFoundException", "You specified a target that doesn't exist.");
  }

  private static Answer list(Call call) {
    var o = Permission.reader(call);
    var id = id(call);
    var policy = PolicyOperations.policies(o).stream().filter(p -> p.id().equals(id)).findFirst();
    var other =
        id.equals(o.root())
            || o.units().containsKey(id)
            || call.world().account(id).flatMap(Account::parent).isPresent();
    if (policy.isEmpty() && !other) {
      throw notFound();
    }
    var nodes =
        policy.map(Policy::tags).map(Map::entrySet).stream()
            .flatMap(Collection::stream)
            .map(e -> Json.object().put("Key", e.getKey()).put("Value", e.getValue()));
    return Answer.json(Json.object().set("Tags", Json.array(nodes)));
  }

  /// The policy that the body names; what else can have tags with AWS has none here.
  private static Policy find(Call call, Organization o) {
    return Optional.ofNullable(o.policies().get(id(call))).orElseThrow(TagOperations::notFound);
  }

  private static Answer tag(Call call) {
    var o = Permission.manager(call);
    var policy = find(call, o);
    var all = new TreeMap<>(policy.tags());
    all.putAll(tags(call.request().json()));
    return changed(call, o, policy.withTags(all));
  }

  private static Answer untag(Call call) {
    var o = Permission.manager(call);
    var policy = find(call, o);
    var keys = Json.list(call.request().json(), "TagKeys");
    return changed(call, o, policy.withTags(Sorted.without(policy.tags(), keys)));
  }

  private static Answer changed(Call call, Organization o, Policy policy) {
    if (policy.tags().size() > MAX_TAGS) {
      throw Permission.invalid();
    }
    var policies = Sorted.with(o.policies(), policy.id(), policy);
    return Answer.empty().changing(call.world().withOrganization(x -> x.withPolicies(policies)));
  }
}
