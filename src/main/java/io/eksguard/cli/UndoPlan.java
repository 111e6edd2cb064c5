package io.eksguard.cli;

import io.eksguard.apply.Rereading;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Positions;
import io.eksguard.diff.Change;
import io.eksguard.journal.RecordedRun;
import io.eksguard.journal.Runs;
import io.eksguard.live.Cluster;
import io.eksguard.live.Detector;
import io.eksguard.live.LivePolicy;
import io.eksguard.live.LiveReader;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.live.Reading;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.plan.Bases;
import io.eksguard.plan.Basis;
import io.eksguard.plan.Certificate;
import io.eksguard.plan.OrderChecker;
import io.eksguard.plan.Plan;
import io.eksguard.plan.PlanCodec;
import io.eksguard.plan.PlanDocument;
import io.eksguard.plan.PolicyBasis;
import io.eksguard.plan.RegionBasis;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import io.eksguard.plan.Summaries;
import io.eksguard.plan.Undo;
import io.eksguard.render.Aside;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Plans the way back from a run that the journal recorded.
final class UndoPlan {
  private final PlanDocument ran;
  private final Set<StepId> written;
  private final LiveReader reader;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private UndoPlan(PlanDocument ran, Set<StepId> written, LiveReader reader) {
    this.ran = ran;
    this.written = written;
    this.reader = reader;
  }

  /// What finding a run gave.
  sealed interface Found {
    /// The run, and the plan that it ran.
    record Run(RecordedRun run, PlanDocument document) implements Found {}

    /// There is none that could be undone.
    record Refused(Diagnostic why) implements Found {}
  }

  static Found find(Path runsFolder, String asked) {
    return switch (UserRuns.read(runsFolder, asked)) {
      case Runs.Found.Run(RecordedRun run) ->
          switch (PlanCodec.read("the plan of run " + run.id(), run.planDocument())) {
            case PlanCodec.Reading.Ok(PlanDocument document, String _) ->
                new Found.Run(run, document);
            case PlanCodec.Reading.Refused(Diagnostic why) -> new Found.Refused(why);
          };
      case Runs.Found.None(String id) -> refused("There is no run `%s`.".formatted(id));
      case Runs.Found.NeverBegan(var id) -> refused("Run `%s` wrote nothing.".formatted(id));
      case Runs.Found.Unreadable(Path file, String why) ->
          refused("`%s` cannot be read: %s.".formatted(file, why));
    };
  }

  private static Found refused(String why) {
    return new Found.Refused(
        Diagnostic.error(Code.WRONG_USAGE, why)
            .hint("Each `apply` ends with the name of its run; `latest` is the newest one."));
  }

  /// Reads what the run touched and plans the way back.
  static Proposal propose(
      RecordedRun run, PlanDocument ran, LiveReader reader, Instant now, String version) {
    return new UndoPlan(ran, run.written(), reader).propose(now, version);
  }

  private Proposal propose(Instant now, String version) {
    List<Step> steps =
        ran.plan().steps().stream().filter(step -> written.contains(step.id())).toList();
    Map<StepId, Rereading.State> states = Rereading.states(reader, steps);
    Bases live = readAgain(steps);
    Set<StepId> back = turnedBack(steps, states, live);
    Plan plan = Undo.plan(ran.plan(), ran.bases(), live, back);
    Bases bases = Undo.bases(ran.bases(), live);
    var order = OrderChecker.check(plan, bases);
    Orders.problem(order).ifPresent(diagnostics::add);
    var summary = Summaries.with(plan, ran.summary());
    Optional<PlanDocument> document =
        switch (order) {
          case OrderChecker.Verdict.Broken _ -> Optional.empty();
          case OrderChecker.Verdict.Holds(Certificate certificate) ->
              Optional.of(
                  new PlanDocument(
                      version,
                      now,
                      ran.target(),
                      ran.reach(),
                      ran.limits(),
                      summary,
                      bases,
                      plan,
                      certificate,
                      Optional.empty()));
        };
    List<ExitCode> codes = document.isPresent() ? List.of() : List.of(ExitCode.ERROR);
    return new Proposal(
        document,
        Reports.ofUndo(plan, summary, diagnostics)
            .with(document.map(Reports::beside).orElse(Aside.NONE)),
        Positions.none(),
        codes);
  }

  /// The steps that can be turned back. A step that cannot keeps those it waited for: without them
  /// it would not hold.
  private Set<StepId> turnedBack(
      List<Step> steps, Map<StepId, Rereading.State> states, Bases live) {
    Set<StepId> back = new HashSet<>();
    Set<StepId> needed = new HashSet<>();
    for (Step step : steps.reversed()) {
      Rereading.State state = states.getOrDefault(step.id(), Rereading.State.UNREADABLE);
      boolean readable = hasBasis(step, live);
      boolean inEffect =
          switch (state) {
            case AS_WANTED, PARTLY_AS_WANTED -> true;
            case AS_SEEN, OTHERWISE, UNREADABLE -> false;
          };
      if (inEffect && Undo.stays(step.change(), ran.bases().protection())) {
        diagnostics.add(stays(step));
        continue;
      }
      if (inEffect && readable && !needed.contains(step.id())) {
        back.add(step.id());
        continue;
      }
      if (inEffect || state != Rereading.State.AS_SEEN) {
        needed.addAll(step.dependsOn());
        diagnostics.add(kept(step, state, inEffect && readable));
      }
    }
    return back;
  }

