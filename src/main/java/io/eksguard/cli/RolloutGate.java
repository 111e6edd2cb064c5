package io.eksguard.cli;

import io.eksguard.apply.Gate;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Change;
import io.eksguard.journal.Journal;
import io.eksguard.journal.JournalException;
import io.eksguard.journal.Outcome;
import io.eksguard.live.Cluster;
import io.eksguard.live.Deadline;
import io.eksguard.live.LiveReader;
import io.eksguard.live.Reading;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.model.Setting;
import io.eksguard.plan.Bases;
import io.eksguard.plan.Basis;
import io.eksguard.plan.PlanDocument;
import io.eksguard.plan.PutBack;
import io.eksguard.plan.Rings;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import io.eksguard.plan.Waves;
import io.eksguard.render.RingEnd;
import io.eksguard.render.RingText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Lets the next ring begin once GuardDuty says that the one before is healthy.
///
/// It goes by what is live and not by what an earlier run noted down: a rollout that was cut short
/// goes on by being started again. Only whom to exclude again is known from journals.
final class RolloutGate implements Gate {
  private final Ports ports;
  private final Page page;
  private final LiveReader reader;
  private final PlanDocument document;
  private final Rings rings;
  private final Journal journal;
  private final Deadline deadline;
  private final Trial trial;
  private final Function<PutBack, List<Outcome>> putBack;
  private final List<RingResult> results = new ArrayList<>();

  /// @param trial what earlier runs gave away that has yet to prove itself
  /// @param putBack runs a way back
  RolloutGate(
      Ports ports,
      Page page,
      LiveReader reader,
      PlanDocument document,
      Rings rings,
      Journal journal,
      Deadline deadline,
      Trial trial,
      Function<PutBack, List<Outcome>> putBack) {
    this.ports = ports;
    this.page = page;
    this.reader = reader;
    this.document = document;
    this.rings = rings;
    this.journal = journal;
    this.deadline = deadline;
    this.trial = trial;
    this.putBack = putBack;
  }

  /// What came of the rings that were asked for, in their order.
  List<RingResult> results() {
    return List.copyOf(results);
  }

  @Override
  public Verdict after(int ring, List<Outcome> outcomes) {
    trial.add(document, outcomes);
    SortedMap<Place, Basis> places = places(ring);
    Broken broken = broken(ring, outcomes);
    Bases now = now(outcomes);
    String name = rings.name(ring);
    Instant begun = ports.clock().instant();
    var wait =
        new CoverageWait(
            ports,
            reader,
            document,
            outcomes,
            places,
            (place, cluster) -> !broken.has(place, cluster),
            (place, cluster) -> isKept(now, place, cluster),
            line -> page.say("Ring `%s`: %s".formatted(name, line)));
    CoverageWait.Waited waited = wait.await(deadline.atMost(rings.healthyWithin()));
    boolean stopped =
        (ports.interrupted().getAsBoolean() || deadline.isPast())
            && !(waited.left().isEmpty() && waited.unknown().isEmpty());
    int notDone = broken.count(places) + notPlanned(ring);
    List<Diagnostic> told = new ArrayList<>(waited.diagnostics());
    told.addAll(waited.unknown());
    List<ExitCode> ofPutBack = new ArrayList<>();
    List<Change.ClusterTag> excluded =
        stopped ? List.of() : exclude(waited.left(), outcomes, told, ofPutBack);
    int unhealthy = waited.left().size() + notDone;
    var verdict = verdict(stopped, waited.healthy(), unhealthy, waited.unknown().isEmpty());
    var end = new RingEnd(ring, verdict, waited.healthy(), unhealthy, excluded.size());
    if (verdict == RingEnd.Verdict.SHUT) {
      told.add(
          waited.unknown().isEmpty()
              ? RingText.shut(rings, end, notDone + kept(now, waited.left()), timeIsUp(begun))
              : RingText.unknown(rings, end));
    }
    results.add(new RingResult(end, told, ofPutBack, excluded));
    return recorded(name, end, told);
  }

  /// Whether the cluster shall be managed, and no step has done that: the plan is a part of one.
  private static boolean isKept(Bases now, Place place, ClusterName cluster) {
    Basis basis = now.places().get(place);
    return basis != null && basis.shallManage(cluster) && !basis.managesNow(cluster);
  }

  private static int kept(Bases now, List<CoverageWait.Left> left) {
    return (int)
        left.stream()
            .filter(one -> !one.isListed() && isKept(now, one.place(), one.cluster()))
            .count();
  }

  private boolean timeIsUp(Instant begun) {
    return !ports.clock().instant().isBefore(begun.plus(rings.healthyWithin()));
  }

  @Override
  public int lastOwed() {
    return trial.lastRing(document, rings);
  }

  private Verdict recorded(String name, RingEnd end, List<Diagnostic> told) {
    try {
      journal.ring(name, end.verdict().word());
    } catch (JournalException e) {
      return new Verdict.Shut(e.why());
    }
    return switch (end.verdict()) {
      case OPEN -> new Verdict.Open();
      case STOPPED -> new Verdict.Stopped();
      case SHUT -> new Verdict.Shut(told.getLast());
    };
  }

  /// The accounts and regions of the ring in which something shall be monitored.
  private SortedMap<Place, Basis> places(int ring) {
    SortedMap<Place, Basis> places = new TreeMap<>();
    document
        .bases()
        .places()
        .forEach((place, basis) -> {
          if (rings.ringOf(place.account()) == ring && isMonitored(basis)) {
            places.put(place, basis);
          }
        });
    return places;
  }

  /// Whether anything shall be on there. Where nothing shall be, nobody need be able to look.
  private static boolean isMonitored(Basis basis) {
    return basis.wanted().values().stream().anyMatch(Setting::enabled);
  }

