package io.eksguard.sim.eks;

import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Json;
import io.eksguard.sim.wire.Operation;
import io.eksguard.sim.wire.Refusal;
import io.eksguard.sim.world.Agent;
import io.eksguard.sim.world.Cluster;
import io.eksguard.sim.world.Sorted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The operations on tags of clusters and of the agents on them. The ARN in the path is
/// percent-encoded as a whole.
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

  /// What carries tags: a cluster, or the agent on it.
  private record Tagged(Cluster cluster, Optional<Agent> agent) {
    private SortedMap<String, String> tags() {
      return agent.map(AddonOperations::tags).orElse(cluster.tags());
    }

    private Cluster with(Map<String, String> tags) {
      return agent.isPresent()
          ? cluster.withAgent(agent.map(one -> one.withTags(tags)))
          : cluster.withTags(tags);
    }
  }

  private static Optional<Tagged> known(Call call) {
    var arn = call.path("resourceArn");
    return call.here().clusters().values().stream()
        .flatMap(cluster -> tagged(call, cluster, arn).stream())
        .findFirst();
  }

  private static Optional<Tagged> tagged(Call call, Cluster cluster, String arn) {
    var own = call.world().clusterArn(call.account(), call.region(), cluster.name());
    if (own.equals(arn)) {
      return Optional.of(new Tagged(cluster, Optional.empty()));
    }
    return cluster
        .agent()
        .filter(_ -> AddonOperations.arn(own).equals(arn))
        .map(agent -> new Tagged(cluster, Optional.of(agent)));
  }

  private static Tagged find(Call call) {
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
    problem(tags)
        .ifPresent(problem -> {
          throw bad(problem);
        });
    var found = find(call);
    var all = new TreeMap<>(found.tags());
    all.putAll(tags);
    // those that AWS itself has put there do not count
    if (all.keySet().stream().filter(key -> !isReserved(key)).count() > MAX_TAGS) {
      throw bad("A resource can have at most " + MAX_TAGS + " tags");
    }
    return changed(call, found.with(all));
  }

  /// What EKS has against these tags.
  static Optional<String> problem(Map<String, String> tags) {
    if (tags.isEmpty() || tags.size() > MAX_TAGS) {
      return Optional.of("1 to " + MAX_TAGS + " tags are required");
    }
    return tags.entrySet().stream()
        .filter(tag ->
            tag.getKey().isEmpty()
                || length(tag.getKey()) > MAX_KEY
                || length(tag.getValue()) > MAX_VALUE
                || isReserved(tag.getKey()))
        .findFirst()
        .map(tag -> "Invalid tag: " + tag.getKey());
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean isReserved(String key) {
    return key.regionMatches(true, 0, "aws:", 0, 4);
  }

  private static Answer untag(Call call) {
    var keys = new ArrayList<>(call.request().queries("tagKeys"));
    authorize(call, Map.of(), List.copyOf(keys));
    if (keys.isEmpty() || keys.size() > MAX_TAGS) {
      throw bad("1 to " + MAX_TAGS + " tag keys are required");
    }
    var found = find(call);
    return changed(call, found.with(Sorted.without(found.tags(), keys)));
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
