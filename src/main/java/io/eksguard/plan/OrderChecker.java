package io.eksguard.plan;

import io.eksguard.diff.Change;
import io.eksguard.diff.Reason;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Checks the order of a plan: walks every state that it can leave behind and looks for one in
/// which a law does not hold.
///
/// It trusts nothing that the planner says: it takes what was seen, what is wanted, the steps and
/// their edges, and knows how AWS reacts. A cluster depends on its own tag, its account's features
/// and the organization configuration only, so each cluster is walked with the steps that touch
/// those; edges through other steps are left out, which allows more interleavings and never fewer.
public final class OrderChecker {
  private final Plan plan;
  private final Bases bases;
  private final Map<Place, List<Step>> placeSteps = new HashMap<>();
  private final Map<Place, List<Step>> agentSteps = new HashMap<>();
  private final Map<Place, List<Step>> endpointSteps = new HashMap<>();
  private final Map<Region, List<Step>> regionSteps = new HashMap<>();
  private final Map<ClusterWalk.Question, ClusterWalk.Answer> known = new HashMap<>();

  private OrderChecker(Plan plan, Bases bases) {
    this.plan = plan;
    this.bases = bases;
    for (Step step : plan.steps()) {
      switch (step.change()) {
        case Change.ClusterTag tag -> index(placeSteps, tag.place(), step);
        case Change.AccountFeature feature -> index(placeSteps, feature.place(), step);
        case Change.ClusterAgent agent -> {
          // What GuardDuty manages does not depend on it; it is checked by itself.
          index(agentSteps, agent.place(), step);
        }
        case Change.VpcEndpoint endpoint -> {
          // Neither does it depend on this one.
          index(endpointSteps, endpoint.place(), step);
        }
        case Change.OrganizationFeature feature -> index(regionSteps, feature.region(), step);
        case Change.OfPolicy _ -> {
          // No cluster depends on it directly; it is checked by itself.
        }
      }
    }
  }

  private static <K> void index(Map<K, List<Step>> into, K key, Step step) {
    into.computeIfAbsent(key, _ -> new ArrayList<>()).add(step);
  }

  /// What the check came to.
  public sealed interface Verdict {
    /// The laws hold.
    record Holds(Certificate certificate) implements Verdict {}

    /// A law does not hold.
    ///
    /// @param law which
    /// @param where the account and region, or the region
    /// @param cluster the cluster, if it is about one
    /// @param after the steps after which it does not hold
    record Broken(Law law, String where, Optional<ClusterName> cluster, List<StepId> after)
        implements Verdict {}
  }

  /// Checks the plan. Takes time linear in the number of clusters; those that look alike to the
  /// order are walked once.
  public static Verdict check(Plan plan, Bases bases) {
    return new OrderChecker(plan, bases).check();
  }

  private Verdict check() {
    Stream.of(placeSteps, agentSteps, endpointSteps)
        .flatMap(steps -> steps.keySet().stream())
        .filter(place -> !bases.places().containsKey(place))
        .findFirst()
        .ifPresent(place -> {
          throw new IllegalArgumentException("steps without a basis at " + place);
        });
    SortedMap<Place, Long> states = new TreeMap<>();
    for (Basis basis : bases.places().values()) {
      long walked = 0;
      for (Map.Entry<ClusterName, Optional<String>> cluster : clusters(basis).entrySet()) {
        List<Step> steps = stepsFor(basis, cluster.getKey());
        ClusterWalk.Question question = question(basis, cluster, steps);
        ClusterWalk.Answer answer = known.computeIfAbsent(question, ClusterWalk::walk);
        if (answer.broken().isPresent()) {
          return broken(answer.broken().get(), basis, cluster.getKey(), steps);
        }
        walked += answer.states();
      }
      states.put(basis.place(), walked);
    }
    Optional<Verdict> unguarded = unguarded();
    if (unguarded.isPresent()) {
      return unguarded.get();
    }
    return protection()
        .or(this::newAccounts)
        .or(this::agents)
        .or(this::endpoints)
        .orElseGet(() -> new Verdict.Holds(new Certificate(states)));
  }

  private Optional<Verdict> protection() {
    return bases
        .protection()
        .flatMap(basis -> ProtectionCheck.check(plan, basis))
        .map(found ->
            new Verdict.Broken(
                found.law(), found.where(), Optional.empty(), List.of(found.step())));
  }