  private int notPlanned(int ring) {
    return (int)
        rings.notPlanned().stream().filter(place -> rings.ringOf(place.account()) == ring).count();
  }

  /// The clusters that cannot become healthy, since a step for them was not done.
  ///
  /// @param places the accounts and regions that were not turned on
  /// @param clusters those whose tag was not written
  /// @param agents those whose agent by hand was not
  private record Broken(
      Set<Place> places,
      Map<Place, Set<ClusterName>> clusters,
      Map<Place, Set<ClusterName>> agents) {
    boolean has(Place place, ClusterName cluster) {
      return places.contains(place)
          || clusters.getOrDefault(place, Set.of()).contains(cluster)
          || agents.getOrDefault(place, Set.of()).contains(cluster);
    }

    /// How many there are. A place that was not turned on counts even without a cluster that is
    /// known: it has proven nothing.
    int count(SortedMap<Place, Basis> among) {
      int count = 0;
      for (Basis basis : among.values()) {
        int inPlace = agents.getOrDefault(basis.place(), Set.of()).size();
        for (ClusterName name : basis.tags().keySet()) {
          inPlace += basis.shallManage(name) && has(basis.place(), name) ? 1 : 0;
        }
        count += places.contains(basis.place()) ? Math.max(1, inPlace) : inPlace;
      }
      return count;
    }
  }

  private Broken broken(int ring, List<Outcome> outcomes) {
    Set<StepId> notDone =
        outcomes.stream()
            .filter(outcome -> !outcome.isDone())
            .map(Outcome::step)
            .collect(Collectors.toSet());
    Waves waves = document.waves();
    Set<Place> places = new HashSet<>();
    Map<Place, Set<ClusterName>> clusters = new TreeMap<>();
    Map<Place, Set<ClusterName>> agents = new TreeMap<>();
    for (Step step : waves.plan().steps()) {
      if (notDone.contains(step.id()) && waves.ringOf(step.id()) <= ring) {
        switch (step.change()) {
          case Change.AccountFeature feature when Waves.handsOver(feature) ->
              places.add(feature.place());
          case Change.ClusterTag tag when Waves.handsOver(tag) ->
              clusters.computeIfAbsent(tag.place(), _ -> new HashSet<>()).add(tag.cluster());
          case Change.ClusterAgent agent when Waves.handsOver(agent) ->
              agents.computeIfAbsent(agent.place(), _ -> new HashSet<>()).add(agent.cluster());
          case Change.AccountFeature _,
              Change.ClusterTag _,
              Change.ClusterAgent _,
              Change.VpcEndpoint _,
              Change.OrganizationFeature _,
              Change.OfPolicy _ -> {
            // The clusters are managed, or not, without it.
          }
        }
      }
    }
    return new Broken(places, clusters, agents);
  }

  private RingEnd.Verdict verdict(boolean stopped, int healthy, int unhealthy, boolean known) {
    if (stopped) {
      return RingEnd.Verdict.STOPPED;
    }
    boolean tooMany = unhealthy * 100L > rings.unhealthyPercent() * (long) (healthy + unhealthy);
    return tooMany || !known ? RingEnd.Verdict.SHUT : RingEnd.Verdict.OPEN;
  }

  /// Takes from GuardDuty again what this rollout gave to it, where the file asks for that.
  ///
  /// @return the tags that were put back
  private List<Change.ClusterTag> exclude(
      List<CoverageWait.Left> left,
      List<Outcome> outcomes,
      List<Diagnostic> told,
      List<ExitCode> codes) {
    if (!rings.excludeUnhealthy()) {
      return List.of();
    }
    SortedMap<Place, List<Cluster>> unhealthy = new TreeMap<>();
    for (CoverageWait.Left one : left) {
      Basis basis = document.bases().places().get(one.place());
      if (basis != null && trial.has(one.place(), one.cluster())) {
        switch (reader.cluster(one.place(), basis.standing(), one.cluster())) {
          case Reading.Present<Cluster>(Cluster cluster) ->
              unhealthy.computeIfAbsent(one.place(), _ -> new ArrayList<>()).add(cluster);
          case Reading.Unknown<Cluster>(Diagnostic why) -> {
            told.add(why);
            codes.add(ExitCode.INCOMPLETE);
          }
          case Reading.Absent<Cluster> _, Reading.NotRead<Cluster> _ -> {
            // There is nothing left to exclude.
          }
        }
      }
    }
    if (unhealthy.isEmpty()) {
      return List.of();
    }
    PutBack way = PutBack.of(now(outcomes), unhealthy);
    // Excluded or not: it is not as the file says.
    codes.add(ExitCode.INCOMPLETE);
    List<Change.ClusterTag> excluded = new ArrayList<>();
    List<Outcome> ended = putBack.apply(way);
    codes.addAll(Outcomes.exitCodes(ended));
    for (Outcome outcome : ended) {
      Change.ClusterTag tag = tag(outcome.step(), way);
      if (outcome.isDone()) {
        excluded.add(tag);
      }
      told.add(Reports.why(outcome).orElseGet(() -> RingText.excluded(tag)));
    }
    return excluded;
  }

  private Bases now(List<Outcome> outcomes) {
    Set<StepId> done =
        outcomes.stream().filter(Outcome::isDone).map(Outcome::step).collect(Collectors.toSet());
    return document
        .bases()
        .after(
            document.plan().steps().stream()
                .filter(step -> done.contains(step.id()))
                .map(Step::change)
                .toList());
  }

  private static Change.ClusterTag tag(StepId id, PutBack way) {
    return way.plan().steps().stream()
        .filter(step -> step.id().equals(id))
        .map(Step::change)
        .map(Change.ClusterTag.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
