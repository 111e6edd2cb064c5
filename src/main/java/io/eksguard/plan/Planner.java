package io.eksguard.plan;

import io.eksguard.diag.Positions;
import io.eksguard.diff.Change;
import io.eksguard.diff.Change.AccountFeature;
import io.eksguard.diff.Change.ClusterAgent;
import io.eksguard.diff.Change.ClusterTag;
import io.eksguard.diff.Change.OrganizationFeature;
import io.eksguard.diff.Change.PolicyTarget;
import io.eksguard.diff.Change.PolicyText;
import io.eksguard.diff.Change.VpcEndpoint;
import io.eksguard.diff.Difference;
import io.eksguard.diff.Ground;
import io.eksguard.diff.Reason;
import io.eksguard.live.Maker;
import io.eksguard.model.AccountId;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Turns differences into steps with edges and guards, so that two laws hold in every state that
/// any prefix, any allowed interleaving, any failure and any crash can leave behind:
///
/// 1. *Never install*: a cluster that shall not be managed, and is not managed now, is at no moment
///    one that GuardDuty would manage.
/// 2. *No gap*: a cluster that is managed now and shall be is at no moment one that GuardDuty would
///    not manage.
///
/// The edges, each with what would go wrong without it:
///
/// | edge | without it |
/// |---|---|
/// | tag → feature of the same account and region | the agent lands on clusters not yet excluded, or leaves ones not yet included |
/// | chosen feature on → other feature off | the clusters are unmonitored in between |
/// | organization's ALL lowered → a setting below ALL | GuardDuty refuses the setting, or overwrites it |
/// | every tag of the region → organization raised to ALL | ALL installs the agent in every member |
/// | add-on management off → organization raised to ALL | ALL wakes an add-on management that is on, or is being turned on, under a disabled feature |
/// | organization's ALL lowered → another value raised to ALL | the one write would undo the other |
/// | text of the policy that refuses our tag → the tag | the tag's write is refused |
/// | text of the policy → attaching it | there is nothing to attach, or what is attached locks us out |
/// | attaching the policy → detaching it elsewhere | the tag is unprotected in between |
/// | text and attaching of the policy → feature turned on, organization raised to ALL | a tag can be taken away by others while the agent depends on it |
/// | endpoint of its VPC → agent by hand installed | the agent has no way to GuardDuty and is restarted again and again |
/// | agents of the VPC removed → endpoint removed | agents that are still there lose their way to GuardDuty |
/// | tags, features and agents of the VPC's account and region → leftover endpoint removed | GuardDuty still uses it, or makes it again |
/// | tag of the cluster, feature of the same account and region → agent by hand | two install on one cluster, or the agent finds runtime monitoring off |
/// | chosen feature for new accounts → other feature's off | an account that joins in between is covered by neither |
///
/// One order is softer: the policy comes after the tags, once each of them has *ended*, done or
/// not. So a policy that were wrong about us could still not keep a tag of this plan from being
/// set; and an account that refuses its tags does not keep the others from being protected.
public final class Planner {
  private final Difference difference;
  private final Positions positions;
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<Place, List<Draft>> byPlace = new HashMap<>();
  private final Map<Region, List<Draft>> byRegion = new HashMap<>();
  private final Map<Region, List<Draft>> organizations = new HashMap<>();
  private final List<Draft> policies = new ArrayList<>();

  private Planner(Difference difference, Positions positions) {
    this.difference = difference;
    this.positions = positions;
  }

  /// Makes the plan for these differences. The same for the same arguments.
  public static Plan plan(Difference difference, Positions positions) {
    var planner = new Planner(difference, positions);
    difference.changes().forEach(planner::draft);
    for (Draft draft : planner.drafts) {
      planner.connect(draft);
    }
    return Plan.of(planner.drafts.stream().map(planner::step).toList());
  }

  /// A step in the making.
  private static final class Draft {
    private final StepId id;
    private final Change change;
    private final SortedSet<StepId> dependsOn = new TreeSet<>();
    private final SortedSet<StepId> comesAfter = new TreeSet<>();
    private final List<Guard> guards = new ArrayList<>();

    private Draft(StepId id, Change change) {
      this.id = id;
      this.change = change;
    }
  }

