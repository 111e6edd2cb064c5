package io.eksguard.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Positions;
import io.eksguard.diff.Change;
import io.eksguard.diff.Differ;
import io.eksguard.diff.Difference;
import io.eksguard.live.Agent;
import io.eksguard.live.AgentOffer;
import io.eksguard.live.AgentSite;
import io.eksguard.live.AgentStatus;
import io.eksguard.live.Cluster;
import io.eksguard.live.ClusterBuild;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveState;
import io.eksguard.live.Lives;
import io.eksguard.live.Maker;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.model.AgentRule;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.Approach;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.Desired;
import io.eksguard.model.Desireds;
import io.eksguard.model.EndpointCare;
import io.eksguard.model.LeftoverCare;
import io.eksguard.model.Place;
import io.eksguard.model.Setting;
import io.eksguard.plan.Action;
import io.eksguard.plan.Bases;
import io.eksguard.plan.OrderChecker;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Planner;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import io.eksguard.plan.Undo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Endpoints over a whole space: two clusters in one VPC, how their account and tags are set, what
/// agents are on them, whose endpoint is there, and what the file wants. In whatever order the
/// edges allow, an agent is installed only where an endpoint is, and an endpoint goes only when
/// neither an agent nor a cluster that GuardDuty manages is left in its VPC. What GuardDuty does is
/// [AwsModel], which shares no type with the code under test.
class EndpointOrderTest {
  private static final String VPC = "vpc-1";
  private static final Place PLACE = new Place(Desireds.MEMBER, Desireds.REGION);
  private static final List<String> NAMES = List.of("edge", "web");
  private static final AgentSetup SETUP = new AgentSetup("v1.12.1-eksbuild.4", Optional.empty());
  private static final List<Optional<String>> TAGS =
      List.of(Optional.empty(), Optional.of("true"), Optional.of("false"));
  private static final List<Optional<Agent.Owner>> AGENTS =
      List.of(
          Optional.empty(),
          Optional.of(Agent.Owner.EKSGUARD),
          Optional.of(Agent.Owner.GUARDDUTY),
          Optional.of(Agent.Owner.OTHERS));
  private static final List<Optional<Maker>> MAKERS =
      List.of(
          Optional.empty(),
          Optional.of(Maker.EKSGUARD),
          Optional.of(Maker.GUARDDUTY),
          Optional.of(Maker.OTHERS));