  /// A step without the guards that the planner gives it. The way back has guards of its own.
  private Optional<Verdict> unguarded() {
    for (Basis basis : bases.places().values()) {
      boolean relies =
          basis.clustersRead() && basis.wanted().values().stream().anyMatch(Setting::enabled);
      if (!relies) {
        continue;
      }
      for (Step step : handingOver(basis)) {
        boolean guarded =
            step.guards().stream()
                .anyMatch(guard ->
                    guard instanceof Guard.ClustersReady ready
                        && ready.place().equals(basis.place())
                        && ready.selection().equals(basis.selection())
                        && ready.addonManagement() == managesByDefault(basis));
        if (!guarded || (bases.keepsOutTheUnready() && !looksAtReadiness(step, basis))) {
          return Optional.of(
              new Verdict.Broken(
                  Law.GUARDED, basis.place().toString(), Optional.empty(), List.of(step.id())));
        }
      }
      Optional<Verdict> tag =
          bases.keepsOutTheUnready() ? tagWithoutReadiness(basis) : Optional.empty();
      if (tag.isPresent()) {
        return tag;
      }
    }
    return Optional.empty();
  }

  private static boolean looksAtReadiness(Step step, Basis basis) {
    return step.guards().stream()
        .anyMatch(guard ->
            guard instanceof Guard.AgentsFit fit
                && fit.place().equals(basis.place())
                && fit.selection().equals(basis.selection()));
  }

  /// A tag that may give the agent to a cluster, without a look at whether it is still ready.
  private Optional<Verdict> tagWithoutReadiness(Basis basis) {
    for (Step step : placeSteps.getOrDefault(basis.place(), List.of())) {
      if (step.change() instanceof Change.ClusterTag tag
          && tag.reason() != Reason.UNDONE
          && basis.shallManage(tag.cluster())
          && !basis.managesNow(tag.cluster())
          && step.guards().stream()
              .noneMatch(guard ->
                  guard instanceof Guard.AgentFits fits
                      && fits.place().equals(tag.place())
                      && fits.cluster().equals(tag.cluster()))) {
        return Optional.of(
            new Verdict.Broken(
                Law.GUARDED,
                basis.place().toString(),
                Optional.of(tag.cluster()),
                List.of(step.id())));
      }
    }
    return Optional.empty();
  }

  /// A step of an agent that comes before what takes its cluster from GuardDuty, or without the
  /// guard that reads again whether that is so. On the way back nothing has to be taken from
  /// GuardDuty first: it was not its own then.
  private Optional<Verdict> agents() {
    for (Basis basis : bases.places().values()) {
      for (Step step : agentSteps.getOrDefault(basis.place(), List.of())) {
        if (step.change() instanceof Change.ClusterAgent agent && !isByHand(step, agent, basis)) {
          return Optional.of(
              new Verdict.Broken(
                  Law.BY_HAND_ONLY,
                  basis.place().toString(),
                  Optional.of(agent.cluster()),
                  List.of(step.id())));
        }
      }
    }
    return Optional.empty();
  }

  private boolean isByHand(Step step, Change.ClusterAgent agent, Basis basis) {
    boolean undone = agent.reason() == Reason.UNDONE;
    boolean needsMonitoring = agent.after().isPresent() && !undone;
    boolean guarded =
        step.guards().stream()
            .anyMatch(guard ->
                guard instanceof Guard.AgentByHand byHand
                    && byHand.place().equals(agent.place())
                    && byHand.cluster().equals(agent.cluster())
                    && (byHand.monitors() || !needsMonitoring));
    boolean waits =
        stepsFor(basis, agent.cluster()).stream()
            .filter(other -> !(other.change() instanceof Change.OrganizationFeature))
            .allMatch(other -> step.dependsOn().contains(other.id()));
    return guarded && (undone || (waits && !basis.shallManage(agent.cluster())));
  }