  private void draft(Change change) {
    switch (change) {
      case ClusterTag tag ->
          index(byPlace, tag.place(), draft(tag.place() + "/" + tag.cluster() + "/tag", tag));
      case ClusterAgent agent -> draft(agent.place() + "/" + agent.cluster() + "/agent", agent);
      case VpcEndpoint endpoint ->
          draft(
              endpoint.place()
                  + "/"
                  + endpoint.vpc()
                  + (endpoint.maker() == Maker.GUARDDUTY ? "/leftover-endpoint" : "/endpoint"),
              endpoint);
      case AccountFeature feature -> {
        String name = isRetirement(feature) ? "/other-feature" : "/feature";
        index(byPlace, feature.place(), draft(feature.place() + name, feature));
      }
      case OrganizationFeature feature -> {
        String id = feature.region() + "/organization/" + feature.feature();
        for (OrganizationFeature part : OrganizationStages.of(feature)) {
          String stage = OrganizationStages.raises(part) ? id + "/all" : id;
          index(organizations, feature.region(), draft(stage, part));
        }
      }
      case PolicyText text -> policies.add(newDraft("organization/policy/" + text.policy(), text));
      case PolicyTarget target ->
          policies.add(
              newDraft(
                  "organization/policy/%s/%s/%s"
                      .formatted(
                          target.policy(),
                          target.attached() ? "attach" : "detach",
                          target.target()),
                  target));
    }
  }

  private Draft draft(String id, Change.Regional change) {
    Draft draft = newDraft(id, change);
    index(byRegion, change.region(), draft);
    return draft;
  }

  private Draft newDraft(String id, Change change) {
    var draft = new Draft(new StepId(id), change);
    drafts.add(draft);
    return draft;
  }

  private static <K> void index(Map<K, List<Draft>> into, K key, Draft draft) {
    into.computeIfAbsent(key, _ -> new ArrayList<>()).add(draft);
  }

  private void connect(Draft draft) {
    switch (draft.change) {
      // A tag waits for nothing but a policy that would refuse it: under the settings as they are
      // it does no harm.
      case ClusterTag tag -> {
        waitFor(draft, policiesRefusing(tag));
        if (difference.keepsOutTheUnready() && bringsTheAgent(tag)) {
          draft.guards.add(new Guard.AgentFits(tag.place(), tag.standing(), tag.cluster()));
        }
      }
      case PolicyText text -> comeAfterTags(draft, text);
      case PolicyTarget target -> {
        waitFor(draft, policies.stream().filter(other -> isNeededBefore(other.change, target)));
        comeAfterTags(draft, target);
      }
      case ClusterAgent agent -> connectAgent(draft, agent);
      case VpcEndpoint endpoint -> connectEndpoint(draft, endpoint);
      case AccountFeature feature -> connectFeature(draft, feature);
      case OrganizationFeature feature -> connectOrganization(draft, feature);
    }
  }

  /// Whether the tag may be what makes GuardDuty manage the cluster.
  private boolean bringsTheAgent(ClusterTag tag) {
    Ground ground = ground(tag.place());
    return ground.shallManage(tag.cluster())
        && Optional.ofNullable(ground.clusters().get(tag.cluster()))
            .filter(ground::managesNow)
            .isEmpty();
  }

  /// Both ways round: what is taken away may be taken only where GuardDuty does not manage it.
  private void connectAgent(Draft draft, ClusterAgent change) {
    waitFor(
        draft,
        byPlace.getOrDefault(change.place(), List.of()).stream()
            .filter(other ->
                !(other.change instanceof ClusterTag tag)
                    || tag.cluster().equals(change.cluster())));
    draft.guards.add(
        new Guard.AgentByHand(
            change.place(), change.standing(), change.cluster(), change.after().isPresent()));
    Optional<String> vpc = vpc(change);
    if (change.before().isEmpty()) {
      waitFor(
          draft,
          drafts.stream()
              .filter(other ->
                  other.change instanceof VpcEndpoint endpoint
                      && endpoint.after().isPresent()
                      && endpoint.place().equals(change.place())
                      && vpc.equals(Optional.of(endpoint.vpc()))));
      vpc.filter(id -> ground(change.place()).guardedVpcs().contains(id))
          .ifPresent(id ->
              draft.guards.add(new Guard.EndpointThere(change.place(), change.standing(), id)));
    }
  }

  private Optional<String> vpc(ClusterAgent change) {
    return Optional.ofNullable(ground(change.place()).clusters().get(change.cluster()))
        .flatMap(cluster -> cluster.build().vpc());
  }