  /// @param settings two bits: the chosen feature, its add-on management
  /// @param tag of the second cluster, an index of [#TAGS]
  /// @param edge the agent on the first cluster, whose line the file may have
  /// @param web that on the second, whose line it never has
  /// @param wish 0 = no agents, 1 = an agent on the first cluster
  private record Problem(
      int settings,
      int tag,
      Optional<Agent.Owner> edge,
      Optional<Agent.Owner> web,
      Optional<Maker> endpoint,
      int wish,
      EndpointCare care,
      boolean leftovers) {
    long state() {
      return AwsModel.withTag(AwsModel.state(0, settings), 0, 1, tag);
    }

    Desired desired() {
      List<AgentRule> rules =
          wish == 0
              ? List.of()
              : List.of(
                  new AgentRule(
                      "agents[0]",
                      new ClusterPattern("edge"),
                      Optional.empty(),
                      Optional.of(SETUP.version())));
      Desired desired = Desireds.member(new Approach.Manual(rules, true, Optional.of(care)));
      return new Desired(
          desired.feature(),
          desired.regions(),
          desired.organization(),
          desired.standalone(),
          desired.access(),
          desired.limits(),
          leftovers ? LeftoverCare.REMOVE : LeftoverCare.KEEP);
    }

    LiveState live() {
      LiveState live =
          Lives.of(desired())
              .features(
                  Desireds.MEMBER,
                  new Setting((settings & 1) != 0, (settings & 2) != 0),
                  Setting.OFF)
              .cluster(PLACE, "edge", Optional.empty())
              .cluster(PLACE, "web", TAGS.get(tag))
              .build();
      SortedMap<Place, LivePlace> places = new TreeMap<>();
      live.places()
          .forEach((place, found) ->
              places.put(
                  place,
                  new LivePlace(
                      found.assignment(),
                      found.detector(),
                      found.clusters().map(this::with),
                      found.throughAdministrator(),
                      new Reading.Present<>(vpcs()))));
      return new LiveState(
          live.regions(), places, live.units(), live.unmanaged(), live.undecided());
    }

    private SortedMap<ClusterName, Cluster> with(SortedMap<ClusterName, Cluster> clusters) {
      SortedMap<ClusterName, Cluster> visited = new TreeMap<>();
      clusters.forEach((name, cluster) ->
          visited.put(
              name,
              cluster
                  .with(
                      new ClusterBuild(
                          Optional.of("ACTIVE"),
                          Optional.of("1.33"),
                          Optional.of(VPC),
                          new TreeSet<>(),
                          new TreeSet<>(List.of("subnet-a"))))
                  .with(site(name.value().equals("edge") ? edge : web))));
      return visited;
    }

    private static AgentSite site(Optional<Agent.Owner> owner) {
      var offer =
          new AgentOffer(
              "1.33", List.of(SETUP.version()), Optional.of(SETUP.version()), new TreeMap<>());
      return new AgentSite(
          owner
              .<Reading<Agent>>map(one ->
                  new Reading.Present<>(new Agent(SETUP, AgentStatus.ACTIVE, one, List.of())))
              .orElseGet(Reading.Absent::new),
          new Reading.Present<>(offer));
    }

    private SortedMap<String, Vpc> vpcs() {
      SortedMap<String, Vpc.Endpoint> endpoints = new TreeMap<>();
      SortedMap<String, Vpc.Group> groups = new TreeMap<>();
      endpoint.ifPresent(maker -> {
        endpoints.put(
            "vpce-1",
            new Vpc.Endpoint(
                "available",
                true,
                new TreeSet<>(List.of("subnet-a")),
                new TreeSet<>(List.of("sg-1")),
                Optional.empty(),
                maker));
        groups.put("sg-1", new Vpc.Group(new TreeSet<>(List.of("10.0.0.0/16")), false, maker));
      });
      SortedMap<String, Vpc.Subnet> subnets = new TreeMap<>();
      subnets.put("subnet-a", new Vpc.Subnet("us-east-1a", 9));
      SortedMap<String, Vpc> vpcs = new TreeMap<>();
      vpcs.put(
          VPC,
          new Vpc(
              VPC,
              Desireds.MEMBER,
              new TreeSet<>(List.of("10.0.0.0/16")),
              true,
              true,
              subnets,
              endpoints,
              groups));
      return vpcs;
    }
  }

