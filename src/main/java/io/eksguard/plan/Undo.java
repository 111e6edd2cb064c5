package io.eksguard.plan;

import io.eksguard.diff.Change;
import io.eksguard.diff.Change.AccountFeature;
import io.eksguard.diff.Change.ClusterAgent;
import io.eksguard.diff.Change.ClusterTag;
import io.eksguard.diff.Change.OfPolicy;
import io.eksguard.diff.Change.OrganizationFeature;
import io.eksguard.diff.Change.PolicyTarget;
import io.eksguard.diff.Change.PolicyText;
import io.eksguard.diff.Change.VpcEndpoint;
import io.eksguard.diff.Reason;
import io.eksguard.live.Agent;
import io.eksguard.live.Maker;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.Place;
import io.eksguard.model.Selection;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import io.eksguard.model.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Plans the way back: the steps of a run turned round, in the reverse order.
///
/// Every state on the way back is one of the way there, so what held there holds here: a cluster
/// that was managed neither before nor after is at no moment managed, and one that was both is at
/// no moment not.
public final class Undo {
  private final Bases then;
  private final Bases now;
  private final List<Step> undone;

  private Undo(Bases then, Bases now, List<Step> undone) {
    this.then = then;
    this.now = now;
    this.undone = undone;
  }

  /// The way back.
  ///
  /// @param plan the plan that ran
  /// @param then what it stood on
  /// @param now how the same places are now
  /// @param inEffect the steps of it whose change is in effect now
  public static Plan plan(Plan plan, Bases then, Bases now, Set<StepId> inEffect) {
    var undo =
        new Undo(then, now, plan.steps().stream().filter(s -> inEffect.contains(s.id())).toList());
    return Plan.of(undo.undone.stream().map(undo::turned).toList());
  }

  /// Whether turning the change back would set something to ALL again. That reaches every member,
  /// also those that the run did not touch and nobody has looked at since, so it is never part of a
  /// way back.
  public static boolean wouldRaiseToAll(Change change) {
    return turned(change) instanceof OrganizationFeature organization
        && OrganizationStages.raises(organization);
  }

  /// Whether the change is never turned back: what would reach every member, a policy that is left
  /// without a text, and what would lock our own role out.
  ///
  /// @param protection what the run stood on
  public static boolean stays(Change change, Optional<PolicyBasis> protection) {
    return wouldRaiseToAll(change)
        || isLeftover(change)
        || (change instanceof OfPolicy policy && stays(policy, protection));
  }

  /// What GuardDuty made and left behind only GuardDuty makes again.
  private static boolean isLeftover(Change change) {
    return change instanceof VpcEndpoint endpoint && endpoint.maker() == Maker.GUARDDUTY;
  }

  private static boolean stays(OfPolicy change, Optional<PolicyBasis> protection) {
    return switch (change) {
      case PolicyText text ->
          text.before().isEmpty()
              || protection
                  .filter(basis ->
                      basis.accounts().values().stream()
                          .anyMatch(b -> PolicyBasis.mayDeny(text.before().get().text(), b)))
                  .isPresent();
      case PolicyTarget target ->
          !target.attached()
              && protection
                  .filter(basis ->
                      basis.accounts().values().stream()
                          .filter(bound -> bound.below().contains(target.target()))
                          .anyMatch(b -> PolicyBasis.mayDeny(target.text(), b)))
                  .isPresent();
    };
  }

  /// What the way back stands on: how things are now, and that they shall be as they were then.
  public static Bases bases(Bases then, Bases now) {
    SortedMap<Place, Basis> places = new TreeMap<>();
    now.places()
        .forEach((place, basis) -> {
          Basis before = then.places().get(place);
          if (before != null) {
            places.put(
                place,
                new Basis(
                    place,
                    basis.standing(),
                    basis.live(),
                    before.live(),
                    selection(before),
                    basis.tags(),
                    basis.clustersRead(),
                    basis.builds(),
                    new TreeSet<>(),
                    basis.guardedVpcs()));
          }
        });
    return new Bases(places, now.regions(), now.protection(), false);
  }

  private Step turned(Step step) {
    SortedSet<StepId> dependsOn = new TreeSet<>();
    SortedSet<StepId> comesAfter = new TreeSet<>();
    for (Step other : undone) {
      if (other.comesAfter().contains(step.id())) {
        comesAfter.add(other.id());
      }
      if (other.dependsOn().contains(step.id())
          || isRefusedBefore(turned(step.change()), turned(other.change()))
          || isAttachedBefore(turned(step.change()), turned(other.change()))) {
        dependsOn.add(other.id());
      }
    }
    return new Step(
        step.id(),
        action(step.change()),
        turned(step.change()),
        dependsOn,
        comesAfter,
        guards(step.change()),
        step.source());
  }

  /// Raising to ALL does not always wait for an account's feature; on the way back, lowering it
  /// comes before what GuardDuty would refuse under it.
  private static boolean isRefusedBefore(Change change, Change other) {
    return change instanceof AccountFeature feature
        && other instanceof OrganizationFeature organization
        && feature.standing() != Standing.STANDALONE
        && organization.region().equals(feature.region())
        && organization.feature() == feature.feature()
        && OrganizationStages.lowersFor(organization, feature.after());
  }

  /// What is attached again gets the text that it was evaluated with; only then that one goes back.
  private static boolean isAttachedBefore(Change change, Change other) {
    return change instanceof PolicyText
        && other instanceof PolicyTarget target
        && target.attached();
  }

  private static ClusterAgent turned(ClusterAgent agent) {
    return new ClusterAgent(
        agent.place(),
        agent.standing(),
        agent.cluster(),
        agent.after(),
        agent.before(),
        // What is installed again is ours; what is still there is whose it was.
        agent.after().isEmpty() || agent.before().isEmpty() ? Agent.Owner.EKSGUARD : agent.owner(),
        agent.conflicts(),
        Reason.UNDONE,
        agent.path());
  }

