package io.eksguard.order;

import io.eksguard.diff.Change;
import io.eksguard.diff.Reason;
import io.eksguard.plan.OrderChecker;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// Plans cases with the real planner and walks what the plans can leave behind.
final class Search {
  private final Cases cases;
  private final Dropped dropped;
  private final Set<EdgeKind> kinds = ConcurrentHashMap.newKeySet();
  private final LongAdder plans = new LongAdder();
  private final LongAdder states = new LongAdder();

  Search(Cases cases) {
    this(cases, (_, _, _) -> false);
  }

  /// @param dropped which edges to leave out: the step that waits, and the step it waits for
  Search(Cases cases, Dropped dropped) {
    this.cases = cases;
    this.dropped = dropped;
  }

  /// A plan that breaks a law.
  record Fault(Case problem, Plan plan, Walk.Violation violation) {
    @Override
    public String toString() {
      return "%s: live %s, wanted %s and %s for new accounts, state %s after %s of %s"
          .formatted(
              violation.law(),
              Long.toBinaryString(problem.live()),
              problem.wishes(),
              problem.newAccounts(),
              Long.toBinaryString(violation.state()),
              Integer.toBinaryString(violation.done()),
              plan.steps().stream().map(step -> step.id() + "<-" + step.dependsOn()).toList());
    }
  }

  /// The first fault found, if there is one.
  Optional<Fault> first(Stream<Case> problems) {
    return problems.parallel().map(this::fault).flatMap(Optional::stream).findAny();
  }

  Optional<Fault> fault(Case problem) {
    var planned = cases.plan(problem);
    Plan plan = planned.plan();
    plans.increment();
    for (int i = 0; i < problem.accounts(); i++) {
      boolean blocked = planned.difference().blocked().contains(cases.placeOf(i));
      if (blocked != problem.isInConflict(i)) {
        var wrong = new Walk.Violation("blocked where in conflict", problem.live(), 0);
        return Optional.of(new Fault(problem, plan, wrong));
      }
    }
    List<Step> steps = plan.steps();
    Map<StepId, Integer> index = new HashMap<>();
    Move[] moves = new Move[steps.size()];
    int[] dependsOn = new int[steps.size()];
    int[] comesAfter = new int[steps.size()];
    for (int i = 0; i < steps.size(); i++) {
      index.put(steps.get(i).id(), i);
      moves[i] = cases.move(steps.get(i).change());
    }
    for (int i = 0; i < steps.size(); i++) {
      for (StepId id : steps.get(i).dependsOn()) {
        int on = index.getOrDefault(id, -1);
        kinds.add(EdgeKind.of(steps.get(i), steps.get(on)));
        if (!dropped.isDropped(steps.get(i), steps.get(on), false)) {
          dependsOn[i] |= (1 << on);
        }
      }
      for (StepId id : steps.get(i).comesAfter()) {
        int on = index.getOrDefault(id, -1);
        kinds.add(EdgeKind.soft(steps.get(i), steps.get(on)));
        if (!dropped.isDropped(steps.get(i), steps.get(on), true)) {
          comesAfter[i] |= (1 << on);
        }
      }
    }
    Optional<String> odd = steps.stream().flatMap(step -> oddEdge(step, plan).stream()).findFirst();
    if (odd.isPresent()) {
      return Optional.of(
          new Fault(problem, plan, new Walk.Violation(odd.get(), problem.live(), 0)));
    }
    var walk = new Walk(problem, moves, dependsOn, comesAfter);
    var violation = walk.run();
    states.add(walk.states());
    return violation.map(v -> new Fault(problem, plan, v));
  }

  /// What the small checker says of the plan, with the edges left out that are to be left out.
  OrderChecker.Verdict checkedOrder(Case problem) {
    var planned = cases.plan(problem);
    Map<StepId, Step> byId = new HashMap<>();
    planned.plan().steps().forEach(step -> byId.put(step.id(), step));
    List<Step> steps =
        planned.plan().steps().stream()
            .map(step -> {
              var dependsOn = new TreeSet<>(step.dependsOn());
              dependsOn.removeIf(id -> dropped.isDropped(step, byId.getOrDefault(id, step), false));
              var comesAfter = new TreeSet<>(step.comesAfter());
              comesAfter.removeIf(id -> dropped.isDropped(step, byId.getOrDefault(id, step), true));
              return new Step(
                  step.id(),
                  step.action(),
                  step.change(),
                  dependsOn,
                  comesAfter,
                  step.guards(),
                  step.source());
            })
            .toList();
    return OrderChecker.check(Plan.of(steps), planned.bases());
  }