  /// To make one does no harm at any time. What goes waits for the agents of its VPC, and where
  /// GuardDuty made it, for all that lets go of its clusters too.
  private void connectEndpoint(Draft draft, VpcEndpoint change) {
    if (change.after().isPresent()) {
      return;
    }
    waitFor(
        draft,
        drafts.stream()
            .filter(other ->
                other.change instanceof ClusterAgent agent
                    && agent.place().equals(change.place())
                    && vpc(agent).equals(Optional.of(change.vpc()))));
    waitFor(draft, byPlace.getOrDefault(change.place(), List.of()).stream());
    draft.guards.add(new Guard.EndpointUnused(change.place(), change.standing(), change.vpc()));
  }

  private static void waitFor(Draft draft, Stream<Draft> others) {
    others.forEach(other -> draft.dependsOn.add(other.id));
  }

  private Stream<Draft> policiesRefusing(ClusterTag tag) {
    boolean refused =
        difference
            .protection()
            .filter(ground -> ground.mayDenyNow(tag.place().account()))
            .isPresent();
    return refused
        ? policies.stream().filter(policy -> policy.change instanceof PolicyText)
        : Stream.empty();
  }

  private static boolean isNeededBefore(Change other, PolicyTarget change) {
    return change.attached()
        ? other instanceof PolicyText
        : other instanceof PolicyTarget first && first.attached();
  }

  private void comeAfterTags(Draft draft, Change.OfPolicy change) {
    for (Draft other : drafts) {
      if (other.change instanceof ClusterTag tag
          && tag.standing() != Standing.STANDALONE
          && !(change instanceof PolicyText && policiesRefusing(tag).findAny().isPresent())) {
        draft.comesAfter.add(other.id);
      }
    }
  }

  /// What must be there before something is turned on in the organization. Nothing depends on a
  /// detachment.
  private Stream<Draft> protection() {
    return policies.stream()
        .filter(policy -> !(policy.change instanceof PolicyTarget target) || target.attached());
  }

  private void connectFeature(Draft draft, AccountFeature change) {
    Ground ground = ground(change.place());
    if (change.after().enabled() && isInOrganization(change.standing())) {
      waitFor(draft, protection());
    }
    var near = byPlace.getOrDefault(change.place(), List.of()).stream();
    var above = organizations.getOrDefault(change.region(), List.of()).stream();
    Stream.concat(near, above)
        .filter(other -> isNeededBefore(other.change, change))
        .forEach(other -> draft.dependsOn.add(other.id));
    if (ground.wanted().enabled()) {
      draft.guards.addAll(tagGuards(ground));
      if (isRetirement(change)) {
        draft.guards.add(
            new Guard.FeatureSet(
                change.place(), change.standing(), ground.feature(), ground.wanted()));
      }
    }
  }

  private boolean isNeededBefore(Change other, AccountFeature change) {
    return switch (other) {
      case ClusterTag tag -> tag.place().equals(change.place());
      case AccountFeature first ->
          first.place().equals(change.place())
              && ground(change.place()).wanted().enabled()
              && isRetirement(change)
              && !isRetirement(first);
      case OrganizationFeature organization ->
          organization.region().equals(change.region())
              && organization.feature() == change.feature()
              && isInOrganization(change.standing())
              && OrganizationStages.lowersFor(organization, change.after());
      case ClusterAgent _, VpcEndpoint _, Change.OfPolicy _ -> false;
    };
  }

  private void connectOrganization(Draft draft, OrganizationFeature change) {
    boolean waitsForAll = OrganizationStages.raises(change);
    var others = (waitsForAll ? byRegion : organizations).getOrDefault(change.region(), List.of());
    others.stream()
        .filter(other -> other != draft && isNeededBefore(other.change, change))
        .forEach(other -> draft.dependsOn.add(other.id));
    if (waitsForAll) {
      waitFor(draft, protection());
      draft.guards.add(membersKnown(change));
      difference.grounds().values().stream()
          .filter(ground -> ground.place().region().equals(change.region()))
          .filter(ground ->
              isInOrganization(ground.assignment().standing()) && ground.wanted().enabled())
          .forEach(ground -> draft.guards.addAll(guardsBeforeAll(ground)));
    }
  }

