package io.eksguard.plan;

import io.eksguard.diff.Change;
import io.eksguard.diff.Reason;
import io.eksguard.live.Cluster;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.Place;
import io.eksguard.model.Selection;
import io.eksguard.model.Setting;
import io.eksguard.model.TagNeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Takes clusters from GuardDuty again that a rollout gave to it and that did not become healthy:
/// by their tag, and by nothing else.
///
/// @param plan the steps
/// @param bases what they stand on: as the file wants it, but for these clusters
public record PutBack(Plan plan, Bases bases) {
  /// The way back of some clusters.
  ///
  /// @param now how things are, as far as is known
  /// @param unhealthy the clusters, as they were read again
  public static PutBack of(Bases now, SortedMap<Place, List<Cluster>> unhealthy) {
    SortedMap<Place, Basis> places = new TreeMap<>();
    List<Step> steps = new ArrayList<>();
    unhealthy.forEach((place, clusters) -> {
      Basis basis = now.places().get(place);
      if (basis == null) {
        throw new IllegalArgumentException("an account that was not planned for: " + place);
      }
      Selection others = without(basis, clusters);
      places.put(place, excluding(basis, others, clusters));
      for (Cluster cluster : clusters) {
        TagNeed need = others.tagNeed(cluster.name(), managesByDefault(basis));
        if (!need.isMetBy(cluster.tag())) {
          steps.add(step(basis, cluster, need.remedy()));
        }
      }
    });
    return new PutBack(Plan.of(steps), new Bases(places, now.regions()));
  }

  /// Whether a plan is such a way back.
  public static boolean isOne(Plan plan) {
    return !plan.isEmpty()
        && plan.steps().stream()
            .allMatch(step ->
                step.change() instanceof Change.ClusterTag tag
                    && tag.reason() == Reason.UNHEALTHY_IN_ITS_RING);
  }

  private static Step step(Basis basis, Cluster cluster, Optional<String> after) {
    Place place = basis.place();
    return new Step(
        new StepId(place + "/" + cluster.name() + "/tag"),
        after.isPresent() ? Action.TAG : Action.UNTAG,
        new Change.ClusterTag(
            place,
            basis.standing(),
            cluster.name(),
            cluster.arn(),
            cluster.tag(),
            after,
            Reason.UNHEALTHY_IN_ITS_RING,
            "rollout"),
        new TreeSet<>(),
        List.of(),
        Optional.empty());
  }

  private static boolean managesByDefault(Basis basis) {
    return basis.live().values().stream()
        .anyMatch(setting -> setting.enabled() && setting.addonManagement());
  }

  /// Which clusters shall be managed then: those that are known, and were to be before.
  private static Selection without(Basis basis, List<Cluster> excluded) {
    SortedSet<ClusterName> kept = new TreeSet<>(basis.tags().keySet());
    excluded.forEach(cluster -> kept.remove(cluster.name()));
    kept.removeIf(name -> !basis.shallManage(name));
    return new Selection(
        false, kept.stream().map(name -> new ClusterPattern(name.value())).toList());
  }

  private static Basis excluding(Basis basis, Selection selection, List<Cluster> read) {
    SortedMap<ClusterName, Optional<String>> tags = new TreeMap<>(basis.tags());
    read.forEach(cluster -> tags.put(cluster.name(), cluster.tag()));
    var wanted = new TreeMap<>(basis.live());
    wanted.replaceAll((_, setting) -> setting.enabled() ? setting : Setting.OFF);
    return new Basis(
        basis.place(),
        basis.standing(),
        basis.live(),
        wanted,
        selection,
        tags,
        basis.clustersRead(),
        basis.builds(),
        basis.agents(),
        basis.guardedVpcs());
  }
}
