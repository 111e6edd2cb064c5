package io.eksguard.plan;

import io.eksguard.diff.Change;
import io.eksguard.diff.Change.AccountFeature;
import io.eksguard.diff.Change.ClusterAgent;
import io.eksguard.diff.Change.ClusterTag;
import io.eksguard.diff.Change.OrganizationFeature;
import io.eksguard.diff.Change.VpcEndpoint;
import io.eksguard.model.Setting;
import io.eksguard.model.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Which steps of a plan run in which ring of a rollout, and which before any.
///
/// Only what can bring the agent to a cluster waits for its ring: a feature or its add-on
/// management turned on, a tag that takes a cluster in, an agent installed or updated; and an
/// endpoint for agents made, which costs. What keeps the agent out or takes it away waits for
/// nobody: an exclusion is never held up by a canary that is ill. A step that depends on one of a
/// later ring runs with it. What turns something on for accounts that join later, or raises the
/// organization to ALL, is in the last ring.
///
/// The waves take away freedom only: every order that they allow is one that the plan allows. But
/// for one edge: that the policy comes after *all* tags. Tags of a later ring may come after it.
/// Both laws rest on no such edge.
public final class Waves {
  private final Plan plan;
  private final Map<StepId, Integer> rings;

  private Waves(Plan plan, Map<StepId, Integer> rings) {
    this.plan = plan;
    this.rings = rings;
  }

  /// The waves of a plan. The same for the same arguments.
  public static Waves of(Plan plan, Rings rings) {
    Map<StepId, Step> steps = new HashMap<>();
    plan.steps().forEach(step -> steps.put(step.id(), step));
    Map<StepId, Integer> own = new HashMap<>();
    plan.steps().forEach(step -> own.put(step.id(), own(step, rings)));
    push(plan, own, step -> isOfAccount(step.change()), steps);
    pull(plan, own, steps);
    push(plan, own, _ -> true, steps);
    return new Waves(without(plan, own), own);
  }

  /// All at once.
  public static Waves none(Plan plan) {
    return new Waves(plan, Map.of());
  }

  /// The plan, in which nothing comes after a step of a later ring.
  public Plan plan() {
    return plan;
  }

  /// In which ring the step runs, the first being 1; 0 if before any.
  public int ringOf(StepId step) {
    return rings.getOrDefault(step, 0);
  }

  /// The steps of a ring, in the plan's order; those before any with 0.
  public List<Step> steps(int ring) {
    return plan.steps().stream().filter(step -> ringOf(step.id()) == ring).toList();
  }

  /// The rings that have steps, in their order.
  public List<Integer> withSteps() {
    return plan.steps().stream()
        .map(step -> ringOf(step.id()))
        .filter(ring -> ring > 0)
        .distinct()
        .sorted()
        .toList();
  }

  /// Whether the change can bring the agent to a cluster that is there.
  public static boolean handsOver(Change change) {
    return switch (change) {
      case ClusterTag tag ->
          tag.after().isPresent()
              ? !tag.after().equals(Optional.of(Tag.EXCLUDED))
              : !tag.before().equals(Optional.of(Tag.INCLUDED));
      case ClusterAgent agent -> agent.after().isPresent() && !agent.onlyTags();
      case AccountFeature feature -> turnsOn(feature.before(), feature.after());
      case OrganizationFeature feature -> OrganizationStages.raises(feature);
      case VpcEndpoint _, Change.OfPolicy _ -> false;
    };
  }

  private static boolean turnsOn(Setting before, Setting after) {
    return after.enabled()
        && (!before.enabled() || (after.addonManagement() && !before.addonManagement()));
  }

  private static int own(Step step, Rings rings) {
    return switch (step.change()) {
      case ClusterTag tag when handsOver(tag) -> rings.ringOf(tag.place().account());
      case ClusterAgent agent when handsOver(agent) -> rings.ringOf(agent.place().account());
      case AccountFeature feature when handsOver(feature) ->
          rings.ringOf(feature.place().account());
      // It brings no agent, but costs.
      case VpcEndpoint endpoint when endpoint.after().isPresent() ->
          rings.ringOf(endpoint.place().account());
      case OrganizationFeature feature when turnsOn(feature) -> rings.count();
      case ClusterTag _,
          ClusterAgent _,
          VpcEndpoint _,
          AccountFeature _,
          OrganizationFeature _,
          Change.OfPolicy _ ->
          0;
    };
  }

  /// Whether accounts that join later get more than they get now.
  private static boolean turnsOn(OrganizationFeature change) {
    return change.after().feature().compareTo(change.before().feature()) > 0
        || change.after().addonManagement().compareTo(change.before().addonManagement()) > 0
        || change.guardDutyAfter().compareTo(change.guardDutyBefore()) > 0;
  }

  private static boolean isOfAccount(Change change) {
    return switch (change) {
      case ClusterTag _, ClusterAgent _, VpcEndpoint _, AccountFeature _ -> true;
      case OrganizationFeature _, Change.OfPolicy _ -> false;
    };
  }

  /// No step before one that it depends on. The steps of a plan stand in such an order.
  private static void push(
      Plan plan, Map<StepId, Integer> rings, Predicate<Step> among, Map<StepId, Step> steps) {
    for (Step step : plan.steps()) {
      int latest =
          !among.test(step)
              ? 0
              : step.dependsOn().stream()
                  .filter(id -> Optional.ofNullable(steps.get(id)).filter(among).isPresent())
                  .mapToInt(id -> rings.getOrDefault(id, 0))
                  .max()
                  .orElse(0);
      rings.merge(step.id(), latest, Math::max);
    }
  }

  /// What accounts of an early ring wait for is not kept for the last one, unless it reaches every
  /// account.
  private static void pull(Plan plan, Map<StepId, Integer> rings, Map<StepId, Step> steps) {
    List<Step> backwards = new ArrayList<>(plan.steps());
    for (Step step : backwards.reversed()) {
      int ring = rings.getOrDefault(step.id(), 0);
      for (StepId id : step.dependsOn()) {
        Step needed = steps.get(id);
        if (needed != null
            && needed.change() instanceof OrganizationFeature organization
            && !OrganizationStages.raises(organization)) {
          rings.merge(id, ring, Math::min);
        }
      }
    }
  }

  private static Plan without(Plan plan, Map<StepId, Integer> rings) {
    return Plan.of(
        plan.steps().stream()
            .map(step -> {
              int ring = rings.getOrDefault(step.id(), 0);
              var comesAfter = new TreeSet<>(step.comesAfter());
              comesAfter.removeIf(id -> rings.getOrDefault(id, 0) > ring);
              return new Step(
                  step.id(),
                  step.action(),
                  step.change(),
                  step.dependsOn(),
                  comesAfter,
                  step.guards(),
                  step.source());
            })
            .toList());
  }
}
