package io.eksguard.apply;

import static io.eksguard.model.Desireds.ADMINISTRATOR;
import static io.eksguard.model.Desireds.MEMBER;
import static io.eksguard.model.Desireds.OTHER;
import static io.eksguard.model.Desireds.all;
import static io.eksguard.model.Desireds.allExcept;
import static io.eksguard.model.Desireds.draft;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.Outcome;
import io.eksguard.live.LiveState;
import io.eksguard.live.Lives;
import io.eksguard.model.AccountId;
import io.eksguard.model.Desired;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Plans;
import io.eksguard.plan.Rings;
import io.eksguard.plan.StepId;
import io.eksguard.plan.Waves;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Ring after ring, with a gate in between.
@Timeout(30)
class RolloutTest {
  private static final Applier.Options PATIENT =
      new Applier.Options(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(1), 16);
  private static final String TAG = "tag us-east-1/777788889999/legacy=false";

  private final Desired desired =
      draft().administrator(all()).member(MEMBER, all()).member(OTHER, allExcept("legacy")).build();
  private final LiveState live =
      Lives.of(desired)
          .cluster(ADMINISTRATOR, "main")
          .cluster(MEMBER, "web")
          .cluster(OTHER, "legacy")
          .build();
  private final InMemoryCloud cloud = new InMemoryCloud(live);
  private final List<String> happened = new ArrayList<>();

  private static Rings.Ring ring(String name, AccountId... accounts) {
    return new Rings.Ring(name, new TreeSet<>(Arrays.asList(accounts)));
  }

  private static Rings rings(Rings.Ring... rings) {
    return new Rings(List.of(rings), new TreeSet<>(), Duration.ofMinutes(1), 0, false);
  }

  private List<Outcome> apply(Rings rings, Gate gate) {
    return apply(rings, gate, new AtomicBoolean());
  }

  private List<Outcome> apply(Rings rings, Gate gate, AtomicBoolean stop) {
    var waves = Waves.of(Plans.of(desired, live), rings);
    Gate told =
        (ring, outcomes) -> {
          happened.addAll(cloud.writes().subList(writesSoFar(), cloud.writes().size()));
          happened.add("gate " + ring);
          return gate.after(ring, outcomes);
        };
    List<Outcome> outcomes =
        new Applier(cloud, cloud, PATIENT).apply(waves, told, Watch.NONE, stop::get);
    happened.addAll(cloud.writes().subList(writesSoFar(), cloud.writes().size()));
    return outcomes;
  }

  private int writesSoFar() {
    return (int) happened.stream().filter(what -> !what.startsWith("gate")).count();
  }

  private static Gate.Verdict shut() {
    return new Gate.Verdict.Shut(Diagnostic.error(Code.HELD, "Ring `canary` is ill.").hint("Go."));
  }

  @Test
  void aRingBeginsOnlyOnceTheGateOfTheOneBeforeIsOpen() {
    apply(rings(ring("canary", MEMBER), ring("next", ADMINISTRATOR)), Gate.OPEN);

    assertThat(happened)
        .containsExactly(
            TAG,
            "members us-east-1 RUNTIME_MONITORING ENABLED/ENABLED 444455556666",
            "gate 1",
            "own us-east-1/111122223333 RUNTIME_MONITORING ENABLED/ENABLED",
            "gate 2",
            "members us-east-1 RUNTIME_MONITORING ENABLED/ENABLED 777788889999",
            "gate 3");
  }

  @Test
  void whereTheGateShutsNothingOfALaterRingIsWritten() {
    var outcomes =
        apply(rings(ring("canary", MEMBER), ring("next", ADMINISTRATOR)), (_, _) -> shut());

    assertThat(happened)
        .containsExactly(
            TAG, "members us-east-1 RUNTIME_MONITORING ENABLED/ENABLED 444455556666", "gate 1");
    assertThat(outcomes)
        .filteredOn(outcome -> !outcome.isDone())
        .hasSize(2)
        .allMatch(Outcome.Held.class::isInstance);
  }

  /// What was done in an earlier run has still to prove itself before the next ring begins.
  @Test
  void theGateOfARingWithoutStepsIsAskedToo() {
    apply(rings(ring("gone", new AccountId("999999999999")), ring("canary", MEMBER)), Gate.OPEN);

    assertThat(happened.subList(0, 3))
        .containsExactly(
            TAG, "gate 1", "members us-east-1 RUNTIME_MONITORING ENABLED/ENABLED 444455556666");
  }