  private static boolean hasBasis(Step step, Bases live) {
    return place(step).map(place -> live.places().containsKey(place)).orElse(true);
  }

  private static Diagnostic stays(Step step) {
    return switch (step.change()) {
      case Change.PolicyText text when text.before().isEmpty() ->
          Diagnostic.warning(
                  Code.STALE,
                  "`%s` is not turned back: a policy is detached, never deleted."
                      .formatted(step.id()))
              .hint("If it is not needed any more, delete it in AWS Organizations.");
      case Change.OfPolicy _ ->
          Diagnostic.warning(
                  Code.STALE,
                  "`%s` is not turned back: it would keep eksguard itself from changing the tag."
                      .formatted(step.id()))
              .hint("If it is meant, do it in AWS Organizations.");
      case Change.VpcEndpoint endpoint ->
          Diagnostic.warning(
                  Code.STALE,
                  "`%s` is not turned back: only GuardDuty makes its endpoint again."
                      .formatted(step.id()))
              .hint("It does when it manages a cluster in VPC `%s`.".formatted(endpoint.vpc()));
      case Change.ClusterTag _,
          Change.ClusterAgent _,
          Change.AccountFeature _,
          Change.OrganizationFeature _ ->
          staysLowered(step);
    };
  }

  private static Diagnostic staysLowered(Step step) {
    return Diagnostic.warning(
            Code.STALE,
            "`%s` is not turned back: ALL would reach every member of the organization."
                .formatted(step.id()))
        .hint("If it is meant, say `autoEnable: ALL` in the file: its plan guards every account.");
  }

  /// @param needed whether only another step stands in the way
  private static Diagnostic kept(Step step, Rereading.State state, boolean needed) {
    String why =
        needed
            ? "a later step that cannot be turned back needs it"
            : switch (state) {
              case AS_WANTED, PARTLY_AS_WANTED, UNREADABLE -> "it could not be read";
              case AS_SEEN, OTHERWISE -> "somebody changed it since";
            };
    return Diagnostic.warning(Code.STALE, "`%s` is not turned back: %s.".formatted(step.id(), why))
        .hint("Look at it with `eksguard plan`, and change it by the file.");
  }

  private Bases readAgain(List<Step> steps) {
    SortedMap<Place, Basis> places = new TreeMap<>();
    SortedMap<Region, RegionBasis> regions = new TreeMap<>();
    for (Step step : steps) {
      if (step.change() instanceof Change.Regional change
          && ran.bases().regions().containsKey(change.region())
          && !regions.containsKey(change.region())) {
        regionAgain(change.region()).ifPresent(basis -> regions.put(change.region(), basis));
      }
      place(step)
          .filter(place -> !places.containsKey(place))
          .flatMap(this::placeAgain)
          .ifPresent(basis -> places.put(basis.place(), basis));
    }
    return new Bases(
        places, regions, ran.bases().protection().flatMap(this::protectionAgain), false);
  }

  private Optional<PolicyBasis> protectionAgain(PolicyBasis then) {
    Reading<LivePolicy> policy = reader.policy(then.policy());
    policy.problem().ifPresent(diagnostics::add);
    return policy.problem().isPresent()
        ? Optional.empty()
        : Optional.of(then.readAgain(policy.asOptional()));
  }

  private Optional<RegionBasis> regionAgain(Region region) {
    Reading<OrganizationSettings> settings = reader.organizationSettings(region);
    settings.problem().ifPresent(diagnostics::add);
    return settings.asOptional().map(read -> RegionBasis.of(region, read));
  }

  private Optional<Basis> placeAgain(Place place) {
    Basis then = ran.bases().places().get(place);
    if (then == null) {
      return Optional.empty();
    }
    Reading<Detector> detector =
        switch (then.standing()) {
          case MEMBER ->
              reader
                  .memberDetectors(place.region(), Set.of(place.account()))
                  .getOrDefault(place.account(), new Reading.Absent<>());
          case ADMINISTRATOR, STANDALONE -> reader.ownDetector(place, then.standing());
        };
    Reading<SortedMap<ClusterName, Cluster>> clusters = reader.clusters(place, then.standing());
    detector.problem().ifPresent(diagnostics::add);
    clusters.problem().ifPresent(diagnostics::add);
    if (detector.asOptional().isEmpty() || clusters.problem().isPresent()) {
      return Optional.empty();
    }
    SortedMap<ClusterName, Cluster> read = clusters.asOptional().orElseGet(TreeMap::new);
    return Optional.of(then.readAgain(detector.asOptional().get(), read.values()));
  }

  private static Optional<Place> place(Step step) {
    return switch (step.change()) {
      case Change.ClusterTag tag -> Optional.of(tag.place());
      case Change.ClusterAgent agent -> Optional.of(agent.place());
      case Change.VpcEndpoint endpoint -> Optional.of(endpoint.place());
      case Change.AccountFeature feature -> Optional.of(feature.place());
      case Change.OrganizationFeature _, Change.OfPolicy _ -> Optional.empty();
    };
  }
}
