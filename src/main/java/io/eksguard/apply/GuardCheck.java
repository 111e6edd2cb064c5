package io.eksguard.apply;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Change;
import io.eksguard.live.Agent;
import io.eksguard.live.Cluster;
import io.eksguard.live.Detector;
import io.eksguard.live.Member;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.model.Standing;
import io.eksguard.model.Tag;
import io.eksguard.model.TagNeed;
import io.eksguard.plan.Guard;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Evaluates the guards of a step against a fresh look.
final class GuardCheck {
  private final Step step;
  private final Look look;
  private final Set<Tagged> expected;

  /// A cluster whose tag the step waits for.
  private record Tagged(Place place, ClusterName cluster) {}

  /// @param steps all steps of the plan, to know which tags the step waits for
  GuardCheck(Step step, Map<StepId, Step> steps, Look look) {
    this.step = step;
    this.look = look;
    this.expected =
        step.dependsOn().stream()
            .flatMap(id -> Optional.ofNullable(steps.get(id)).stream())
            .map(Step::change)
            .filter(Change.ClusterTag.class::isInstance)
            .map(Change.ClusterTag.class::cast)
            .map(tag -> new Tagged(tag.place(), tag.cluster()))
            .collect(Collectors.toSet());
  }

  /// What the guards say.
  sealed interface Verdict {
    /// All are met.
    record Met() implements Verdict {}

    /// One is not met, and may be soon: what we wrote is not visible everywhere yet.
    record NotYet(Diagnostic why) implements Verdict {}

    /// One is not met, and waiting will not help.
    record Broken(Diagnostic why) implements Verdict {}
  }

  /// Reads the clusters that the guards are about, so that the verdict need not wait for them.
  ///
  /// @param read is given each read to make, in a thread of its choice
  void readClusters(Consumer<Runnable> read) {
    for (Guard guard : step.guards()) {
      switch (guard) {
        case Guard.ClustersReady ready ->
            read.accept(() -> look.clusters(ready.place(), ready.standing()));
        case Guard.EndpointUnused unused ->
            read.accept(() -> look.clusters(unused.place(), unused.standing()));
        case Guard.ClusterTagged _,
            Guard.AgentsFit _,
            Guard.AgentFits _,
            Guard.FeatureSet _,
            Guard.MembersKnown _,
            Guard.EndpointThere _,
            Guard.AgentByHand _ -> {
          // Wherever a tag is guarded, so are all clusters; features are read last.
        }
      }
    }
  }

  /// The members whose settings the guards are about.
  SortedSet<AccountId> members() {
    var members = new TreeSet<AccountId>();
    for (Guard guard : step.guards()) {
      boolean reads =
          switch (guard) {
            case Guard.FeatureSet _,
                Guard.AgentByHand _,
                Guard.AgentsFit _,
                Guard.EndpointUnused _ ->
                true;
            case Guard.ClusterTagged _,
                Guard.ClustersReady _,
                Guard.AgentFits _,
                Guard.EndpointThere _,
                Guard.MembersKnown _ ->
                false;
          };
      if (reads && guard.standing() == Standing.MEMBER) {
        members.add(guard.place().account());
      }
    }
    return members;
  }

  /// The first guard that is not met decides; one that waiting cannot help comes first.
  Verdict verdict() {
    Verdict worst = new Verdict.Met();
    for (Guard guard : step.guards()) {
      Verdict verdict =
          switch (guard) {
            case Guard.ClusterTagged tagged -> check(tagged);
            case Guard.ClustersReady ready -> check(ready);
            case Guard.FeatureSet set -> check(set);
            case Guard.MembersKnown members -> check(members);
            case Guard.AgentByHand agent -> check(agent);
            case Guard.AgentFits fits -> check(fits);
            case Guard.AgentsFit fit -> check(fit);
            case Guard.EndpointThere there -> check(there);
            case Guard.EndpointUnused unused -> check(unused);
          };
      switch (verdict) {
        case Verdict.Broken broken -> {
          return broken;
        }
        case Verdict.NotYet notYet -> worst = notYet;
        case Verdict.Met _ -> {
          // The next guard may say otherwise.
        }
      }
    }
    return worst;
  }

