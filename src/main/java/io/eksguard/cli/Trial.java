package io.eksguard.cli;

import io.eksguard.diff.Change;
import io.eksguard.journal.Ending;
import io.eksguard.journal.Outcome;
import io.eksguard.journal.RecordedRun;
import io.eksguard.journal.RunId;
import io.eksguard.journal.Runs;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.plan.Basis;
import io.eksguard.plan.Plan;
import io.eksguard.plan.PlanCodec;
import io.eksguard.plan.PlanDocument;
import io.eksguard.plan.Rings;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import io.eksguard.plan.Waves;
import io.eksguard.render.RingEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The clusters that a rollout gave to GuardDuty and that have yet to prove themselves: only those
/// are ever excluded again. A cluster that was covered long ago and is ill today is not this
/// rollout's doing.
final class Trial {
  /// How far back a rollout that was cut short is looked for.
  private static final int RUNS = 20;

  /// What was given away before that and is ill today was covered long ago.
  private static final Duration AGE = Duration.ofDays(14);

  /// A cluster of an account in a region.
  private record Given(Place place, ClusterName cluster) {}

  private final Set<Given> given = new HashSet<>();
  private final Set<Place> places = new HashSet<>();

  private Trial() {}

  /// No cluster.
  static Trial none() {
    return new Trial();
  }

  /// Those of earlier runs whose rings have not passed their gate since: it was shut, or the
  /// process was killed or told to stop while it waited.
  static Trial ofEarlierRuns(Path runsFolder, Instant now) {
    var trial = new Trial();
    Set<Place> over = new HashSet<>();
    for (RecordedRun run : recent(runsFolder, now.minus(AGE))) {
      if (PlanCodec.read("a plan of an earlier run", run.planDocument())
              instanceof PlanCodec.Reading.Ok(PlanDocument document, String _)
          && document.rings().isPresent()) {
        over.addAll(passed(run, document, document.rings().get()));
        trial.add(document, written(run), over);
      }
    }
    return trial;
  }

  /// The accounts and regions whose ring passed its gate. By the accounts, not by the ring's name:
  /// the file may have put others into a ring of that name since.
  private static Set<Place> passed(RecordedRun run, PlanDocument document, Rings rings) {
    return document.bases().places().keySet().stream()
        .filter(place ->
            RingEnd.Verdict.OPEN
                .word()
                .equals(run.rings().get(rings.name(rings.ringOf(place.account())))))
        .collect(Collectors.toSet());
  }

  private static List<RecordedRun> recent(Path runsFolder, Instant since) {
    List<RecordedRun> runs = new ArrayList<>();
    try {
      for (RunId id : Runs.list(runsFolder).stream().limit(RUNS).toList()) {
        if (Runs.read(runsFolder, id.value()) instanceof Runs.Found.Run(RecordedRun run)
            && !run.begun().isBefore(since)) {
          runs.add(run);
        }
      }
    } catch (IOException e) {
      // Nothing is excluded again of which it is not known that a rollout gave it away.
    }
    return runs;
  }

  /// What may have taken effect.
  private static Set<StepId> written(RecordedRun run) {
    Set<StepId> written = new HashSet<>(run.written());
    run.ended()
        .forEach((id, ending) -> {
          if (ending.how() == Ending.How.DONE_BY_OTHER) {
            written.remove(id);
          }
        });
    return written;
  }

  /// Adds what the steps of a run gave to GuardDuty that have been done.
  void add(PlanDocument document, List<Outcome> outcomes) {
    add(
        document,
        outcomes.stream()
            .filter(Outcome.Done.class::isInstance)
            .map(Outcome::step)
            .collect(Collectors.toSet()),
        Set.of());
  }

  private void add(PlanDocument document, Set<StepId> done, Set<Place> over) {
    Plan plan = document.plan();
    for (Step step : plan.steps()) {
      if (done.contains(step.id()) && Waves.handsOver(step.change())) {
        place(step.change()).filter(place -> !over.contains(place)).ifPresent(places::add);
        switch (step.change()) {
          case Change.ClusterTag tag when !over.contains(tag.place()) ->
              basis(document, tag.place()).ifPresent(basis -> add(basis, tag.cluster()));
          case Change.AccountFeature feature when !over.contains(feature.place()) ->
              basis(document, feature.place())
                  .ifPresent(basis -> basis.tags().keySet().forEach(name -> add(basis, name)));
          case Change.ClusterTag _,
              Change.AccountFeature _,
              Change.ClusterAgent _,
              Change.VpcEndpoint _,
              Change.OrganizationFeature _,
              Change.OfPolicy _ -> {
            // Nothing is given to GuardDuty in a ring of this trial.
          }
        }
      }
    }
  }

  private static Optional<Place> place(Change change) {
    return switch (change) {
      case Change.ClusterTag tag -> Optional.of(tag.place());
      case Change.ClusterAgent agent -> Optional.of(agent.place());
      case Change.AccountFeature feature -> Optional.of(feature.place());
      case Change.VpcEndpoint _, Change.OrganizationFeature _, Change.OfPolicy _ ->
          Optional.empty();
    };
  }

  /// The name of the last ring that a run before began and did not see healthy; none if there is
  /// none. It is looked at even if there is nothing else to do: that all is written does not make
  /// it healthy.
  static Optional<String> owed(Path runsFolder, Instant now, PlanDocument document) {
    return document
        .rings()
        .flatMap(rings -> {
          int ring = ofEarlierRuns(runsFolder, now).lastRing(document, rings);
          return ring == 0 ? Optional.empty() : Optional.of(rings.name(ring));
        });
  }

  /// The last ring that has yet to prove itself: something was given away there, or an agent
  /// written by hand, and it did not pass its gate. 0 if there is none.
  int lastRing(PlanDocument document, Rings rings) {
    return places.stream()
        .flatMap(place -> basis(document, place).stream())
        .filter(Trial::isMonitored)
        .mapToInt(basis -> rings.ringOf(basis.place().account()))
        .max()
        .orElse(0);
  }

  private static boolean isMonitored(Basis basis) {
    return !basis.agents().isEmpty() || basis.tags().keySet().stream().anyMatch(basis::shallManage);
  }

  private static Optional<Basis> basis(PlanDocument document, Place place) {
    return Optional.ofNullable(document.bases().places().get(place));
  }

  private void add(Basis basis, ClusterName cluster) {
    if (basis.shallManage(cluster) && !basis.managesNow(cluster)) {
      given.add(new Given(basis.place(), cluster));
    }
  }

  /// Whether the cluster is one of them.
  boolean has(Place place, ClusterName cluster) {
    return given.contains(new Given(place, cluster));
  }
}
