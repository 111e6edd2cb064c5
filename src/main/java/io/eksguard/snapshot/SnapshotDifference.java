package io.eksguard.snapshot;

import io.eksguard.live.Agent;
import io.eksguard.live.AgentSite;
import io.eksguard.live.Cluster;
import io.eksguard.live.Detector;
import io.eksguard.live.FeatureState;
import io.eksguard.live.LivePolicy;
import io.eksguard.live.LiveRegion;
import io.eksguard.live.Member;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What changed in AWS between two snapshots.
///
/// Only what both know is compared. Where one of them knows something that the other does not, that
/// is said, and nothing of its parts: what is not known did not come or go.
public final class SnapshotDifference {
  private static final String PRESENT = "present";

  private final List<Moved> moved = new ArrayList<>();

  private SnapshotDifference() {}

  /// The changes by region and account, those of the policy last.
  public static List<Moved> between(Snapshot earlier, Snapshot later) {
    var difference = new SnapshotDifference();
    SortedSet<Region> regions = new TreeSet<>(earlier.regions().keySet());
    regions.addAll(later.regions().keySet());
    for (Region region : regions) {
      difference.region(
          region,
          earlier.regions().getOrDefault(region, LiveRegion.NOT_READ),
          later.regions().getOrDefault(region, LiveRegion.NOT_READ));
      SortedSet<Place> places = new TreeSet<>(earlier.places().keySet());
      places.addAll(later.places().keySet());
      places.stream()
          .filter(place -> place.region().equals(region))
          .forEach(place -> difference.place(place, facts(earlier, place), facts(later, place)));
    }
    if (earlier.asked().policy().equals(later.asked().policy())) {
      difference.policy(earlier.protection().policy(), later.protection().policy(), regions);
    }
    return List.copyOf(difference.moved);
  }

  private static PlaceFacts facts(Snapshot snapshot, Place place) {
    PlaceFacts found = snapshot.places().get(place);
    return found == null
        ? new PlaceFacts(Standing.MEMBER, new Reading.NotRead<>(), new Reading.NotRead<>())
        : found;
  }

  /// What is there, as far as it is known: something or nothing. Empty if it is not known.
  private static <T> Optional<Optional<T>> known(Reading<T> reading) {
    return switch (reading) {
      case Reading.Present<T>(T value) -> Optional.of(Optional.of(value));
      case Reading.Absent<T> _ -> Optional.of(Optional.empty());
      case Reading.Unknown<T> _, Reading.NotRead<T> _ -> Optional.empty();
    };
  }

  /// How a reading is called where not both are known.
  private static <T> Optional<String> state(Reading<T> reading) {
    return Optional.of(
        switch (reading) {
          case Reading.Present<T> _ -> PRESENT;
          case Reading.Absent<T> _ -> "absent";
          case Reading.Unknown<T> _ -> "unknown";
          case Reading.NotRead<T> _ -> "not read";
        });
  }

  /// Compares what both know; says so where only one of them does.
  private <T> void compare(
      Region region,
      Optional<AccountId> account,
      String what,
      Reading<T> before,
      Reading<T> after,
      BiConsumer<Optional<T>, Optional<T>> parts) {
    Optional<Optional<T>> a = known(before);
    Optional<Optional<T>> b = known(after);
    if (a.isPresent() && b.isPresent()) {
      parts.accept(a.get(), b.get());
    } else if (a.isPresent() || b.isPresent()) {
      moved.add(new Moved.Known(region, account, what, state(before), state(after)));
    }
  }

  private void region(Region region, LiveRegion before, LiveRegion after) {
    compare(
        region,
        Optional.empty(),
        "members",
        before.members(),
        after.members(),
        (a, b) -> members(region, a.orElseGet(TreeMap::new), b.orElseGet(TreeMap::new)));
    compare(
        region,
        Optional.empty(),
        "organization settings",
        before.settings(),
        after.settings(),
        (a, b) -> settings(region, a, b));
  }