  private boolean isNeededBefore(Change other, OrganizationFeature change) {
    boolean raises = OrganizationStages.raises(change);
    return switch (other) {
      case ClusterTag tag -> raises && tag.region().equals(change.region());
      case AccountFeature feature ->
          raises
              && feature.region().equals(change.region())
              && feature.feature() == change.feature()
              && isInOrganization(feature.standing())
              && !feature.after().addonManagement();
      case OrganizationFeature first ->
          first.region().equals(change.region())
              && (first.feature() == change.feature()
                  ? raises && !OrganizationStages.raises(first)
                  : change.reason() == Reason.OTHER_FEATURE_TAKES_OVER);
      case ClusterAgent _, VpcEndpoint _, Change.OfPolicy _ -> false;
    };
  }

  private List<Guard> tagGuards(Ground ground) {
    if (!ground.clustersRead()) {
      return List.of();
    }
    List<Guard> guards = new ArrayList<>();
    var standing = ground.assignment().standing();
    var needs = ground.tagNeeds();
    ground
        .clusters()
        .keySet()
        .forEach(name ->
            needs
                .apply(name)
                .flatMap(need -> need.remedy())
                .ifPresent(value ->
                    guards.add(new Guard.ClusterTagged(ground.place(), standing, name, value))));
    guards.add(
        new Guard.ClustersReady(
            ground.place(), standing, ground.selection(), ground.wanted().addonManagement()));
    if (difference.keepsOutTheUnready()) {
      guards.add(new Guard.AgentsFit(ground.place(), standing, ground.selection()));
    }
    return guards;
  }

  /// ALL reaches whoever has joined by then.
  private Guard membersKnown(OrganizationFeature change) {
    SortedSet<AccountId> known = new TreeSet<>();
    difference.grounds().values().stream()
        .filter(ground -> ground.place().region().equals(change.region()))
        .filter(ground -> ground.assignment().standing() == Standing.MEMBER)
        .forEach(ground -> known.add(ground.place().account()));
    return new Guard.MembersKnown(
        new Place(change.administrator(), change.region()), Standing.ADMINISTRATOR, known);
  }

  private List<Guard> guardsBeforeAll(Ground ground) {
    List<Guard> guards = new ArrayList<>(tagGuards(ground));
    if (!ground.wanted().addonManagement()) {
      guards.add(
          new Guard.FeatureSet(
              ground.place(), ground.assignment().standing(), ground.feature(), ground.wanted()));
    }
    return guards;
  }

  private Step step(Draft draft) {
    return new Step(
        draft.id,
        action(draft.change),
        draft.change,
        draft.dependsOn,
        draft.comesAfter,
        draft.guards,
        positions.of(draft.change.path()));
  }

  private Action action(Change change) {
    return switch (change) {
      case ClusterTag tag -> tag.after().isPresent() ? Action.TAG : Action.UNTAG;
      case ClusterAgent agent -> action(agent);
      case VpcEndpoint endpoint -> endpoint.after().isPresent() ? Action.INSTALL : Action.UNINSTALL;
      case OrganizationFeature _ -> Action.UPDATE;
      case PolicyText _ -> Action.PROTECT;
      case PolicyTarget target -> target.attached() ? Action.PROTECT : Action.DETACH;
      case AccountFeature feature -> {
        if (!ground(feature.place()).wanted().enabled()) {
          yield Action.DISABLE;
        }
        if (isRetirement(feature)) {
          yield Action.UPDATE;
        }
        yield ground(feature.place()).detector().monitors() ? Action.UPDATE : Action.ENABLE;
      }
    };
  }

  /// What a step of an agent does.
  static Action action(ClusterAgent change) {
    if (change.after().isEmpty()) {
      return Action.UNINSTALL;
    }
    return change.before().isEmpty() ? Action.INSTALL : Action.UPDATE;
  }

  private Ground ground(Place place) {
    Ground ground = difference.grounds().get(place);
    if (ground == null) {
      throw new IllegalArgumentException("a change without a ground at " + place);
    }
    return ground;
  }

  /// Whether the step turns off the feature that the file did not choose.
  private boolean isRetirement(AccountFeature change) {
    return change.feature() != ground(change.place()).feature();
  }

  private static boolean isInOrganization(Standing standing) {
    return switch (standing) {
      case MEMBER, ADMINISTRATOR -> true;
      case STANDALONE -> false;
    };
  }
}
