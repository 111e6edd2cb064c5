package io.eksguard.diff;

import io.eksguard.live.Agent;
import io.eksguard.live.AgentSite;
import io.eksguard.live.AgentStatus;
import io.eksguard.live.Cluster;
import io.eksguard.live.Detector;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveState;
import io.eksguard.live.Reading;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What there is to read and to say of agents by hand, of what a survey found.
///
/// @param setups for each cluster that stays, the agent on it if it is ours
/// @param complete whether of every cluster that was asked there was an answer
public record AgentSurvey(SortedMap<ClusterName, Optional<AgentSetup>> setups, boolean complete) {
  public AgentSurvey {
    setups = new TreeMap<>(setups);
  }

  /// What the clusters of a place say.
  static AgentSurvey of(Collection<Cluster> clusters) {
    List<Cluster> staying = clusters.stream().filter(cluster -> !cluster.leaving()).toList();
    SortedMap<ClusterName, Optional<AgentSetup>> setups = new TreeMap<>();
    staying.forEach(cluster ->
        setups.put(
            cluster.name(),
            cluster
                .site()
                .flatMap(site -> site.agent().asOptional())
                .filter(agent -> agent.isOurs() && agent.status() != AgentStatus.DELETING)
                .map(Agent::setup)));
    return new AgentSurvey(
        setups,
        staying.stream()
            .flatMap(cluster -> cluster.site().stream())
            .allMatch(site -> site.agent().problem().isEmpty()));
  }

  /// Whether there is an agent of ours.
  boolean hasOurs() {
    return setups.values().stream().anyMatch(Optional::isPresent);
  }

  /// The clusters whose agents are to be read: those of an account and region that is monitored and
  /// in which GuardDuty manages nobody's agent. Elsewhere a file has no words for an agent by hand.
  public static SortedMap<Place, SortedSet<ClusterName>> toRead(LiveState survey) {
    SortedMap<Place, SortedSet<ClusterName>> places = new TreeMap<>();
    survey
        .places()
        .forEach((place, found) ->
            found
                .detector()
                .asOptional()
                .filter(Detector::monitors)
                .map(detector -> unmanaged(found, detector))
                .filter(clusters -> !clusters.isEmpty())
                .ifPresent(clusters -> places.put(place, clusters)));
    return places;
  }

  private static SortedSet<ClusterName> unmanaged(LivePlace found, Detector detector) {
    List<Cluster> staying =
        found.clusters().asOptional().stream()
            .flatMap(all -> all.values().stream())
            .filter(cluster -> !cluster.leaving())
            .toList();
    boolean byHand =
        !detector.managesAddons()
            && staying.stream().noneMatch(cluster -> cluster.isManagedUnder(detector));
    return byHand
        ? staying.stream().map(Cluster::name).collect(Collectors.toCollection(TreeSet::new))
        : new TreeSet<>();
  }

  /// What was found, with these agents in it.
  public static LiveState joined(
      LiveState survey, SortedMap<Place, SortedMap<ClusterName, Reading<Agent>>> agents) {
    SortedMap<Place, LivePlace> places = new TreeMap<>(survey.places());
    agents.forEach((place, read) ->
        places.computeIfPresent(
            place,
            (_, found) ->
                found.withClusters(found.clusters().map(clusters -> joined(clusters, read)))));
    return new LiveState(
        survey.regions(),
        places,
        survey.units(),
        survey.protection(),
        survey.unmanaged(),
        survey.undecided());
  }

  private static SortedMap<ClusterName, Cluster> joined(
      SortedMap<ClusterName, Cluster> clusters, SortedMap<ClusterName, Reading<Agent>> agents) {
    SortedMap<ClusterName, Cluster> joined = new TreeMap<>(clusters);
    agents.forEach((name, agent) ->
        joined.computeIfPresent(
            name, (_, cluster) -> cluster.with(new AgentSite(agent, new Reading.NotRead<>()))));
    return joined;
  }
}
