package io.eksguard.sim.eks;

import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Json;
import io.eksguard.sim.wire.Operation;
import io.eksguard.sim.wire.Refusal;
import io.eksguard.sim.world.Cluster;
import io.eksguard.sim.world.Sorted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The operations on tags of clusters. The ARN in the path is percent-encoded as a whole.
///
/// @see <a href="https://docs.aws.amazon.com/eks/latest/APIReference/API_TagResource.html">AWS API
///   reference, TagResource, UntagResource, ListTagsForResource, read 2026-11-24</a>
final class TagOperations {
  private static final int MAX_TAGS = 50;
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 256;

  private TagOperations() {}

  static List<Operation> all() {
    var path = "/tags/{resourceArn+}";
    return List.of(
        new Operation("TagResource", "POST", path, TagOperations::tag),
        new Operation("UntagResource", "DELETE", path, TagOperations::untag),
        new Operation("ListTagsForResource", "GET", path, TagOperations::list));
  }

  private static Optional<Cluster> known(Call call) {
    var arn = call.path("resourceArn");
    return call.here().clusters().values().stream()
        .filter(c -> call.world().clusterArn(call.account(), call.region(), c.name()).equals(arn))
        .findFirst();
  }

  private static Cluster find(Call call) {
    var arn = call.path("resourceArn");
    if (!arn.startsWith("arn:")) {
      throw bad("Invalid ARN: " + arn);
    }
    return known(call)
        .orElseThrow(
            () -> new Refusal(404, "NotFoundException", "No resource found for ARN: " + arn));
  }

  private static Refusal bad(String message) {
    return new Refusal(400, "BadRequestException", message);
  }

  /// Asks IAM with the condition keys of a tagging request.
  private static void authorize(Call call, Map<String, String> requested, List<String> keys) {
    var context = new TreeMap<String, List<String>>();
    requested.forEach((key, value) -> context.put("aws:RequestTag/" + key, List.of(value)));
    if (!keys.isEmpty()) {
      context.put("aws:TagKeys", keys);
    }
    known(call)
        .ifPresent(c ->
            c.tags()
                .forEach((key, value) -> context.put("aws:ResourceTag/" + key, List.of(value))));
    call.authorize(call.path("resourceArn"), context);
  }

  private static Answer tag(Call call) {
    var tags = new TreeMap<String, String>();
    call.request()
        .json()
        .path("tags")
        .properties()
        .forEach(entry -> tags.put(entry.getKey(), entry.getValue().asString("")));
    authorize(call, tags, List.copyOf(tags.keySet()));
    check(tags);
    var cluster = find(call);
    var all = new TreeMap<>(cluster.tags());
    all.putAll(tags);
    if (all.size() > MAX_TAGS) {
      throw bad("A resource can have at most " + MAX_TAGS + " tags");
    }
    return changed(call, cluster.withTags(all));
  }

  private static void check(Map<String, String> tags) {
    if (tags.isEmpty() || tags.size() > MAX_TAGS) {
      throw bad("1 to " + MAX_TAGS + " tags are required");
    }
    for (var tag : tags.entrySet()) {
      if (tag.getKey().isEmpty()
          || tag.getKey().length() > MAX_KEY
          || tag.getValue().length() > MAX_VALUE
          || tag.getKey().startsWith("aws:")) {
        throw bad("Invalid tag: " + tag.getKey());
      }
    }
  }

  private static Answer untag(Call call) {
    var keys = new ArrayList<>(call.request().queries("tagKeys"));
    authorize(call, Map.of(), List.copyOf(keys));
    if (keys.isEmpty() || keys.size() > MAX_TAGS) {
      throw bad("1 to " + MAX_TAGS + " tag keys are required");
    }
    var cluster = find(call);
    return changed(call, cluster.withTags(Sorted.without(cluster.tags(), keys)));
  }

  private static Answer changed(Call call, Cluster cluster) {
    return Answer.empty()
        .changing(call.world().with(call.account(), call.region(), r -> r.withCluster(cluster)));
  }

  private static Answer list(Call call) {
    authorize(call, Map.of(), List.of());
    return Answer.json(Json.object().set("tags", Json.texts(find(call).tags())));
  }
}
