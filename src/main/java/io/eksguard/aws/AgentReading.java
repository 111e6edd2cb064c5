package io.eksguard.aws;

import io.eksguard.aws.eks.Addons;
import io.eksguard.live.Agent;
import io.eksguard.live.AgentOffer;
import io.eksguard.live.AgentSite;
import io.eksguard.live.Cluster;
import io.eksguard.live.Reading;
import io.eksguard.model.AgentRule;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.AgentVisit;
import io.eksguard.model.Approach;
import io.eksguard.model.Assignment;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.eks.model.AddonVersionInfo;

/// Reads the agents on the clusters of a place where they are our business: one call for each
/// cluster, one for all versions, and one for each version that is configured.
final class AgentReading {
  private final Addons addons;
  private final Assignment assignment;
  private final AgentVisit visit;
  private final Map<String, Reading<String>> schemas = new HashMap<>();

  AgentReading(Addons addons, Assignment assignment, AgentVisit visit) {
    this.addons = addons;
    this.assignment = assignment;
    this.visit = visit;
  }

  SortedMap<ClusterName, Cluster> with(SortedMap<ClusterName, Cluster> clusters) {
    Place place = assignment.place();
    Approach approach = assignment.entry().approach();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Reading<List<AddonVersionInfo>>> versions =
          threads.submit(() ->
              approach.agents().isEmpty()
                  ? new Reading.NotRead<>()
                  : addons.versions(place, assignment.standing()));
      SortedMap<ClusterName, Future<Reading<Agent>>> agents = new TreeMap<>();
      clusters.values().stream()
          .filter(cluster -> !cluster.leaving() && visit.visits(cluster.name(), place.region()))
          .forEach(cluster ->
              agents.put(
                  cluster.name(),
                  threads.submit(
                      () -> addons.agent(place, assignment.standing(), cluster.name()))));
      Reading<List<AddonVersionInfo>> offered = Waiting.result(versions);
      SortedMap<ClusterName, Cluster> visited = new TreeMap<>(clusters);
      agents.forEach((name, agent) ->
          visited.computeIfPresent(
              name, (_, cluster) -> cluster.with(site(cluster, Waiting.result(agent), offered))));
      return visited;
    }
  }

  private AgentSite site(
      Cluster cluster, Reading<Agent> agent, Reading<List<AddonVersionInfo>> versions) {
    Optional<AgentRule> rule =
        assignment.entry().approach().agentFor(cluster.name(), assignment.place().region());
    if (rule.isEmpty()) {
      return new AgentSite(agent, new Reading.NotRead<>());
    }
    Optional<AgentSetup> found = agent.asOptional().map(Agent::setup);
    return new AgentSite(
        agent,
        versions.map(known -> {
          AgentOffer offer = Addons.offer(known, cluster);
          return rule.flatMap(AgentRule::configuration).isEmpty()
              ? offer
              : offer
                  .wanted(rule.get(), found)
                  .map(setup -> offer.with(setup.version(), schema(setup.version())))
                  .orElse(offer);
        }));
  }

  private Reading<String> schema(String version) {
    return schemas.computeIfAbsent(
        version, one -> addons.schema(assignment.place(), assignment.standing(), one));
  }
}