  /// An agent that is installed before the endpoint of its VPC is made or without the guard that
  /// looks for one, and an endpoint that goes before an agent, or while something in its VPC shall
  /// use it.
  private Optional<Verdict> endpoints() {
    for (Basis basis : bases.places().values()) {
      List<Step> agents = agentSteps.getOrDefault(basis.place(), List.of());
      for (Step step : agents) {
        if (step.change() instanceof Change.ClusterAgent agent
            && agent.before().isEmpty()
            && !isBehindEndpoint(step, agent, basis)) {
          return endpointBroken(basis, Optional.of(agent.cluster()), step);
        }
      }
      for (Step step : endpointSteps.getOrDefault(basis.place(), List.of())) {
        if (step.change() instanceof Change.VpcEndpoint endpoint
            && endpoint.after().isEmpty()
            && !isUnused(step, endpoint, basis, agents)) {
          return endpointBroken(basis, Optional.empty(), step);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Verdict> endpointBroken(
      Basis basis, Optional<ClusterName> cluster, Step step) {
    return Optional.of(
        new Verdict.Broken(
            Law.ENDPOINT_FIRST, basis.place().toString(), cluster, List.of(step.id())));
  }

  private static Optional<String> vpc(Basis basis, ClusterName cluster) {
    return basis.build(cluster).vpc();
  }

  private boolean isBehindEndpoint(Step step, Change.ClusterAgent agent, Basis basis) {
    Optional<String> vpc = vpc(basis, agent.cluster());
    boolean waits =
        endpointSteps.getOrDefault(basis.place(), List.of()).stream()
            .filter(other ->
                other.change() instanceof Change.VpcEndpoint endpoint
                    && endpoint.after().isPresent()
                    && vpc.equals(Optional.of(endpoint.vpc())))
            .allMatch(other -> step.dependsOn().contains(other.id()));
    boolean needsGuard = vpc.filter(id -> basis.guardedVpcs().contains(id)).isPresent();
    boolean guarded =
        step.guards().stream()
            .anyMatch(guard ->
                guard instanceof Guard.EndpointThere there
                    && there.place().equals(basis.place())
                    && vpc.equals(Optional.of(there.vpc())));
    return waits && (guarded || !needsGuard);
  }

  private boolean isUnused(Step step, Change.VpcEndpoint endpoint, Basis basis, List<Step> agents) {
    boolean undone = endpoint.reason() == Reason.UNDONE;
    boolean agentsGo =
        agents.stream()
            .filter(other ->
                other.change() instanceof Change.ClusterAgent agent
                    && vpc(basis, agent.cluster()).equals(Optional.of(endpoint.vpc()))
                    // On the way back an agent may stay that was there before; the guard sees it.
                    && (agent.after().isEmpty() || !undone))
            .allMatch(other ->
                other.change() instanceof Change.ClusterAgent agent
                    && agent.after().isEmpty()
                    && step.dependsOn().contains(other.id()));
    boolean settingsFirst =
        undone
            || placeSteps.getOrDefault(basis.place(), List.of()).stream()
                .allMatch(other -> step.dependsOn().contains(other.id()));
    boolean nobodyLeft =
        undone
            || basis.tags().keySet().stream()
                .filter(cluster -> vpc(basis, cluster).equals(Optional.of(endpoint.vpc())))
                .noneMatch(basis::shallManage);
    boolean guarded =
        step.guards().stream()
            .anyMatch(guard ->
                guard instanceof Guard.EndpointUnused unused
                    && unused.place().equals(basis.place())
                    && unused.vpc().equals(endpoint.vpc()));
    return agentsGo && settingsFirst && nobodyLeft && guarded;
  }

  private static boolean managesByDefault(Basis basis) {
    return basis.wanted().values().stream()
        .anyMatch(setting -> setting.enabled() && setting.addonManagement());
  }

  private List<Step> handingOver(Basis basis) {
    List<Step> steps = new ArrayList<>();
    for (Step step : placeSteps.getOrDefault(basis.place(), List.of())) {
      if (step.change() instanceof Change.AccountFeature feature
          && feature.reason() != Reason.UNDONE) {
        steps.add(step);
      }
    }
    if (basis.standing() != Standing.STANDALONE) {
      for (Step step : regionSteps.getOrDefault(basis.place().region(), List.of())) {
        if (step.change() instanceof Change.OrganizationFeature organization
            && organization.reason() != Reason.UNDONE
            && OrganizationStages.raises(organization)) {
          steps.add(step);
        }
      }
    }
    return steps;
  }

  /// The clusters; where there are none, a made-up one without a tag, so that refused writes are
  /// found all the same.
  private static SortedMap<ClusterName, Optional<String>> clusters(Basis basis) {
    if (!basis.tags().isEmpty()) {
      return basis.tags();
    }
    SortedMap<ClusterName, Optional<String>> none = new TreeMap<>();
    none.put(new ClusterName("none"), Optional.empty());
    return none;
  }

  /// The steps that touch what the cluster depends on.
  private List<Step> stepsFor(Basis basis, ClusterName cluster) {
    List<Step> steps = new ArrayList<>();
    for (Step step : placeSteps.getOrDefault(basis.place(), List.of())) {
      if (!(step.change() instanceof Change.ClusterTag tag) || tag.cluster().equals(cluster)) {
        steps.add(step);
      }
    }
    if (basis.standing() != Standing.STANDALONE) {
      steps.addAll(regionSteps.getOrDefault(basis.place().region(), List.of()));
    }
    return steps;
  }

  private ClusterWalk.Question question(
      Basis basis, Map.Entry<ClusterName, Optional<String>> cluster, List<Step> steps) {
    List<ClusterWalk.Op> ops = new ArrayList<>();
    for (Step step : steps) {
      int dependsOn = 0;
      for (int i = 0; i < steps.size(); i++) {
        if (step.dependsOn().contains(steps.get(i).id())) {
          dependsOn |= 1 << i;
        }
      }
      ops.add(ClusterWalk.op(step.change(), dependsOn));
    }
    RegionBasis region = organization(basis);
    var older = Feature.EKS_RUNTIME_MONITORING;
    var newer = Feature.RUNTIME_MONITORING;
    return new ClusterWalk.Question(
        new ClusterWalk.Aws(
            basis.liveSetting(older),
            basis.liveSetting(newer),
            region.liveSetting(older),
            region.liveSetting(newer),
            cluster.getValue()),
        basis.tags().isEmpty()
            ? Optional.empty()
            : Optional.of(basis.shallManage(cluster.getKey())),
        ops);
  }

  private RegionBasis organization(Basis basis) {
    var none = new RegionBasis(basis.place().region(), AutoEnable.NONE, new TreeMap<>());
    return basis.standing() == Standing.STANDALONE
        ? none
        : bases.regions().getOrDefault(basis.place().region(), none);
  }

  private static Verdict broken(
      ClusterWalk.Break found, Basis basis, ClusterName cluster, List<Step> steps) {
    boolean real = basis.tags().containsKey(cluster);
    return new Verdict.Broken(
        found.law(),
        basis.place().toString(),
        real ? Optional.of(cluster) : Optional.empty(),
        done(found.done(), steps));
  }

  private static List<StepId> done(int mask, List<Step> steps) {
    List<StepId> done = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (((mask >> i) & 1) != 0) {
        done.add(steps.get(i).id());
      }
    }
    return done;
  }

  /// Whether some prefix leaves accounts that join uncovered, which are covered now and in the end.
  private Optional<Verdict> newAccounts() {
    for (RegionBasis region : bases.regions().values()) {
      List<Step> steps = regionSteps.getOrDefault(region.region(), List.of());
      RegionBasis end = region;
      for (Step step : steps) {
        end = end.after(step.change());
      }
      if (!covers(region) || !covers(end)) {
        continue;
      }
      Optional<Integer> uncovered = uncovered(region, steps);
      if (uncovered.isPresent()) {
        return Optional.of(
            new Verdict.Broken(
                Law.NO_GAP_FOR_NEW_ACCOUNTS,
                region.region().name(),
                Optional.empty(),
                done(uncovered.get(), steps)));
      }
    }
    return Optional.empty();
  }

  private record Node(int done, RegionBasis region) {}

  /// Two steps may write one object, so it matters in which order they do: states are walked, not
  /// sets of steps.
  private static Optional<Integer> uncovered(RegionBasis region, List<Step> steps) {
    Set<Node> seen = new HashSet<>();
    ArrayDeque<Node> open = new ArrayDeque<>(List.of(new Node(0, region)));
    while (!open.isEmpty()) {
      Node node = open.remove();
      if (!seen.add(node)) {
        continue;
      }
      if (!covers(node.region())) {
        return Optional.of(node.done());
      }
      for (int i = 0; i < steps.size(); i++) {
        Step step = steps.get(i);
        if (((node.done() >> i) & 1) == 0 && mayRun(step, node.done(), steps)) {
          open.add(new Node(node.done() | (1 << i), node.region().after(step.change())));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean mayRun(Step step, int done, List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      if (step.dependsOn().contains(steps.get(i).id()) && ((done >> i) & 1) == 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean covers(RegionBasis region) {
    for (Feature feature : Feature.values()) {
      if (region.liveSetting(feature).feature() != AutoEnable.NONE) {
        return true;
      }
    }
    return false;
  }

  /// How an account's feature is set, seen from its setting and the organization's.
  static Setting overwritten(Setting setting, AutoEnableSetting organization) {
    return new Setting(
        setting.enabled() || organization.feature() == AutoEnable.ALL,
        setting.addonManagement() || organization.addonManagement() == AutoEnable.ALL);
  }
}
