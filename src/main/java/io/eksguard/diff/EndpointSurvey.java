package io.eksguard.diff;

import io.eksguard.live.Cluster;
import io.eksguard.live.Detector;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveState;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.model.AccountId;
import io.eksguard.model.Assignment;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.EndpointCare;
import io.eksguard.model.EndpointVisit;
import io.eksguard.model.Place;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which VPCs there are to read, of what a survey found with the agents in it.
public final class EndpointSurvey {
  private EndpointSurvey() {}

  /// The VPCs of the clusters of each account that has agents of ours, in every region where it is
  /// monitored: an entry says one thing of all. Of others no agent is described, so nobody would
  /// look at endpoints.
  public static SortedMap<Place, SortedSet<String>> toRead(LiveState survey) {
    Set<AccountId> accounts = new TreeSet<>();
    survey
        .places()
        .forEach((place, found) ->
            clusters(found)
                .filter(EndpointSurvey::hasOurs)
                .ifPresent(_ -> accounts.add(place.account())));
    SortedMap<Place, SortedSet<String>> places = new TreeMap<>();
    survey
        .places()
        .forEach((place, found) ->
            clusters(found)
                .filter(_ -> accounts.contains(place.account()))
                .filter(_ -> found.detector().asOptional().filter(Detector::monitors).isPresent())
                .ifPresent(clusters -> places.put(place, vpcs(clusters))));
    return places;
  }

  private static Optional<Collection<Cluster>> clusters(LivePlace found) {
    return found.clusters().asOptional().map(all -> all.values());
  }

  private static boolean hasOurs(Collection<Cluster> clusters) {
    var agents = AgentSurvey.of(clusters);
    return agents.complete() && agents.hasOurs();
  }

  private static SortedSet<String> vpcs(Collection<Cluster> clusters) {
    return clusters.stream()
        .filter(cluster -> !cluster.leaving())
        .flatMap(cluster -> cluster.build().vpc().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// What was found, with these VPCs in it.
  public static LiveState joined(
      LiveState survey, SortedMap<Place, Reading<SortedMap<String, Vpc>>> vpcs) {
    SortedMap<Place, LivePlace> places = new TreeMap<>(survey.places());
    vpcs.forEach((place, read) ->
        places.computeIfPresent(
            place,
            (_, found) ->
                new LivePlace(
                    found.assignment(),
                    found.detector(),
                    found.clusters(),
                    found.throughAdministrator(),
                    read)));
    return new LiveState(
        survey.regions(),
        places,
        survey.units(),
        survey.protection(),
        survey.unmanaged(),
        survey.undecided());
  }

  /// What reading for another desired state would give of the VPCs, made of what a survey gave.
  static Reading<SortedMap<String, Vpc>> seenBy(
      Assignment assignment, Desired desired, LivePlace surveyed) {
    var visit = EndpointVisit.of(assignment.entry(), desired);
    Optional<SortedMap<ClusterName, Cluster>> clusters =
        surveyed.clusters().asOptional().filter(_ -> visit.isAny());
    if (clusters.isEmpty()) {
      return new Reading.NotRead<>();
    }
    SortedSet<String> visited =
        vpcs(
            clusters.get().values().stream()
                .filter(cluster -> visit.visits(cluster.name(), assignment.place().region()))
                .toList());
    boolean made =
        visit.looksForLeftovers()
            || assignment.entry().approach().endpointCare() == EndpointCare.MANAGED;
    return visited.isEmpty() && !made
        ? new Reading.NotRead<>()
        : surveyed
            .vpcs()
            .map(all -> {
              SortedMap<String, Vpc> seen = new TreeMap<>(all);
              seen.keySet().removeIf(id -> !made && !visited.contains(id));
              return seen;
            });
  }
}
