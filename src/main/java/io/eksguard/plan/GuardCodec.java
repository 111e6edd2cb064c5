package io.eksguard.plan;

import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Selection;
import io.eksguard.model.Standing;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Guards as JSON.
final class GuardCodec {
  private static final String CLUSTER_TAGGED = "cluster-tagged";
  private static final String CLUSTERS_READY = "clusters-ready";
  private static final String MEMBERS_KNOWN = "members-known";
  private static final String FEATURE_SET = "feature-set";
  private static final String AGENT_BY_HAND = "agent-by-hand";
  private static final String AGENT_FITS = "agent-fits";
  private static final String AGENTS_FIT = "agents-fit";
  private static final String ENDPOINT_THERE = "endpoint-there";
  private static final String ENDPOINT_UNUSED = "endpoint-unused";

  private GuardCodec() {}

  static ObjectNode write(Guard guard) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    switch (guard) {
      case Guard.ClusterTagged tagged ->
          node.put("kind", CLUSTER_TAGGED)
              .put("cluster", tagged.cluster().value())
              .put("value", tagged.value());
      case Guard.ClustersReady ready -> {
        node.put("kind", CLUSTERS_READY)
            .put("addonManagement", StepCodec.word(ready.addonManagement()));
        selection(node, ready.selection());
      }
      case Guard.MembersKnown members -> {
        node.put("kind", MEMBERS_KNOWN);
        var known = node.putArray("known");
        members.known().forEach(account -> known.add(account.value()));
      }
      case Guard.AgentByHand agent ->
          node.put("kind", AGENT_BY_HAND)
              .put("cluster", agent.cluster().value())
              .put("monitors", agent.monitors());
      case Guard.AgentFits fits ->
          node.put("kind", AGENT_FITS).put("cluster", fits.cluster().value());
      case Guard.AgentsFit fit -> {
        node.put("kind", AGENTS_FIT);
        selection(node, fit.selection());
      }
      case Guard.EndpointThere there -> node.put("kind", ENDPOINT_THERE).put("vpc", there.vpc());
      case Guard.EndpointUnused unused ->
          node.put("kind", ENDPOINT_UNUSED).put("vpc", unused.vpc());
      case Guard.FeatureSet set -> {
        node.put("kind", FEATURE_SET);
        node.set("setting", StepCodec.setting(set.setting()).put("feature", set.feature().name()));
      }
    }
    StepCodec.place(node, guard.place(), guard.standing());
    return node;
  }

  static Guard read(JsonNode node) {
    Place place = StepCodec.readPlace(node);
    Standing standing = Standing.valueOf(StepCodec.text(node, "standing"));
    return switch (StepCodec.text(node, "kind")) {
      case CLUSTER_TAGGED ->
          new Guard.ClusterTagged(
              place,
              standing,
              new ClusterName(StepCodec.text(node, "cluster")),
              StepCodec.text(node, "value"));
      case CLUSTERS_READY ->
          new Guard.ClustersReady(
              place, standing, readSelection(node), StepCodec.isEnabled(node, "addonManagement"));
      case MEMBERS_KNOWN ->
          new Guard.MembersKnown(
              place,
              standing,
              node.required("known").values().stream()
                  .map(account -> new AccountId(account.stringValue()))
                  .collect(Collectors.toCollection(TreeSet::new)));
      case AGENT_BY_HAND ->
          new Guard.AgentByHand(
              place,
              standing,
              new ClusterName(StepCodec.text(node, "cluster")),
              node.required("monitors").booleanValue());
      case AGENT_FITS ->
          new Guard.AgentFits(place, standing, new ClusterName(StepCodec.text(node, "cluster")));
      case AGENTS_FIT -> new Guard.AgentsFit(place, standing, readSelection(node));
      case ENDPOINT_THERE -> new Guard.EndpointThere(place, standing, StepCodec.text(node, "vpc"));
      case ENDPOINT_UNUSED ->
          new Guard.EndpointUnused(place, standing, StepCodec.text(node, "vpc"));
      case FEATURE_SET -> {
        JsonNode setting = node.required("setting");
        yield new Guard.FeatureSet(
            place,
            standing,
            Feature.valueOf(StepCodec.text(setting, "feature")),
            StepCodec.readSetting(setting));
      }
      default -> throw new IllegalArgumentException("a guard of an unknown kind");
    };
  }

  static void selection(ObjectNode node, Selection selection) {
    node.put("othersManaged", selection.othersManaged());
    var named = node.putArray("named");
    selection.named().stream().map(ClusterPattern::glob).forEach(named::add);
  }

  static Selection readSelection(JsonNode node) {
    return new Selection(
        node.required("othersManaged").booleanValue(),
        node.required("named").values().stream()
            .map(StepCodec::text)
            .map(ClusterPattern::new)
            .toList());
  }
}