  private Verdict check(Guard.ClusterTagged guard) {
    return switch (look.clusters(guard.place(), guard.standing())) {
      case Reading.Present<SortedMap<ClusterName, Cluster>>(var clusters) -> {
        Cluster cluster = clusters.get(guard.cluster());
        if (cluster == null || cluster.leaving()) {
          yield new Verdict.Met();
        }
        yield cluster.tag().equals(Optional.of(guard.value()))
            ? new Verdict.Met()
            : unmet(guard.place(), cluster, TagNeed.exactly(guard.value()));
      }
      case Reading.Unknown<SortedMap<ClusterName, Cluster>>(Diagnostic why) -> unreadable(why);
      case Reading.Absent<SortedMap<ClusterName, Cluster>> _,
          Reading.NotRead<SortedMap<ClusterName, Cluster>> _ ->
          notSeen(guard.place());
    };
  }

  private Verdict check(Guard.AgentByHand guard) {
    return switch (look.detector(guard.place(), guard.standing())) {
      case Reading.Present<Detector>(Detector detector) ->
          guard.monitors() && !detector.monitors()
              ? soon("Runtime monitoring is off in `%s`.".formatted(guard.place()))
              : check(guard, detector);
      case Reading.Unknown<Detector>(Diagnostic why) when why.code() == Code.NOT_A_MEMBER ->
          new Verdict.NotYet(why);
      case Reading.Unknown<Detector>(Diagnostic why) -> unreadable(why);
      case Reading.Absent<Detector> _, Reading.NotRead<Detector> _ ->
          guard.monitors()
              ? new Verdict.Broken(held("There is no detector in `%s`.".formatted(guard.place())))
              : new Verdict.Met();
    };
  }

  private Verdict check(Guard.AgentByHand guard, Detector detector) {
    return switch (look.cluster(guard.place(), guard.standing(), guard.cluster())) {
      case Reading.Present<Cluster>(Cluster cluster) ->
          cluster.isManagedUnder(detector)
              ? soon(
                  "GuardDuty manages the agent of cluster `%s` in `%s`."
                      .formatted(guard.cluster(), guard.place()))
              : new Verdict.Met();
      case Reading.Unknown<Cluster>(Diagnostic why) -> unreadable(why);
      case Reading.Absent<Cluster> _, Reading.NotRead<Cluster> _ ->
          new Verdict.Broken(
              held("Cluster `%s` in `%s` is gone.".formatted(guard.cluster(), guard.place())));
    };
  }

  private Verdict check(Guard.EndpointThere guard) {
    return switch (look.vpcs(guard.place(), guard.standing(), Set.of(guard.vpc()))) {
      case Reading.Present<SortedMap<String, Vpc>>(var vpcs) ->
          Optional.ofNullable(vpcs.get(guard.vpc())).filter(Vpc::isConnected).isPresent()
              ? new Verdict.Met()
              : soon(
                  "VPC `%s` in `%s` has no endpoint of GuardDuty that its agents could use."
                      .formatted(guard.vpc(), guard.place()));
      case Reading.Unknown<SortedMap<String, Vpc>>(Diagnostic why) -> unreadable(why);
      case Reading.Absent<SortedMap<String, Vpc>> _, Reading.NotRead<SortedMap<String, Vpc>> _ ->
          new Verdict.Broken(
              held("VPC `%s` in `%s` was not read again.".formatted(guard.vpc(), guard.place())));
    };
  }

  private Verdict check(Guard.EndpointUnused guard) {
    boolean usedBesidesEks =
        look.detector(guard.place(), guard.standing())
            .asOptional()
            .filter(Detector::installsBesidesEks)
            .isPresent();
    if (usedBesidesEks) {
      return new Verdict.Broken(
          held(
              "GuardDuty's agents on EC2 or ECS in `%s` may use the endpoint in VPC `%s`."
                  .formatted(guard.place(), guard.vpc())));
    }
    return switch (look.clusters(guard.place(), guard.standing())) {
      case Reading.Present<SortedMap<ClusterName, Cluster>>(var clusters) -> {
        for (Cluster cluster : clusters.values()) {
          if (cluster.build().vpc().filter(guard.vpc()::equals).isPresent()) {
            Verdict verdict = check(guard, cluster);
            if (!(verdict instanceof Verdict.Met)) {
              yield verdict;
            }
          }
        }
        yield new Verdict.Met();
      }
      case Reading.Unknown<SortedMap<ClusterName, Cluster>>(Diagnostic why) -> unreadable(why);
      case Reading.Absent<SortedMap<ClusterName, Cluster>> _,
          Reading.NotRead<SortedMap<ClusterName, Cluster>> _ ->
          notSeen(guard.place());
    };
  }

