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
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveState;
import io.eksguard.live.Lives;
import io.eksguard.live.Reading;
import io.eksguard.model.AgentRule;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.Approach;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.Conflicts;
import io.eksguard.model.Desired;
import io.eksguard.model.Desireds;
import io.eksguard.model.Place;
import io.eksguard.model.Setting;
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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Agents by hand over a whole space: how the account and the tag are set, what agent is there, and
/// what the file wants of it. In whatever order the edges allow, an agent is written only while
/// GuardDuty does not manage its cluster, and one is installed only while monitoring is on. What
/// GuardDuty does is [AwsModel], which shares no type with the code under test.
class AgentOrderTest {
  private static final AgentSetup OLD = new AgentSetup("v1.11.0-eksbuild.4", Optional.empty());
  private static final AgentSetup NEW = new AgentSetup("v1.12.1-eksbuild.4", Optional.empty());
  private static final AgentSetup TAGGED =
      NEW.tagged(new TreeMap<>(Map.of("team", "platform", "of", "others")));
  private static final SortedMap<String, String> TEAM = new TreeMap<>(Map.of("team", "security"));
  private static final List<Optional<String>> TAGS =
      List.of(Optional.empty(), Optional.of("true"), Optional.of("false"), Optional.of("True"));
  private static final List<Optional<Agent>> AGENTS = agents();

  private static List<Optional<Agent>> agents() {
    List<Optional<Agent>> agents = new ArrayList<>(List.of(Optional.empty()));
    for (Agent.Owner owner : Agent.Owner.values()) {
      for (AgentSetup setup : List.of(OLD, NEW, TAGGED)) {
        agents.add(Optional.of(new Agent(setup, AgentStatus.ACTIVE, owner, List.of())));
      }
    }
    return agents;
  }

  /// @param settings four bits: chosen feature, its add-on management, the same of the other
  /// @param tag an index of [#TAGS]
  /// @param line what the file says of the cluster
  private record Problem(int settings, int tag, Optional<Agent> agent, Line line) {
    boolean listed() {
      return line != Line.NONE;
    }

    long state() {
      return AwsModel.withTag(AwsModel.state(0, settings), 0, 0, tag);
    }

    Desired desired() {
      List<AgentRule> rules =
          listed()
              ? List.of(
                  new AgentRule(
                      "agents[0]",
                      new ClusterPattern("edge"),
                      Optional.empty(),
                      Optional.of(NEW.version()),
                      Optional.empty(),
                      Conflicts.NONE,
                      line == Line.WITH_TAGS ? TEAM : new TreeMap<>()))
              : List.of();
      return Desireds.member(new Approach.Manual(rules, true));
    }

    LiveState live() {
      LiveState live =
          Lives.of(desired())
              .features(Desireds.MEMBER, setting(settings), setting(settings >> 2))
              .cluster(new Place(Desireds.MEMBER, Desireds.REGION), "edge", TAGS.get(tag))
              .build();
      var offer =
          new AgentOffer(
              "1.33",
              List.of(NEW.version(), OLD.version()),
              Optional.of(NEW.version()),
              new TreeMap<>());
      var site =
          new AgentSite(
              agent.<Reading<Agent>>map(Reading.Present::new).orElseGet(Reading.Absent::new),
              listed() ? new Reading.Present<>(offer) : new Reading.NotRead<>());
      SortedMap<Place, LivePlace> places = new TreeMap<>();
      live.places()
          .forEach((place, found) ->
              places.put(
                  place,
                  new LivePlace(
                      found.assignment(),
                      found.detector(),
                      found.clusters().map(all -> with(all, site)))));
      return new LiveState(
          live.regions(), places, live.units(), live.unmanaged(), live.undecided());
    }

    private static SortedMap<ClusterName, Cluster> with(
        SortedMap<ClusterName, Cluster> clusters, AgentSite site) {
      SortedMap<ClusterName, Cluster> visited = new TreeMap<>();
      clusters.forEach((name, cluster) -> visited.put(name, cluster.with(site)));
      return visited;
    }

