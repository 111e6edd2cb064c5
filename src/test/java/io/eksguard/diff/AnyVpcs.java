package io.eksguard.diff;

import io.eksguard.live.Cluster;
import io.eksguard.live.Lives;
import io.eksguard.live.Maker;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.model.AccountId;
import io.eksguard.model.Assignment;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.EndpointCare;
import io.eksguard.model.EndpointVisit;
import io.eksguard.model.Place;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// VPCs of any shape around the clusters of a place, read as EC2 is read.
final class AnyVpcs {
  private static final String LEFT = "vpc-left";
  private static final String RANGE = "10.0.0.0/16";

  private final Place place;
  private final boolean unreadable;
  private final SortedMap<String, Vpc> all = new TreeMap<>();

  AnyVpcs(Place place, SortedSet<String> ids, Random dice) {
    this.place = place;
    this.unreadable = dice.nextInt(12) == 0;
    boolean usual = dice.nextInt(3) > 0;
    for (String id : ids) {
      if (dice.nextInt(30) > 0) {
        all.put(id, vpc(id, usual ? dice.nextInt(6) : dice.nextInt(14)));
      }
    }
    int left = dice.nextInt(8);
    if (left < 3) {
      all.put(LEFT, vpc(LEFT, left == 0 ? 3 : 13));
    }
  }

  private Vpc vpc(String id, int kind) {
    Maker maker = kind < 3 ? Maker.OTHERS : kind == 13 ? Maker.GUARDDUTY : Maker.EKSGUARD;
    SortedMap<String, Vpc.Endpoint> endpoints = new TreeMap<>();
    if (kind != 7) {
      endpoints.put(
          "vpce-" + id,
          new Vpc.Endpoint(
              kind == 8 ? "rejected" : "available",
              kind != 9,
              new TreeSet<>(),
              new TreeSet<>(List.of("sg-1")),
              Optional.empty(),
              maker));
    }
    SortedSet<String> open = new TreeSet<>();
    if (kind != 10) {
      open.add(kind == 11 ? "10.0.1.0/24" : RANGE);
    }
    SortedMap<String, Vpc.Group> groups = new TreeMap<>();
    groups.put("sg-1", new Vpc.Group(open, false, kind == 7 ? Maker.OTHERS : maker));
    SortedMap<String, Vpc.Subnet> subnets = new TreeMap<>();
    subnets.put("subnet-1", new Vpc.Subnet("a", 9));
    return new Vpc(
        id,
        kind == 12 ? new AccountId("999999999999") : place.account(),
        new TreeSet<>(List.of(RANGE)),
        true,
        kind != 6,
        subnets,
        endpoints,
        groups);
  }

  Reading<SortedMap<String, Vpc>> read(Set<String> wanted, boolean made) {
    if (unreadable) {
      return new Reading.Unknown<>(Lives.denied("ec2:DescribeVpcEndpoints"));
    }
    SortedMap<String, Vpc> found = new TreeMap<>(all);
    found
        .values()
        .removeIf(vpc ->
            !wanted.contains(vpc.id())
                && !(made && (vpc.has(Maker.EKSGUARD) || vpc.has(Maker.GUARDDUTY))));
    return new Reading.Present<>(found);
  }

  /// What is read for a file.
  Reading<SortedMap<String, Vpc>> read(
      Assignment assignment, Desired desired, Reading<SortedMap<ClusterName, Cluster>> clusters) {
    var visit = EndpointVisit.of(assignment.entry(), desired);
    if (!visit.isAny() || clusters.asOptional().isEmpty()) {
      return new Reading.NotRead<>();
    }
    Set<String> wanted = new TreeSet<>();
    clusters.asOptional().get().values().stream()
        .filter(cluster -> !cluster.leaving())
        .filter(cluster -> visit.visits(cluster.name(), place.region()))
        .forEach(cluster -> cluster.build().vpc().ifPresent(wanted::add));
    boolean made =
        visit.looksForLeftovers()
            || assignment.entry().approach().endpointCare() == EndpointCare.MANAGED;
    return wanted.isEmpty() && !made ? new Reading.NotRead<>() : read(wanted, made);
  }

  /// Whether any endpoint is ours.
  boolean hasOurs() {
    return all.values().stream()
        .flatMap(vpc -> vpc.lasting().stream())
        .anyMatch(one -> one.maker() == Maker.EKSGUARD);
  }
}
