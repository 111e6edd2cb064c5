package io.eksguard.cli;

import io.eksguard.live.Cluster;
import io.eksguard.live.Detector;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveReader;
import io.eksguard.live.LiveState;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.model.Assignment;
import io.eksguard.model.Place;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Looks at the VPCs of clusters that would get the agent from GuardDuty: whether it can make its
/// endpoint there. Only where readiness was asked about, since EC2 is asked.
final class EndpointLook {
  private EndpointLook() {}

  /// The state with those VPCs.
  static LiveState add(LiveState live, LiveReader reader) {
    SortedMap<Place, Future<Reading<SortedMap<String, Vpc>>>> asked = new TreeMap<>();
    SortedMap<Place, LivePlace> places = new TreeMap<>(live.places());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      live.places()
          .forEach((place, found) -> {
            Set<String> vpcs = vpcs(found);
            if (!vpcs.isEmpty() && found.vpcs() instanceof Reading.NotRead) {
              asked.put(
                  place,
                  threads.submit(
                      () -> reader.vpcs(place, found.assignment().standing(), vpcs, false)));
            }
          });
      asked.forEach(
          (place, vpcs) -> places.computeIfPresent(place, (_, found) -> with(found, result(vpcs))));
    }
    return new LiveState(
        live.regions(),
        places,
        live.units(),
        live.protection(),
        live.unmanaged(),
        live.undecided());
  }

  private static Set<String> vpcs(LivePlace found) {
    Set<String> vpcs = new TreeSet<>();
    Assignment assignment = found.assignment();
    Optional<Detector> detector = found.detector().asOptional();
    if (assignment.setting().enabled() && detector.isPresent()) {
      found
          .clusters()
          .asOptional()
          .ifPresent(all ->
              all.values().stream()
                  .filter(cluster -> wouldGetIt(cluster, assignment, detector.get()))
                  .flatMap(cluster -> cluster.build().vpc().stream())
                  .forEach(id -> vpcs.add(id)));
    }
    return vpcs;
  }

  private static boolean wouldGetIt(Cluster cluster, Assignment assignment, Detector detector) {
    return !cluster.leaving()
        && assignment.selection().manages(cluster.name())
        && !cluster.isManagedUnder(detector);
  }

  private static LivePlace with(LivePlace found, Reading<SortedMap<String, Vpc>> vpcs) {
    return new LivePlace(
        found.assignment(), found.detector(), found.clusters(), found.throughAdministrator(), vpcs);
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while VPCs were read", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a VPC could not be read", e);
    }
  }
}