  @Test
  void behindTheLastRingWithStepsNoGateIsAskedButItsOwn() {
    var rings =
        rings(
            ring("everybody", MEMBER, OTHER, ADMINISTRATOR),
            ring("gone", new AccountId("999999999999")));

    apply(rings, Gate.OPEN);

    assertThat(happened).filteredOn(what -> what.startsWith("gate")).containsExactly("gate 1");
  }

  /// What an earlier run began in a later ring has yet to prove itself.
  @Test
  void theGateOfARingThatOwesAProofIsAskedThoughNoStepIsLeft() {
    var nothingToDo = Waves.of(new Plan(List.of()), rings(ring("canary", MEMBER)));
    List<Integer> asked = new ArrayList<>();
    var gate =
        new Gate() {
          @Override
          public Verdict after(int ring, List<Outcome> outcomes) {
            asked.add(ring);
            return new Verdict.Open();
          }

          @Override
          public int lastOwed() {
            return 2;
          }
        };

    var outcomes =
        new Applier(cloud, cloud, PATIENT).apply(nothingToDo, gate, Watch.NONE, () -> false);

    assertThat(asked).containsExactly(1, 2);
    assertThat(outcomes).isEmpty();
  }

  @Test
  void whoIsToldToStopAtAGateHasNotStartedTheRest() {
    var stop = new AtomicBoolean();
    var outcomes =
        apply(
            rings(ring("canary", MEMBER)),
            (_, _) -> {
              stop.set(true);
              return new Gate.Verdict.Stopped();
            },
            stop);

    assertThat(outcomes)
        .filteredOn(Outcome.NotStarted.class::isInstance)
        .extracting(Outcome::step)
        .containsExactlyInAnyOrder(
            new StepId("us-east-1/111122223333/feature"),
            new StepId("us-east-1/777788889999/feature"));
  }

  /// Whoever presses Ctrl-C at the moment in which the ring becomes healthy has still said stop.
  @Test
  void whoIsToldToStopWhileTheGateOpensBeginsNoFurtherRing() {
    var stop = new AtomicBoolean();
    var outcomes =
        apply(
            rings(ring("canary", MEMBER), ring("next", ADMINISTRATOR)),
            (_, _) -> {
              stop.set(true);
              return new Gate.Verdict.Open();
            },
            stop);

    assertThat(happened)
        .containsExactly(
            TAG, "members us-east-1 RUNTIME_MONITORING ENABLED/ENABLED 444455556666", "gate 1");
    assertThat(outcomes).filteredOn(Outcome.NotStarted.class::isInstance).hasSize(2);
  }

  @Test
  void aStepThatFailsIsTheGatesBusiness() {
    cloud.refuse("member us-east-1/444455556666");
    List<Outcome> seen = new ArrayList<>();

    apply(
        rings(ring("canary", MEMBER)),
        (_, outcomes) -> {
          seen.addAll(outcomes);
          return shut();
        });

    assertThat(seen)
        .filteredOn(Outcome.Failed.class::isInstance)
        .extracting(Outcome::step)
        .containsExactly(new StepId("us-east-1/444455556666/feature"));
  }

  /// To exclude a cluster, nobody waits for a canary.
  @Test
  void aPlanThatOnlyKeepsTheAgentOutAsksNoGate() {
    var excluding = draft().member(MEMBER, allExcept("web")).build();
    var managed =
        Lives.of(excluding)
            .features(MEMBER, Lives.ON_MANAGED, Lives.OFF)
            .cluster(MEMBER, "web")
            .build();
    var its = new InMemoryCloud(managed);

    var outcomes =
        new Applier(its, its, PATIENT)
            .apply(
                Waves.of(Plans.of(excluding, managed), rings(ring("canary", OTHER))),
                (_, _) -> shut(),
                Watch.NONE,
                () -> false);

    assertThat(outcomes).hasSize(1).allMatch(Outcome.Done.class::isInstance);
    assertThat(its.writes()).containsExactly("tag us-east-1/444455556666/web=false");
  }
}