  private static Change turned(Change change) {
    return switch (change) {
      case ClusterTag tag ->
          new ClusterTag(
              tag.place(),
              tag.standing(),
              tag.cluster(),
              tag.arn(),
              tag.after(),
              tag.before(),
              Reason.UNDONE,
              tag.path());
      case ClusterAgent agent -> turned(agent);
      case VpcEndpoint endpoint ->
          new VpcEndpoint(
              endpoint.place(),
              endpoint.standing(),
              endpoint.vpc(),
              endpoint.after(),
              endpoint.before(),
              endpoint.maker(),
              Reason.UNDONE,
              endpoint.path());
      case AccountFeature feature ->
          new AccountFeature(
              feature.place(),
              feature.standing(),
              feature.feature(),
              feature.after(),
              feature.before().enabled() ? feature.before() : Setting.OFF,
              Reason.UNDONE,
              feature.path());
      case OrganizationFeature feature ->
          new OrganizationFeature(
              feature.region(),
              feature.administrator(),
              feature.feature(),
              feature.after(),
              feature.before(),
              feature.guardDutyAfter(),
              feature.guardDutyBefore(),
              Reason.UNDONE,
              feature.path());
      case PolicyText text ->
          new PolicyText(
              text.policy(),
              text.policyId(),
              Optional.of(text.after()),
              text.before().orElse(text.after()),
              Reason.UNDONE,
              text.path());
      case PolicyTarget target ->
          new PolicyTarget(
              target.policy(),
              target.policyId(),
              target.target(),
              !target.attached(),
              target.text(),
              Reason.UNDONE,
              target.path());
    };
  }

  private Action action(Change change) {
    return switch (change) {
      case ClusterTag tag -> tag.before().isPresent() ? Action.TAG : Action.UNTAG;
      case ClusterAgent agent -> Planner.action(turned(agent));
      case VpcEndpoint endpoint ->
          endpoint.before().isPresent() ? Action.INSTALL : Action.UNINSTALL;
      case OrganizationFeature _ -> Action.UPDATE;
      case PolicyText _ -> Action.PROTECT;
      case PolicyTarget target -> target.attached() ? Action.DETACH : Action.PROTECT;
      case AccountFeature feature -> {
        boolean monitored = isMonitored(now.places().get(feature.place()));
        boolean shallBe = isMonitored(then.places().get(feature.place()));
        if (!shallBe) {
          yield Action.DISABLE;
        }
        yield monitored ? Action.UPDATE : Action.ENABLE;
      }
    };
  }

  private static boolean isMonitored(@Nullable Basis basis) {
    return basis != null && basis.live().values().stream().anyMatch(Setting::enabled);
  }

  /// The tags on which the setting relies, of the clusters that carry them now. Others are turned
  /// back later, and under the setting as it is they do no harm.
  private List<Guard> guards(Change change) {
    List<Guard> guards = new ArrayList<>();
    if (change instanceof ClusterAgent agent) {
      guards.add(new Guard.AgentByHand(agent.place(), agent.standing(), agent.cluster(), false));
      if (agent.after().isEmpty()) {
        guardedVpc(agent)
            .ifPresent(
                vpc -> guards.add(new Guard.EndpointThere(agent.place(), agent.standing(), vpc)));
      }
    }
    if (change instanceof VpcEndpoint endpoint && endpoint.after().isPresent()) {
      guards.add(new Guard.EndpointUnused(endpoint.place(), endpoint.standing(), endpoint.vpc()));
    }
    if (!(change instanceof AccountFeature feature)) {
      return guards;
    }
    Basis before = then.places().get(feature.place());
    Basis live = now.places().get(feature.place());
    if (before == null || live == null || !isMonitored(before)) {
      return guards;
    }
    boolean byDefault = managesByDefault(before);
    live.tags()
        .forEach((cluster, tag) ->
            tag.filter(value -> value.equals(byDefault ? Tag.EXCLUDED : Tag.INCLUDED))
                .filter(_ -> isManaged(before, cluster) != byDefault)
                .ifPresent(value ->
                    guards.add(
                        new Guard.ClusterTagged(
                            feature.place(), feature.standing(), cluster, value))));
    return guards;
  }

  /// The VPC of a cluster, if no agent is installed in it without an endpoint: the one that was
  /// there then may be gone.
  private Optional<String> guardedVpc(ClusterAgent agent) {
    return Optional.ofNullable(now.places().get(agent.place()))
        .flatMap(basis ->
            basis.build(agent.cluster()).vpc().filter(vpc -> basis.guardedVpcs().contains(vpc)));
  }

  private static boolean managesByDefault(Basis basis) {
    return basis.live().values().stream()
        .anyMatch(setting -> setting.enabled() && setting.addonManagement());
  }

  private static boolean isManaged(Basis basis, ClusterName cluster) {
    Optional<String> tag = basis.tags().getOrDefault(cluster, Optional.empty());
    return managesByDefault(basis)
        ? !tag.equals(Optional.of(Tag.EXCLUDED))
        : isMonitored(basis) && tag.equals(Optional.of(Tag.INCLUDED));
  }

  /// Which clusters were managed then.
  private static Selection selection(Basis before) {
    boolean byDefault = managesByDefault(before);
    List<ClusterPattern> otherwise =
        before.tags().keySet().stream()
            .filter(cluster -> isManaged(before, cluster) != byDefault)
            .map(cluster -> new ClusterPattern(cluster.value()))
            .toList();
    return new Selection(byDefault, otherwise);
  }
}