  /// That GuardDuty does not manage the cluster, and that no agent is on it.
  private Verdict check(Guard.EndpointUnused guard, Cluster cluster) {
    var byHand = new Guard.AgentByHand(guard.place(), guard.standing(), cluster.name(), false);
    Verdict managed = check(byHand);
    if (!(managed instanceof Verdict.Met)) {
      return managed;
    }
    return switch (look.agent(guard.place(), guard.standing(), cluster.name())) {
      case Reading.Present<Agent> _ ->
          soon(
              "An agent is on cluster `%s` in `%s`, whose VPC `%s` the endpoint serves."
                  .formatted(cluster.name(), guard.place(), guard.vpc()));
      case Reading.Unknown<Agent>(Diagnostic why) -> unreadable(why);
      case Reading.Absent<Agent> _, Reading.NotRead<Agent> _ -> new Verdict.Met();
    };
  }

  /// What the steps before have written may not be visible yet; where there were none, waiting does
  /// not help.
  private Verdict soon(String why) {
    return step.dependsOn().isEmpty()
        ? new Verdict.Broken(held(why))
        : new Verdict.NotYet(held(why));
  }

  private Verdict check(Guard.MembersKnown guard) {
    return switch (look.members(guard.place().region())) {
      case Reading.Present<SortedMap<AccountId, Member>>(var members) ->
          members.values().stream()
              .filter(member -> member.isActive() && !guard.known().contains(member.account()))
              .findFirst()
              .<Verdict>map(member ->
                  new Verdict.Broken(
                      held("Account %s joined `%s` since the plan was made, and would be reached."
                              .formatted(member.account(), guard.place().region()))
                          .hint("Run `eksguard plan` again: it takes the account in.")))
              .orElseGet(Verdict.Met::new);
      case Reading.Unknown<SortedMap<AccountId, Member>>(Diagnostic why) -> unreadable(why);
      case Reading.Absent<SortedMap<AccountId, Member>> _,
          Reading.NotRead<SortedMap<AccountId, Member>> _ ->
          notSeen(guard.place());
    };
  }

  private Verdict check(Guard.ClustersReady guard) {
    return switch (look.clusters(guard.place(), guard.standing())) {
      case Reading.Present<SortedMap<ClusterName, Cluster>>(var clusters) -> {
        Verdict worst = new Verdict.Met();
        for (Cluster cluster : clusters.values()) {
          TagNeed need = guard.selection().tagNeed(cluster.name(), guard.addonManagement());
          if (cluster.leaving() || need.isMetBy(cluster.tag())) {
            continue;
          }
          worst = unmet(guard.place(), cluster, need);
          if (worst instanceof Verdict.Broken) {
            break;
          }
        }
        yield worst;
      }
      case Reading.Unknown<SortedMap<ClusterName, Cluster>>(Diagnostic why) -> unreadable(why);
      case Reading.Absent<SortedMap<ClusterName, Cluster>> _,
          Reading.NotRead<SortedMap<ClusterName, Cluster>> _ ->
          notSeen(guard.place());
    };
  }

  private Verdict check(Guard.AgentFits guard) {
    return switch (look.cluster(guard.place(), guard.standing(), guard.cluster())) {
      case Reading.Present<Cluster>(Cluster cluster) ->
          cluster.leaving() ? new Verdict.Met() : fits(guard.place(), cluster);
      case Reading.Unknown<Cluster>(Diagnostic why) -> unreadable(why);
      case Reading.Absent<Cluster> _, Reading.NotRead<Cluster> _ -> new Verdict.Met();
    };
  }

  /// Where GuardDuty manages a cluster already, nothing can be kept from it.
  private Verdict check(Guard.AgentsFit guard) {
    return switch (look.detector(guard.place(), guard.standing())) {
      case Reading.Present<Detector>(Detector detector) -> check(guard, detector);
      case Reading.Unknown<Detector>(Diagnostic why) when why.code() == Code.NOT_A_MEMBER ->
          new Verdict.NotYet(why);
      case Reading.Unknown<Detector>(Diagnostic why) -> unreadable(why);
      case Reading.Absent<Detector> _, Reading.NotRead<Detector> _ ->
          check(guard, Detector.of(Map.of()));
    };
  }

