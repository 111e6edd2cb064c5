package io.eksguard.cli;

import io.eksguard.config.Loaded;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.SourcePos;
import io.eksguard.diff.AgentFinding;
import io.eksguard.diff.Cause;
import io.eksguard.diff.CauseFinder;
import io.eksguard.diff.Differ;
import io.eksguard.diff.Difference;
import io.eksguard.diff.EndpointFinding;
import io.eksguard.diff.Ground;
import io.eksguard.diff.IfUnready;
import io.eksguard.diff.InactiveMember;
import io.eksguard.diff.LeftoverSurvey;
import io.eksguard.diff.Outlook;
import io.eksguard.live.Depth;
import io.eksguard.live.LiveCoverage;
import io.eksguard.live.LiveReader;
import io.eksguard.live.LiveState;
import io.eksguard.model.AccountId;
import io.eksguard.model.Desired;
import io.eksguard.model.Place;
import io.eksguard.model.Reach;
import io.eksguard.model.Units;
import io.eksguard.plan.Bases;
import io.eksguard.plan.Causes;
import io.eksguard.plan.Certificate;
import io.eksguard.plan.OrderChecker;
import io.eksguard.plan.Part;
import io.eksguard.plan.Plan;
import io.eksguard.plan.PlanDocument;
import io.eksguard.plan.Planner;
import io.eksguard.plan.Rings;
import io.eksguard.plan.StepSelector;
import io.eksguard.plan.Summaries;
import io.eksguard.plan.Summary;
import io.eksguard.render.AgentFindingText;
import io.eksguard.render.EndpointFindingText;
import io.eksguard.render.FindingText;
import io.eksguard.render.PolicyFindingText;
import io.eksguard.render.SeenText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the file, AWS and the planner say together.
///
/// @param live what was read
/// @param difference how it differs from the file
/// @param plan what to do about it
/// @param bases what the plan stands on
/// @param order whether its order holds
/// @param summary the counts
/// @param inactive the members that are not active
/// @param causes what made each step necessary, if that was asked for
/// @param nodes the nodes that were counted to know whether clusters are ready
/// @param diagnostics what to tell the user: of the file, of reading, of comparing
record Assessment(
    LiveState live,
    Difference difference,
    Plan plan,
    Bases bases,
    OrderChecker.Verdict order,
    Summary summary,
    List<InactiveMember> inactive,
    Optional<Causes> causes,
    NodeCounts nodes,
    List<Diagnostic> diagnostics) {
  private static final Set<Code> NO_ACCESS =
      EnumSet.of(Code.ACCESS_DENIED, Code.NO_CREDENTIALS, Code.WRONG_CALLER);

  /// Reads AWS, compares and plans.
  static Assessment make(Loaded loaded, LiveReader reader) {
    return make(loaded, reader, Depth.CLUSTERS);
  }

  /// The same, going so far into member accounts.
  static Assessment make(Loaded loaded, LiveReader reader, Depth depth) {
    return of(loaded, reader.read(loaded.desired(), depth), IfUnready.WARN);
  }

  /// The same, and what to do about clusters that are not ready.
  static Assessment make(Loaded loaded, LiveReader reader, IfUnready ifUnready) {
    LiveState live = reader.read(loaded.desired(), Depth.CLUSTERS);
    return of(
        loaded,
        ifUnready == IfUnready.WARN
            ? NodeReading.none(live)
            : NodeReading.withoutFargate(loaded, EndpointLook.add(live, reader), reader),
        ifUnready,
        LiveCoverage.NOT_READ);
  }

  /// The same after a look at nodes and VPCs, where readiness was asked about.
  static Assessment make(Loaded loaded, LiveReader reader, UnreadyOption unready) {
    return make(loaded, reader, Depth.CLUSTERS, LiveCoverage.NOT_READ, unready);
  }

  /// The same after GuardDuty's coverage was read, which is then not read again.
  static Assessment make(Loaded loaded, LiveReader reader, Depth depth, LiveCoverage coverage) {
    return of(loaded, reader.read(loaded.desired(), depth, coverage), IfUnready.WARN);
  }

  /// The same after a look at nodes and VPCs, where readiness was asked about.
  static Assessment make(
      Loaded loaded, LiveReader reader, Depth depth, LiveCoverage coverage, UnreadyOption unready) {
    LiveState live = reader.read(loaded.desired(), depth, coverage);
    return of(
        loaded,
        unready.isSaid()
            ? NodeReading.of(loaded, EndpointLook.add(live, reader), reader)
            : NodeReading.none(live),
        unready.ifUnready(),
        coverage);
  }

  private static Assessment of(Loaded loaded, LiveState live, IfUnready ifUnready) {
    return of(loaded, NodeReading.none(live), ifUnready, LiveCoverage.NOT_READ);
  }

  /// @param coverage where leftovers are looked for; they are told and nothing else
  private static Assessment of(
      Loaded loaded, NodeReading read, IfUnready ifUnready, LiveCoverage coverage) {
    LiveState live = read.live();
    // as a warning it is told of the whole account, not of each of its clusters
    Outlook outlook =
        ifUnready == IfUnready.WARN ? read.outlook().withoutPolicies() : read.outlook();
    Difference difference = Differ.diff(loaded.desired(), live, ifUnready, outlook);
    Plan plan = Planner.plan(difference, loaded.positions());
    Set<Diagnostic> diagnostics = new LinkedHashSet<>(loaded.warnings());
    diagnostics.addAll(live.problems());
    diagnostics.addAll(read.problems());
    SeenText.note(live).ifPresent(diagnostics::add);
    difference.findings().stream()
        .map(finding -> FindingText.diagnostic(finding, loaded.positions()))
        .sorted(Comparator.comparing(Assessment::position))
        .forEach(diagnostics::add);
    difference
        .policyFindings()
        .forEach(
            finding -> diagnostics.add(PolicyFindingText.diagnostic(finding, loaded.positions())));
    LeftoverSurvey.counted(difference.agentFindings(), coverage)
        .forEach(
            finding -> diagnostics.add(AgentFindingText.diagnostic(finding, loaded.positions())));
    LeftoverSurvey.seen(difference, coverage)
        .forEach(
            finding -> diagnostics.add(AgentFindingText.diagnostic(finding, loaded.positions())));
    if (ringsAreUnknown(loaded.desired(), live)) {
      diagnostics.add(
          Diagnostic.error(
                  Code.RINGS_UNKNOWN,
                  "A ring of `rollout` is a unit, and which accounts lie below it could not be read,"
                      + " so nothing is planned to be applied.")
              .hint("Let the management role read AWS Organizations, or list the accounts."));
    }
    difference
        .endpointFindings()
        .forEach(finding ->
            diagnostics.add(EndpointFindingText.diagnostic(finding, loaded.positions())));
    Bases bases = Bases.of(difference, live);
    var order = OrderChecker.check(plan, bases);
    Orders.problem(order).ifPresent(diagnostics::add);
    return new Assessment(
        live,
        difference,
        plan,
        bases,
        order,
        Summaries.of(plan, difference, live),
        InactiveMember.in(loaded.desired(), live),
        Optional.empty(),
        read.nodes(),
        List.copyOf(diagnostics));
  }

  /// The same, with what other owners say.
  Assessment beside(ForeignOption.Found foreign, Loaded loaded) {
    Set<Diagnostic> told = new LinkedHashSet<>(diagnostics);
    told.addAll(foreign.told(loaded, difference));
    return new Assessment(
        live, difference, plan, bases, order, summary, inactive, causes, nodes, List.copyOf(told));
  }

  /// Where the file says it; before all of it, where it does not.
  private static SourcePos position(Diagnostic diagnostic) {
    return diagnostic.where().orElse(null) instanceof SourcePos pos ? pos : new SourcePos("", 1, 1);
  }

  /// The part of the plan that the selectors name.
  Assessment only(List<StepSelector> selectors) {
    if (selectors.isEmpty()) {
      return this;
    }
    Plan part = StepSelector.apply(plan, selectors);
    List<Diagnostic> told = new ArrayList<>(diagnostics);
    for (StepSelector selector : selectors) {
      if (live.places().keySet().stream().noneMatch(place -> isIn(selector, place))) {
        told.add(
            Diagnostic.warning(
                    Code.TARGET_MATCHES_NOTHING,
                    "`%s` is nothing that the file covers.".formatted(selector))
                .hint("A target is ACCOUNT, ACCOUNT/REGION or ACCOUNT/REGION/CLUSTER."));
      }
    }
    return of(part, causes.map(all -> all.among(part)), told);
  }

  /// The same, with the cause of each step.
  ///
  /// @param problem what could not be read in order to know them
  Assessment caused(CauseFinder finder, Optional<Diagnostic> problem) {
    Set<Diagnostic> told = new LinkedHashSet<>(diagnostics);
    problem.ifPresent(told::add);
    return new Assessment(
        live,
        difference,
        plan,
        bases,
        order,
        summary,
        inactive,
        Optional.of(Causes.of(plan, finder)),
        nodes,
        List.copyOf(told));
  }

  /// The part of the plan with these causes.
  Assessment only(Set<Cause> wanted) {
    if (wanted.isEmpty() || causes.isEmpty()) {
      return this;
    }
    Part part = causes.get().only(plan, wanted);
    return of(part.plan(), Optional.of(causes.get().in(part)), diagnostics);
  }

  /// A part of the plan. Its order is checked again.
  private Assessment of(Plan part, Optional<Causes> ofPart, List<Diagnostic> told) {
    var checked = OrderChecker.check(part, bases);
    Set<Diagnostic> all = new LinkedHashSet<>(told);
    Orders.problem(checked).ifPresent(all::add);
    return new Assessment(
        live,
        difference,
        part,
        bases,
        checked,
        Summaries.with(part, summary),
        inactive,
        ofPart,
        nodes,
        List.copyOf(all));
  }

  /// Whether the selector means the place, or a cluster that is there as far as is known.
  private boolean isIn(StepSelector selector, Place place) {
    if (!selector.matches(place)) {
      return false;
    }
    Ground ground = difference.grounds().get(place);
    return ground == null
        || !ground.clustersRead()
        || selector.cluster().map(name -> ground.clusters().containsKey(name)).orElse(true);
  }

  /// The plan as a document; nothing if its order does not hold.
  Optional<PlanDocument> document(
      Loaded loaded, PlanDocument.Target target, Instant now, String version) {
    if (isRefused() || protectionIsUnknown() || ringsAreUnknown(loaded.desired(), live)) {
      return Optional.empty();
    }
    return switch (order) {
      case OrderChecker.Verdict.Broken _ -> Optional.empty();
      case OrderChecker.Verdict.Holds(Certificate certificate) ->
          Optional.of(
              new PlanDocument(
                  version,
                  now,
                  target,
                  Reach.of(loaded.desired()),
                  loaded.desired().limits(),
                  summary,
                  bases,
                  plan,
                  certificate,
                  rings(loaded.desired())));
    };
  }

  /// The rings of the rollout that the file asks for; none if it asks for none, or if they cannot
  /// be told.
  Optional<Rings> rings(Desired desired) {
    Units units = LiveState.unitsOf(live.units());
    Set<AccountId> managed = new TreeSet<>();
    live.places().keySet().forEach(place -> managed.add(place.account()));
    return desired
        .rollout()
        .filter(rollout -> Rings.areKnown(rollout, units))
        .map(rollout -> Rings.of(rollout, units, managed, difference.blocked()));
  }

  /// Whether a ring is a unit and the units could not be read. All at once is what the rings were
  /// to prevent.
  private static boolean ringsAreUnknown(Desired desired, LiveState live) {
    Units units = LiveState.unitsOf(live.units());
    return desired.rollout().filter(rollout -> !Rings.areKnown(rollout, units)).isPresent();
  }

  /// Whether the evaluation of the policy speaks against all of it.
  private boolean isRefused() {
    return difference.policyFindings().stream().anyMatch(PolicyFindingText::refuses);
  }

  /// Whether the file asks for the policy and it could not be read. Turning anything on without it
  /// would be acting blind.
  private boolean protectionIsUnknown() {
    return live.protection().policy().problem().isPresent();
  }

  /// How many accounts, region by region, could not be planned for.
  int notPlanned() {
    return difference.blocked().size();
  }

  /// Whether no account could be planned for, though some should have been.
  boolean nothingPlanned() {
    return nothingPlanned(live, difference);
  }

  private static boolean nothingPlanned(LiveState live, Difference difference) {
    boolean shouldHave = isBlocked(difference) || !live.problems().isEmpty();
    return shouldHave && difference.blocked().containsAll(difference.grounds().keySet());
  }

  /// Whether something is blocked that is not just left alone on purpose.
  private static boolean isBlocked(Difference difference) {
    return !difference.held().containsAll(difference.blocked());
  }

  /// What the reading alone means for the exit code: nothing, if at least something could be
  /// planned for and `--strict` was not asked for.
  List<ExitCode> exitCodes(boolean strict) {
    List<ExitCode> codes = new ArrayList<>(exitCodesOfLooking(strict));
    if (keepsBack()) {
      codes.add(ExitCode.ERROR);
    }
    return codes;
  }

  /// Whether an agent or an endpoint that the file asks for cannot be, so that live may differ from
  /// the file where there is no step.
  boolean keepsBack() {
    return difference.agentFindings().stream().anyMatch(AgentFinding::isError)
        || difference.endpointFindings().stream().anyMatch(EndpointFinding::isError);
  }

  /// The same where nothing is to be planned: an agent that cannot be as the file says is drift.
  List<ExitCode> exitCodesOfLooking(boolean strict) {
    List<ExitCode> codes = new ArrayList<>(exitCodes(live, difference, strict));
    if (order instanceof OrderChecker.Verdict.Broken) {
      codes.add(ExitCode.ERROR);
    }
    if (diagnostics.stream().anyMatch(told -> told.code() == Code.RINGS_UNKNOWN)) {
      codes.add(ExitCode.ERROR);
    }
    if (isRefused()) {
      codes.add(ExitCode.REFUSED);
    }
    live.protection()
        .policy()
        .problem()
        .ifPresent(why -> codes.add(isDenial(why) ? ExitCode.ACCESS_DENIED : ExitCode.ERROR));
    return codes;
  }

  /// The same of a reading and of what came of it.
  static List<ExitCode> exitCodes(LiveState live, Difference difference, boolean strict) {
    List<ExitCode> codes = new ArrayList<>();
    if (nothingPlanned(live, difference)) {
      boolean noAccess = live.problems().stream().anyMatch(d -> NO_ACCESS.contains(d.code()));
      codes.add(noAccess ? ExitCode.ACCESS_DENIED : ExitCode.ERROR);
    }
    if (strict && (isBlocked(difference) || !live.problems().isEmpty())) {
      codes.add(ExitCode.UNREADABLE);
    }
    return codes;
  }

  /// Whether the diagnostic says that access was denied.
  static boolean isDenial(Diagnostic diagnostic) {
    return NO_ACCESS.contains(diagnostic.code());
  }
}