  /// What lets cases with few clusters and accounts speak for more: a tag waits for nothing, and
  /// the steps of one account never wait for those of another.
  private static Optional<String> oddEdge(Step step, Plan plan) {
    return switch (step.change()) {
      case Change.ClusterTag _ ->
          step.comesAfter().isEmpty()
                  && plan.steps().stream()
                      .filter(other -> step.dependsOn().contains(other.id()))
                      .allMatch(other -> other.change() instanceof Change.PolicyText)
              ? Optional.empty()
              : Optional.of("a tag waits for nothing but the policy's text");
      case Change.ClusterAgent _, Change.VpcEndpoint _ -> Optional.of("no case has agents by hand");
      case Change.OrganizationFeature _, Change.OfPolicy _ -> Optional.empty();
      case Change.AccountFeature feature ->
          plan.steps().stream()
                  .filter(other -> step.dependsOn().contains(other.id()))
                  .allMatch(other -> isNear(other.change(), feature))
              ? Optional.empty()
              : Optional.of("no account waits for another");
    };
  }

  private static boolean isNear(Change other, Change.AccountFeature feature) {
    return switch (other) {
      case Change.ClusterTag tag -> tag.place().equals(feature.place());
      case Change.AccountFeature first -> first.place().equals(feature.place());
      case Change.ClusterAgent _, Change.VpcEndpoint _ -> false;
      case Change.OrganizationFeature _, Change.OfPolicy _ -> true;
    };
  }

  /// What a step is, as far as the order goes.
  enum Kind {
    TAG("tag"),
    FEATURE("feature"),
    OTHER_FEATURE("other feature"),
    ORGANIZATION("organization"),
    ORGANIZATION_TO_ALL("organization to ALL"),
    ORGANIZATION_OTHER("organization, other feature"),
    POLICY_TEXT("policy's text"),
    POLICY_ATTACHED("policy attached"),
    POLICY_DETACHED("policy detached");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    static Kind of(Step step) {
      return switch (step.change()) {
        case Change.ClusterTag _ -> TAG;
        case Change.ClusterAgent _, Change.VpcEndpoint _ ->
            throw new IllegalArgumentException("no case has agents by hand");
        case Change.AccountFeature _ ->
            step.id().value().endsWith("/other-feature") ? OTHER_FEATURE : FEATURE;
        case Change.OrganizationFeature organization -> {
          if (organization.reason() == Reason.OTHER_FEATURE_TAKES_OVER) {
            yield ORGANIZATION_OTHER;
          }
          yield step.id().value().endsWith("/all") ? ORGANIZATION_TO_ALL : ORGANIZATION;
        }
        case Change.PolicyText _ -> POLICY_TEXT;
        case Change.PolicyTarget target -> target.attached() ? POLICY_ATTACHED : POLICY_DETACHED;
      };
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /// A kind of edge: `feature <- tag` is a feature step that waits for a tag step.
  ///
  /// @param soft whether it waits for the end of the other only, however that ends
  record EdgeKind(Kind waits, Kind first, boolean soft) {
    static EdgeKind of(Step waits, Step first) {
      return new EdgeKind(Kind.of(waits), Kind.of(first), false);
    }

    static EdgeKind soft(Step waits, Step first) {
      return new EdgeKind(Kind.of(waits), Kind.of(first), true);
    }

    @Override
    public String toString() {
      return waits + (soft ? " <~ " : " <- ") + first;
    }
  }

  /// Which edges to leave out.
  interface Dropped {
    /// @param soft whether the step waits for the end of the other only
    boolean isDropped(Step waits, Step first, boolean soft);
  }

  /// The kinds of edges that occurred in the cases searched so far.
  List<EdgeKind> kindsOfEdges() {
    return kinds.stream().sorted(Comparator.comparing(EdgeKind::toString)).toList();
  }

  long plans() {
    return plans.sum();
  }

  long states() {
    return states.sum();
  }
}