  private Verdict check(Guard.AgentsFit guard, Detector detector) {
    return switch (look.clusters(guard.place(), guard.standing())) {
      case Reading.Present<SortedMap<ClusterName, Cluster>>(var clusters) ->
          clusters.values().stream()
              .filter(cluster -> !cluster.leaving())
              .filter(cluster -> guard.selection().manages(cluster.name()))
              .filter(cluster -> !cluster.isManagedUnder(detector))
              .map(cluster -> fits(guard.place(), cluster))
              .filter(Verdict.Broken.class::isInstance)
              .findFirst()
              .orElseGet(Verdict.Met::new);
      case Reading.Unknown<SortedMap<ClusterName, Cluster>>(Diagnostic why) -> unreadable(why);
      case Reading.Absent<SortedMap<ClusterName, Cluster>> _,
          Reading.NotRead<SortedMap<ClusterName, Cluster>> _ ->
          notSeen(guard.place());
    };
  }

  private Verdict fits(Place place, Cluster cluster) {
    return Unready.why(cluster)
        .<Verdict>map(why ->
            new Verdict.Broken(
                held("Cluster `%s` in `%s` would get the agent and is not ready for it: %s."
                        .formatted(cluster.name(), place, why))
                    .hint(
                        "It was ready when the plan was made, or was not there. Run `eksguard plan`"
                            + " again, with `--unready exclude` to leave it out.")))
        .orElseGet(Verdict.Met::new);
  }

  private Verdict check(Guard.FeatureSet guard) {
    return switch (look.detector(guard.place(), guard.standing())) {
      case Reading.Present<Detector>(Detector detector) ->
          detector.setting(guard.feature()).equals(guard.setting())
              ? new Verdict.Met()
              : new Verdict.NotYet(
                  held(
                      "`%s` in `%s` is %s, and must be %s first."
                          .formatted(
                              guard.feature(),
                              guard.place(),
                              detector.setting(guard.feature()),
                              guard.setting())));
      case Reading.Unknown<Detector>(Diagnostic why) when why.code() == Code.NOT_A_MEMBER ->
          new Verdict.NotYet(why);
      case Reading.Unknown<Detector>(Diagnostic why) -> unreadable(why);
      case Reading.Absent<Detector> _, Reading.NotRead<Detector> _ ->
          new Verdict.Broken(held("There is no detector in `%s`.".formatted(guard.place())));
    };
  }

  private Verdict unmet(Place place, Cluster cluster, TagNeed need) {
    String is = cluster.tag().map(value -> "`" + value + "`").orElse("absent");
    String must =
        switch (need) {
          case TagNeed.Exactly(String value) -> "must be `" + value + "`";
          case TagNeed.AnythingBut(String value) -> "must not be `" + value + "`";
        };
    String tag =
        "cluster `%s` in `%s`: its tag `%s` is %s and %s"
            .formatted(cluster.name(), place, Tag.KEY, is, must);
    if (expected.contains(new Tagged(place, cluster.name()))) {
      return new Verdict.NotYet(held("The tag is not visible yet on " + tag + "."));
    }
    return new Verdict.Broken(
        held("Something changed since the plan was made on " + tag + ".")
            .hint("Run `eksguard plan` again: it takes this cluster in."));
  }

  /// A guard over clusters is there since they were read when the plan was made.
  private Verdict notSeen(Place place) {
    return new Verdict.Broken(held("The clusters of `%s` were not read again.".formatted(place)));
  }

  private Verdict unreadable(Diagnostic why) {
    var place = why.where();
    var held = held("Its guard could not be read: " + why.message());
    var placed = place.isPresent() ? held.at(place.get()) : held;
    return new Verdict.Broken(why.hint().map(placed::hint).orElse(placed));
  }

  private Diagnostic held(String why) {
    return Diagnostic.error(Code.HELD, "Held `" + step.id() + "`. " + why)
        .hint("Nothing was written for this step. Run `eksguard plan` again.");
  }
}