    private static Setting setting(int bits) {
      return new Setting((bits & 1) != 0, (bits & 2) != 0);
    }

    /// What shall be there in the end.
    Optional<AgentSetup> wanted() {
      Optional<AgentSetup> found = agent.map(Agent::setup);
      if (!listed()) {
        return found.filter(_ -> !agent.orElseThrow().isOurs());
      }
      return agent.filter(a -> a.owner() == Agent.Owner.GUARDDUTY).isPresent()
          ? found
          : Optional.of(NEW.tagged(tags(found)));
    }

    /// Those of others stay.
    private SortedMap<String, String> tags(Optional<AgentSetup> found) {
      SortedMap<String, String> tags = new TreeMap<>();
      found.ifPresent(setup -> tags.putAll(setup.tags()));
      if (line == Line.WITH_TAGS) {
        tags.putAll(TEAM);
      }
      return tags;
    }
  }

  /// Whether a line of the file names the cluster.
  private enum Line {
    NONE,
    PLAIN,
    WITH_TAGS
  }

  private static List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (int settings = 0; settings < 16; settings++) {
      for (int tag = 0; tag < TAGS.size(); tag++) {
        for (Optional<Agent> agent : AGENTS) {
          for (Line line : Line.values()) {
            problems.add(new Problem(settings, tag, agent, line));
          }
        }
      }
    }
    return problems;
  }

  private record Planned(Plan plan, Bases bases, Difference difference) {
    static Planned of(Problem problem) {
      LiveState live = problem.live();
      Difference difference = Differ.diff(problem.desired(), live);
      return new Planned(
          Planner.plan(difference, new Positions(Map.of())),
          Bases.of(difference, live),
          difference);
    }

    Plan changed(UnaryOperator<Step> change) {
      return Plan.of(plan.steps().stream().map(change).toList());
    }
  }

  private static long after(long state, Change change) {
    return switch (change) {
      case Change.ClusterTag tag -> AwsModel.withTag(state, 0, 0, TAGS.indexOf(tag.after()));
      case Change.AccountFeature feature ->
          AwsModel.withFeature(
              state,
              0,
              feature.feature() != Desireds.member(Desireds.all()).feature(),
              feature.after().enabled(),
              feature.after().addonManagement());
      case Change.ClusterAgent _, Change.VpcEndpoint _ -> state;
      case Change.OrganizationFeature _, Change.OfPolicy _ ->
          throw new IllegalArgumentException("no such change here: " + change);
    };
  }

  /// What is wrong somewhere on the way.
  private static Optional<String> fault(Problem problem, Plan plan) {
    List<Step> steps = plan.steps();
    Map<StepId, Integer> index = new TreeMap<>();
    steps.forEach(step -> index.put(step.id(), index.size()));
    for (int done = 0; done < 1 << steps.size(); done++) {
      long state = problem.state();
      boolean possible = true;
      for (int i = 0; i < steps.size(); i++) {
        if (((done >> i) & 1) != 0) {
          state = after(state, steps.get(i).change());
          possible &= mayRun(steps.get(i), done, index);
        }
      }
      for (int i = 0; possible && i < steps.size(); i++) {
        if (((done >> i) & 1) == 0
            && mayRun(steps.get(i), done, index)
            && steps.get(i).change() instanceof Change.ClusterAgent agent) {
          boolean monitors =
              AwsModel.on(state, 0, false, false) || AwsModel.on(state, 0, true, false);
          if (AwsModel.managed(state, 0, 0) || (agent.after().isPresent() && !monitors)) {
            return Optional.of(
                "%s: %s in %s".formatted(problem, agent, Long.toBinaryString(state)));
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
  void anAgentIsWrittenOnlyWhileGuardDutyDoesNotManageItsCluster() {
    List<String> faults =
        problems().stream()
            .flatMap(problem -> fault(problem, Planned.of(problem).plan()).stream())
            .toList();

    assertThat(problems()).hasSize(16 * 4 * 10 * 3);
    assertThat(faults).isEmpty();
  }

  @Test
  void inTheEndTheAgentIsAsTheFileSaysAndOthersAreLeftAlone() {
    for (Problem problem : problems()) {
      Optional<AgentSetup> end = problem.agent().map(Agent::setup);
      for (Step step : Planned.of(problem).plan().steps()) {
        if (step.change() instanceof Change.ClusterAgent agent) {
          assertThat(agent.before())
              .as("%s", problem)
              .isEqualTo(agent.updates() ? end.map(one -> one.only(agent.tagKeys())) : end);
          end = written(end, agent);
        }
      }
      assertThat(end).as("%s", problem).isEqualTo(problem.wanted());
    }
  }

  /// What is there after a write; an update leaves alone the tags that it does not name.
  private static Optional<AgentSetup> written(
      Optional<AgentSetup> there, Change.ClusterAgent change) {
    if (!change.updates()) {
      return change.after();
    }
    SortedMap<String, String> tags = new TreeMap<>(there.orElseThrow().tags());
    tags.keySet().removeAll(change.tagKeys());
    tags.putAll(change.after().orElseThrow().tags());
    return change.after().map(setup -> setup.tagged(tags));
  }

  @Test
  void theWayBackBringsBackTheAgentWithTheTagsThatItHad() {
    for (Problem problem : problems()) {
      Planned planned = Planned.of(problem);
      Set<StepId> all = new HashSet<>();
      planned.plan().steps().forEach(step -> all.add(step.id()));
      Bases then =
          planned.bases().after(planned.plan().steps().stream().map(Step::change).toList());
      Optional<AgentSetup> end = problem.wanted();

      for (Step step : Undo.plan(planned.plan(), planned.bases(), then, all).steps()) {
        if (step.change() instanceof Change.ClusterAgent agent) {
          end = written(end, agent);
        }
      }

      assertThat(end).as("%s", problem).isEqualTo(problem.agent().map(Agent::setup));
    }
  }

  @Test
  void theCheckerTakesEveryPlanAndEveryWayBack() {
    for (Problem problem : problems()) {
      Planned planned = Planned.of(problem);
      Set<StepId> all = new HashSet<>();
      planned.plan().steps().forEach(step -> all.add(step.id()));
      Bases then =
          planned.bases().after(planned.plan().steps().stream().map(Step::change).toList());

      assertThat(OrderChecker.check(planned.plan(), planned.bases()))
          .as("%s", problem)
          .isInstanceOf(OrderChecker.Verdict.Holds.class);
      assertThat(
              OrderChecker.check(
                  Undo.plan(planned.plan(), planned.bases(), then, all),
                  Undo.bases(planned.bases(), then)))
          .as("back from %s", problem)
          .isInstanceOf(OrderChecker.Verdict.Holds.class);
    }
  }

  @Test
  void withoutTheEdgesOfAnAgentTheSearchFindsAFaultAndTheCheckerRefusesThePlan() {
    int found = 0;
    for (Problem problem : problems()) {
      Planned planned = Planned.of(problem);
      Plan loose =
          planned.changed(step ->
              step.change() instanceof Change.ClusterAgent
                  ? with(step, new TreeSet<>(), true)
                  : step);
      if (fault(problem, loose).isPresent()) {
        found++;
        assertThat(OrderChecker.check(loose, planned.bases()))
            .as("%s", problem)
            .isInstanceOf(OrderChecker.Verdict.Broken.class);
      }
    }
    assertThat(found).isPositive();
  }

  @Test
  void withoutItsGuardNoAgentIsTaken() {
    for (Problem problem : problems()) {
      Planned planned = Planned.of(problem);
      Plan bare =
          planned.changed(step ->
              step.change() instanceof Change.ClusterAgent
                  ? with(step, step.dependsOn(), false)
                  : step);
      if (!bare.equals(planned.plan())) {
        assertThat(OrderChecker.check(bare, planned.bases()))
            .as("%s", problem)
            .isInstanceOf(OrderChecker.Verdict.Broken.class);
      }
    }
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