  private void members(
      Region region, SortedMap<AccountId, Member> before, SortedMap<AccountId, Member> after) {
    for (AccountId account : union(before, after)) {
      Optional<String> was = Optional.ofNullable(before.get(account)).map(Member::status);
      Optional<String> is = Optional.ofNullable(after.get(account)).map(Member::status);
      if (!was.equals(is)) {
        moved.add(new Moved.MemberStatus(region, account, was, is));
      }
    }
  }

  private static <K, V> SortedSet<K> union(SortedMap<K, V> a, SortedMap<K, V> b) {
    SortedSet<K> keys = new TreeSet<>(a.keySet());
    keys.addAll(b.keySet());
    return keys;
  }

  private void settings(
      Region region, Optional<OrganizationSettings> before, Optional<OrganizationSettings> after) {
    Optional<String> was = before.map(OrganizationSettings::guardDuty).map(AutoEnable::name);
    Optional<String> is = after.map(OrganizationSettings::guardDuty).map(AutoEnable::name);
    if (!was.equals(is)) {
      moved.add(new Moved.NewAccounts(region, Optional.empty(), was, is));
    }
    SortedMap<Feature, AutoEnableSetting> a =
        before.map(OrganizationSettings::features).orElseGet(TreeMap::new);
    SortedMap<Feature, AutoEnableSetting> b =
        after.map(OrganizationSettings::features).orElseGet(TreeMap::new);
    for (Feature feature : union(a, b)) {
      Optional<String> one = Optional.ofNullable(a.get(feature)).map(AutoEnableSetting::toString);
      Optional<String> other = Optional.ofNullable(b.get(feature)).map(AutoEnableSetting::toString);
      if (!one.equals(other)) {
        moved.add(new Moved.NewAccounts(region, Optional.of(feature), one, other));
      }
    }
  }

  private void place(Place place, PlaceFacts before, PlaceFacts after) {
    compare(
        place.region(),
        Optional.of(place.account()),
        "settings",
        before.detector(),
        after.detector(),
        (a, b) -> detector(place, a, b));
    compare(
        place.region(),
        Optional.of(place.account()),
        "clusters",
        before.clusters(),
        after.clusters(),
        (a, b) -> clusters(place, a.orElseGet(TreeMap::new), b.orElseGet(TreeMap::new)));
  }

  private void detector(Place place, Optional<Detector> before, Optional<Detector> after) {
    SortedMap<Feature, FeatureState> a = before.map(Detector::features).orElseGet(TreeMap::new);
    SortedMap<Feature, FeatureState> b = after.map(Detector::features).orElseGet(TreeMap::new);
    for (Feature feature : union(a, b)) {
      Optional<String> was = Optional.ofNullable(a.get(feature)).map(SnapshotDifference::word);
      Optional<String> is = Optional.ofNullable(b.get(feature)).map(SnapshotDifference::word);
      if (!was.equals(is)) {
        moved.add(new Moved.FeatureSetting(place, feature, was, is));
      }
    }
  }

  private static String word(FeatureState state) {
    String agents = String.join(", ", state.otherAgents());
    return state.setting() + (agents.isEmpty() ? "" : " with " + agents);
  }

  private void clusters(
      Place place, SortedMap<ClusterName, Cluster> before, SortedMap<ClusterName, Cluster> after) {
    boolean onlyOneKnows = false;
    for (ClusterName name : union(before, after)) {
      Cluster was = before.get(name);
      Cluster is = after.get(name);
      if (was == null || is == null) {
        moved.add(
            new Moved.ClusterThere(
                place,
                name,
                was == null ? Optional.empty() : Optional.of(PRESENT),
                is == null ? Optional.empty() : Optional.of(PRESENT)));
        continue;
      }
      if (!was.tag().equals(is.tag())) {
        moved.add(new Moved.ClusterTag(place, name, was.tag(), is.tag()));
      }
      Optional<Optional<Agent>> a = known(agent(was));
      Optional<Optional<Agent>> b = known(agent(is));
      if (a.isPresent() && b.isPresent()) {
        agent(place, name, a.get(), b.get());
      }
      onlyOneKnows |= a.isPresent() != b.isPresent();
    }
    if (onlyOneKnows) {
      moved.add(
          new Moved.Known(
              place.region(),
              Optional.of(place.account()),
              "agents",
              agentsKnown(before),
              agentsKnown(after)));
    }
  }

