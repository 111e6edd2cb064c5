package io.eksguard.plan;

import io.eksguard.diff.Change;
import io.eksguard.live.ClusterBuild;
import io.eksguard.live.Maker;
import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import io.eksguard.plan.Reaction.Agent;
import io.eksguard.plan.Reaction.Colour;
import io.eksguard.plan.Reaction.Endpoint;
import io.eksguard.plan.Reaction.OnCheck;
import io.eksguard.plan.Reaction.OnCluster;
import io.eksguard.plan.Reaction.OnVpc;
import io.eksguard.plan.Reaction.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Tells from the bases before and after a plan how AWS will react to it.
final class Foresight {
  private final Bases before;
  private final Bases after;
  private final boolean others;
  private final Plan plan;
  private final List<OnCluster> agents = new ArrayList<>();
  private final List<OnVpc> endpoints = new ArrayList<>();
  private final SortedMap<Place, Whole> wholes = new TreeMap<>();
  private final List<OnCheck> checks = new ArrayList<>();

  /// @param plan what installs agents of its own, and removes some of what AWS leaves behind
  Foresight(Bases before, Bases after, boolean others, Plan plan) {
    this.before = before;
    this.after = after;
    this.others = others;
    this.plan = plan;
  }

  Reaction reaction() {
    after
        .places()
        .forEach((place, then) -> {
          Basis now = before.places().get(place);
          if (now != null && !now.equals(then)) {
            place(place, now, then);
          }
        });
    for (Check check : Check.values()) {
      check(check);
    }
    return new Reaction(agents, endpoints, wholes, checks, NewlyCovered.of(plan, agents, wholes));
  }

  private static boolean monitors(Basis basis) {
    return basis.live().values().stream().anyMatch(Setting::enabled);
  }

  private void place(Place place, Basis now, Basis then) {
    boolean cleared = monitors(now) && !monitors(then);
    if (cleared) {
      wholes.put(place, Whole.CLEARED);
    } else if (!now.clustersRead() && !now.live().equals(then.live())) {
      wholes.put(place, Whole.UNREAD);
    }
    NavigableSet<String> usedNow = new TreeSet<>();
    NavigableSet<String> usedThen = new TreeSet<>();
    for (ClusterName cluster : then.tags().keySet()) {
      ClusterBuild build = then.build(cluster);
      boolean is = now.managesNow(cluster);
      boolean becomes = then.managesNow(cluster);
      agent(build, is, becomes, cleared)
          .filter(agent -> agent != Agent.STAYS || !removesAgent(place, cluster))
          .ifPresent(agent -> agents.add(new OnCluster(place, cluster, agent, build.vpc())));
      boolean hasUsed = is && mayCarryAgent(build);
      build.vpc().filter(_ -> hasUsed).ifPresent(usedNow::add);
      build.vpc().filter(_ -> becomes && (hasUsed || takesAgent(build))).ifPresent(usedThen::add);
    }
    SortedSet<String> all = new TreeSet<>(usedNow);
    all.addAll(usedThen);
    for (String vpc : all) {
      if (!usedNow.contains(vpc)) {
        endpoints.add(new OnVpc(place, vpc, Endpoint.CREATED));
      } else if (!usedThen.contains(vpc) && (cleared || !removesEndpoint(place, vpc))) {
        endpoints.add(new OnVpc(place, vpc, cleared ? Endpoint.REMOVED : Endpoint.LEFT));
      }
    }
  }

  private boolean removesAgent(Place place, ClusterName cluster) {
    return plan.steps().stream()
        .anyMatch(step ->
            step.change() instanceof Change.ClusterAgent agent
                && agent.place().equals(place)
                && agent.cluster().equals(cluster)
                && agent.after().isEmpty());
  }

  private boolean removesEndpoint(Place place, String vpc) {
    return plan.steps().stream()
        .anyMatch(step ->
            step.change() instanceof Change.VpcEndpoint endpoint
                && endpoint.place().equals(place)
                && endpoint.vpc().equals(vpc)
                && endpoint.maker() == Maker.GUARDDUTY
                && endpoint.after().isEmpty());
  }

  private static boolean takesAgent(ClusterBuild build) {
    return !build.isNotActive() && !build.is(ClusterBuild.Trait.LOCAL);
  }

  private static boolean mayCarryAgent(ClusterBuild build) {
    return !build.isInTheMaking() && !build.is(ClusterBuild.Trait.LOCAL);
  }

  private static Optional<Agent> agent(
      ClusterBuild build, boolean is, boolean becomes, boolean cleared) {
    if (is == becomes) {
      return Optional.empty();
    }
    if (becomes) {
      if (build.is(ClusterBuild.Trait.LOCAL)) {
        return Optional.of(Agent.IMPOSSIBLE);
      }
      return Optional.of(build.isNotActive() ? Agent.WAITS : Agent.INSTALLED);
    }
    if (!mayCarryAgent(build)) {
      return Optional.empty();
    }
    return Optional.of(cleared ? Agent.REMOVED : Agent.STAYS);
  }

  /// One result for the organization in each region, and one for each account that stands alone or
  /// is looked at by itself; where nothing changes, nothing is said.
  private void check(Check check) {
    SortedMap<Region, List<Basis>> members = new TreeMap<>();
    for (Basis basis : after.places().values()) {
      if (basis.standing() == Standing.STANDALONE || !check.isOfOrganization()) {
        if (basis.equals(before.places().get(basis.place()))) {
          continue;
        }
        result(check, basis.place().region(), Optional.of(basis.place().account()), List.of(basis));
      } else {
        members.computeIfAbsent(basis.place().region(), _ -> new ArrayList<>()).add(basis);
      }
    }
    members.forEach((region, all) -> {
      if (!all.equals(before.in(region).stream().filter(Foresight::isOfOrganization).toList())) {
        result(check, region, Optional.empty(), all);
      }
    });
  }

  private static boolean isOfOrganization(Basis basis) {
    return basis.standing() != Standing.STANDALONE;
  }

  private void result(
      Check check, Region region, Optional<AccountId> account, List<Basis> accounts) {
    boolean incomplete = others && account.isEmpty();
    Function<Function<Basis, SortedMap<Feature, Setting>>, Colour> together =
        settings ->
            accounts.stream()
                .map(basis -> check.colour(settings.apply(basis)))
                .reduce(incomplete ? Colour.UNKNOWN : Colour.GREEN, Foresight::worse);
    Colour was = together.apply(this::settingsBefore);
    Colour becomes = together.apply(Basis::live);
    if (was == becomes && becomes != Colour.RED) {
      return;
    }
    SortedSet<AccountId> red = new TreeSet<>();
    accounts.stream()
        .filter(basis -> check.colour(basis.live()) == Colour.RED)
        .forEach(basis -> red.add(basis.place().account()));
    boolean byDesign =
        becomes == Colour.RED
            && accounts.stream()
                .filter(basis -> red.contains(basis.place().account()))
                .allMatch(basis -> check.colour(basis.wanted()) == Colour.RED);
    checks.add(new OnCheck(check, region, account, was, becomes, red, byDesign));
  }

  private SortedMap<Feature, Setting> settingsBefore(Basis basis) {
    Basis now = before.places().get(basis.place());
    return now == null ? basis.live() : now.live();
  }

  private static Colour worse(Colour one, Colour other) {
    if (one == Colour.RED || other == Colour.RED) {
      return Colour.RED;
    }
    return one == Colour.UNKNOWN ? one : other;
  }
}