  private static List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (int settings = 0; settings < 4; settings++) {
      for (int tag = 0; tag < TAGS.size(); tag++) {
        for (Optional<Agent.Owner> edge : AGENTS) {
          for (Optional<Agent.Owner> web : AGENTS) {
            for (Optional<Maker> endpoint : MAKERS) {
              for (int wish = 0; wish < 2; wish++) {
                for (EndpointCare care : List.of(EndpointCare.MANAGED, EndpointCare.CHECKED)) {
                  problems.add(new Problem(settings, tag, edge, web, endpoint, wish, care, false));
                  problems.add(new Problem(settings, tag, edge, web, endpoint, wish, care, true));
                }
              }
            }
          }
        }
      }
    }
    return problems;
  }

  private record Planned(Plan plan, Bases bases) {
    static Planned of(Problem problem) {
      LiveState live = problem.live();
      Difference difference = Differ.diff(problem.desired(), live);
      return new Planned(
          Planner.plan(difference, new Positions(Map.of())), Bases.of(difference, live));
    }

    Plan changed(UnaryOperator<Step> change) {
      return Plan.of(plan.steps().stream().map(change).toList());
    }
  }

  /// How things are somewhere on the way.
  private record Way(long state, SortedSet<String> agents, SortedSet<Maker> endpoints) {
    static Way start(Problem problem) {
      SortedSet<String> agents = new TreeSet<>();
      problem.edge().ifPresent(_ -> agents.add("edge"));
      problem.web().ifPresent(_ -> agents.add("web"));
      SortedSet<Maker> endpoints = new TreeSet<>();
      problem.endpoint().ifPresent(maker -> endpoints.add(maker));
      return new Way(problem.state(), agents, endpoints);
    }

    Way after(Change change) {
      SortedSet<String> nowAgents = new TreeSet<>(agents);
      SortedSet<Maker> nowEndpoints = new TreeSet<>(endpoints);
      long now = state;
      switch (change) {
        case Change.ClusterTag tag ->
            now =
                AwsModel.withTag(
                    state, 0, NAMES.indexOf(tag.cluster().value()), TAGS.indexOf(tag.after()));
        case Change.AccountFeature feature ->
            now =
                AwsModel.withFeature(
                    state, 0, false, feature.after().enabled(), feature.after().addonManagement());
        case Change.ClusterAgent agent when agent.after().isPresent() ->
            nowAgents.add(agent.cluster().value());
        case Change.ClusterAgent agent -> nowAgents.remove(agent.cluster().value());
        case Change.VpcEndpoint endpoint when endpoint.after().isPresent() ->
            nowEndpoints.add(endpoint.maker());
        case Change.VpcEndpoint endpoint -> nowEndpoints.remove(endpoint.maker());
        case Change.OrganizationFeature _, Change.OfPolicy _ ->
            throw new IllegalArgumentException("no such change here: " + change);
      }
      return new Way(now, nowAgents, nowEndpoints);
    }

    /// What is wrong with making the change now.
    Optional<String> fault(Change change) {
      if (change instanceof Change.ClusterAgent agent
          && agent.before().isEmpty()
          && endpoints.isEmpty()) {
        return Optional.of("installed without an endpoint");
      }
      if (change instanceof Change.VpcEndpoint endpoint && endpoint.after().isEmpty()) {
        if (!agents.isEmpty()) {
          return Optional.of("removed below " + agents);
        }
        if (AwsModel.managed(state, 0, 0) || AwsModel.managed(state, 0, 1)) {
          return Optional.of("removed while GuardDuty uses it");
        }
      }
      return Optional.empty();
    }
  }

  private static Optional<String> fault(Problem problem, Plan plan) {
    List<Step> steps = plan.steps();
    Map<StepId, Integer> index = new TreeMap<>();
    steps.forEach(step -> index.put(step.id(), index.size()));
    for (int done = 0; done < 1 << steps.size(); done++) {
      Way way = Way.start(problem);
      boolean possible = true;
      for (int i = 0; i < steps.size(); i++) {
        if (((done >> i) & 1) != 0) {
          way = way.after(steps.get(i).change());
          possible &= mayRun(steps.get(i), done, index);
        }
      }
      for (int i = 0; possible && i < steps.size(); i++) {
        if (((done >> i) & 1) == 0 && mayRun(steps.get(i), done, index)) {
          Optional<String> fault = way.fault(steps.get(i).change());
          if (fault.isPresent()) {
            return Optional.of("%s: %s".formatted(problem, fault.get()));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean mayRun(Step step, int done, Map<StepId, Integer> index) {
    return step.dependsOn().stream()
        .allMatch(id -> ((done >> index.getOrDefault(id, 31)) & 1) != 0);
  }

  @Test
  void noAgentComesBeforeItsEndpointAndNoEndpointGoesBeforeItsAgents() {
    List<Problem> problems = problems();
    List<String> faults =
        problems.stream()
            .flatMap(problem -> fault(problem, Planned.of(problem).plan()).stream())
            .toList();

    assertThat(problems).hasSize(4 * 3 * 4 * 4 * 4 * 2 * 2 * 2);
    assertThat(faults).isEmpty();
  }

  @Test
  void onlyOursAndWhatGuardDutyLeftGoes() {
    Set<Maker> removed = new HashSet<>();
    int made = 0;
    for (Problem problem : problems()) {
      for (Step step : Planned.of(problem).plan().steps()) {
        if (step.change() instanceof Change.VpcEndpoint endpoint) {
          if (step.action() == Action.INSTALL) {
            made++;
            assertThat(problem.endpoint()).as("%s", problem).isEmpty();
            assertThat(problem.care()).as("%s", problem).isEqualTo(EndpointCare.MANAGED);
          } else {
            removed.add(endpoint.maker());
            assertThat(problem.endpoint()).as("%s", problem).contains(endpoint.maker());
            assertThat(
                    endpoint.maker() == Maker.EKSGUARD
                        ? problem.care() == EndpointCare.MANAGED
                        : problem.leftovers())
                .as("%s", problem)
                .isTrue();
          }
        }
      }
    }
    assertThat(made).isPositive();
    assertThat(removed).containsExactlyInAnyOrder(Maker.EKSGUARD, Maker.GUARDDUTY);
  }

  @Test
  void whereItIsOnlyCheckedNoAgentIsInstalledWithoutOne() {
    for (Problem problem : problems()) {
      if (problem.care() == EndpointCare.CHECKED && problem.endpoint().isEmpty()) {
        assertThat(Planned.of(problem).plan().steps())
            .as("%s", problem)
            .noneMatch(step ->
                step.change() instanceof Change.ClusterAgent agent && agent.before().isEmpty());
      }
    }
  }

  @Test
  void theCheckerTakesEveryPlanAndEveryWayBack() {
    for (Problem problem : problems()) {
      Planned planned = Planned.of(problem);
      Set<StepId> back = new HashSet<>();
      planned.plan().steps().stream()
          .filter(step -> !Undo.stays(step.change(), Optional.empty()))
          .forEach(step -> back.add(step.id()));
      Bases then =
          planned.bases().after(planned.plan().steps().stream().map(Step::change).toList());

      assertThat(OrderChecker.check(planned.plan(), planned.bases()))
          .as("%s", problem)
          .isInstanceOf(OrderChecker.Verdict.Holds.class);
      assertThat(
              OrderChecker.check(
                  Undo.plan(planned.plan(), planned.bases(), then, back),
                  Undo.bases(planned.bases(), then)))
          .as("back from %s", problem)
          .isInstanceOf(OrderChecker.Verdict.Holds.class);
    }
  }

  @Test
  void withoutTheEdgesTheSearchFindsFaultsAndTheCheckerRefusesThePlan() {
    int found = 0;
    for (Problem problem : problems()) {
      Planned planned = Planned.of(problem);
      for (boolean agents : List.of(true, false)) {
        Plan loose =
            planned.changed(step ->
                (agents
                        ? step.change() instanceof Change.ClusterAgent
                        : step.change() instanceof Change.VpcEndpoint)
                    ? with(step, new TreeSet<>(), true)
                    : step);
        if (fault(problem, loose).isPresent()) {
          found++;
          assertThat(OrderChecker.check(loose, planned.bases()))
              .as("%s", problem)
              .isInstanceOf(OrderChecker.Verdict.Broken.class);
        }
      }
    }
    assertThat(found).isPositive();
  }

  @Test
  void withoutTheirGuardsNeitherIsTaken() {
    int bared = 0;
    for (Problem problem : problems()) {
      Planned planned = Planned.of(problem);
      Plan bare =
          planned.changed(step ->
              (step.change() instanceof Change.ClusterAgent agent && agent.before().isEmpty())
                      || step.change() instanceof Change.VpcEndpoint
                  ? with(step, step.dependsOn(), false)
                  : step);
      if (!bare.equals(planned.plan())) {
        bared++;
        assertThat(OrderChecker.check(bare, planned.bases()))
            .as("%s", problem)
            .isInstanceOf(OrderChecker.Verdict.Broken.class);
      }
    }
    assertThat(bared).isPositive();
  }

  private static Step with(Step step, Set<StepId> dependsOn, boolean guarded) {
    return new Step(
        step.id(),
        step.action(),
        step.change(),
        new TreeSet<>(dependsOn),
        guarded ? step.guards() : List.of(),
        step.source());
  }
}
