package io.eksguard.apply;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.live.Agent;
import io.eksguard.live.Cluster;
import io.eksguard.live.Detector;
import io.eksguard.live.LiveReader;
import io.eksguard.live.Member;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Standing;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/// One fresh look at AWS: what one attempt reads, each thing once.
final class Look {
  private final LiveReader reader;
  private final Map<Place, Reading<SortedMap<ClusterName, Cluster>>> clusters = new HashMap<>();
  private final Map<Place, Reading<Detector>> detectors = new HashMap<>();

  Look(LiveReader reader) {
    this.reader = reader;
  }

  Reading<SortedMap<ClusterName, Cluster>> clusters(Place place, Standing standing) {
    synchronized (clusters) {
      var known = clusters.get(place);
      if (known != null) {
        return known;
      }
    }
    var found = reader.clusters(place, standing);
    synchronized (clusters) {
      clusters.put(place, found);
    }
    return found;
  }

  Reading<Cluster> cluster(Place place, Standing standing, ClusterName cluster) {
    return reader.cluster(place, standing, cluster);
  }

  Reading<Agent> agent(Place place, Standing standing, ClusterName cluster) {
    return reader.agent(place, standing, cluster);
  }

  Reading<SortedMap<String, Vpc>> vpcs(Place place, Standing standing, Set<String> vpcs) {
    return reader.vpcs(place, standing, vpcs, false);
  }

  /// Reads the members that are about to be asked for, 50 in a call.
  void members(Region region, Set<AccountId> accounts) {
    if (accounts.isEmpty()) {
      return;
    }
    var found = reader.memberDetectors(region, new TreeSet<>(accounts));
    synchronized (detectors) {
      found.forEach((account, detector) -> detectors.put(new Place(account, region), detector));
    }
  }

  Reading<SortedMap<AccountId, Member>> members(Region region) {
    return reader.members(region);
  }

  Reading<Detector> detector(Place place, Standing standing) {
    synchronized (detectors) {
      var known = detectors.get(place);
      if (known != null) {
        return known;
      }
    }
    Reading<Detector> found =
        switch (standing) {
          case MEMBER ->
              reader
                  .memberDetectors(place.region(), Set.of(place.account()))
                  .getOrDefault(place.account(), unanswered(place));
          case ADMINISTRATOR, STANDALONE -> reader.ownDetector(place, standing);
        };
    synchronized (detectors) {
      detectors.put(place, found);
    }
    return found;
  }

  private static Reading<Detector> unanswered(Place place) {
    return new Reading.Unknown<>(
        Diagnostic.error(
            Code.CALL_FAILED, "GuardDuty gave no answer for the member `" + place + "`."));
  }
}