  /// Agents are read only where the file of the snapshot has some by hand.
  private static Reading<Agent> agent(Cluster cluster) {
    return cluster.site().map(AgentSite::agent).orElseGet(Reading.NotRead::new);
  }

  /// Whether all agents are known, or some, or none.
  private static Optional<String> agentsKnown(SortedMap<ClusterName, Cluster> clusters) {
    List<Boolean> known =
        clusters.values().stream().map(one -> known(agent(one)).isPresent()).distinct().toList();
    return Optional.of(
        known.size() > 1 ? "read in part" : known.contains(true) ? "read" : "not read");
  }

  private void agent(
      Place place, ClusterName cluster, Optional<Agent> before, Optional<Agent> after) {
    agent(
        place,
        cluster,
        Moved.ClusterAgent.Aspect.VERSION,
        before,
        after,
        SnapshotDifference::version);
    if (before.isPresent() && after.isPresent()) {
      agent(
          place,
          cluster,
          Moved.ClusterAgent.Aspect.CONFIGURATION,
          before,
          after,
          agent -> agent.setup().configuration());
      agent(
          place, cluster, Moved.ClusterAgent.Aspect.TAGS, before, after, SnapshotDifference::tags);
      agent(
          place,
          cluster,
          Moved.ClusterAgent.Aspect.STATUS,
          before,
          after,
          agent -> Optional.of(agent.status().name()));
      agent(
          place,
          cluster,
          Moved.ClusterAgent.Aspect.OWNER,
          before,
          after,
          agent -> Optional.of(agent.owner().word()));
    }
  }

  private static Optional<String> version(Agent agent) {
    return Optional.of(agent.setup().version());
  }

  private static Optional<String> tags(Agent agent) {
    ObjectNode tags = JsonNodeFactory.instance.objectNode();
    agent.setup().tags().forEach((key, value) -> tags.put(key, value));
    return tags.isEmpty() ? Optional.empty() : Optional.of(tags.toString());
  }

  private void agent(
      Place place,
      ClusterName cluster,
      Moved.ClusterAgent.Aspect aspect,
      Optional<Agent> before,
      Optional<Agent> after,
      Function<Agent, Optional<String>> value) {
    Optional<String> was = before.flatMap(value);
    Optional<String> is = after.flatMap(value);
    if (!was.equals(is)) {
      moved.add(new Moved.ClusterAgent(place, cluster, aspect, was, is));
    }
  }

  private void policy(
      Reading<LivePolicy> before, Reading<LivePolicy> after, SortedSet<Region> regions) {
    if (regions.isEmpty()) {
      return;
    }
    compare(
        regions.first(),
        Optional.empty(),
        "policy",
        before,
        after,
        (a, b) -> {
          policy(Moved.OfPolicy.Part.ID, a.map(LivePolicy::id), b.map(LivePolicy::id));
          policy(
              Moved.OfPolicy.Part.TEXT,
              a.map(policy -> policy.content().text()),
              b.map(policy -> policy.content().text()));
          policy(
              Moved.OfPolicy.Part.TARGETS,
              a.map(policy -> String.join(", ", policy.targets())),
              b.map(policy -> String.join(", ", policy.targets())));
        });
  }

  private void policy(Moved.OfPolicy.Part part, Optional<String> before, Optional<String> after) {
    if (!before.equals(after)) {
      moved.add(new Moved.OfPolicy(part, before, after));
    }
  }
}
