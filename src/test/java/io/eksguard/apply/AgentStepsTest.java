package io.eksguard.apply;

import static io.eksguard.live.Lives.ON_BY_TAG;
import static io.eksguard.model.Desireds.MEMBER;
import static io.eksguard.model.Desireds.REGION;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Code;
import io.eksguard.diff.Change;
import io.eksguard.diff.Reason;
import io.eksguard.journal.Outcome;
import io.eksguard.live.Agent;
import io.eksguard.live.AgentIssue;
import io.eksguard.live.AgentStatus;
import io.eksguard.live.Lives;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Conflicts;
import io.eksguard.model.Desireds;
import io.eksguard.model.Place;
import io.eksguard.model.Standing;
import io.eksguard.plan.Action;
import io.eksguard.plan.Guard;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What becomes of the write of an agent that EKS has taken.
@Timeout(30)
class AgentStepsTest {
  private static final Place PLACE = new Place(MEMBER, REGION);
  private static final ClusterName EDGE = new ClusterName("edge");
  private static final AgentSetup SETUP = new AgentSetup("v1.12.1-eksbuild.4", Optional.empty());
  private static final AgentSetup OLD = new AgentSetup("v1.11.0-eksbuild.4", Optional.empty());
  private static final Applier.Options PATIENT =
      new Applier.Options(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(1), 16);

  private final InMemoryCloud cloud =
      new InMemoryCloud(
          Lives.of(Desireds.standalone(Desireds.manual()))
              .runtime(MEMBER, ON_BY_TAG)
              .cluster(MEMBER, "edge")
              .build());

  private static Plan plan(Optional<AgentSetup> before, Optional<AgentSetup> after) {
    var change =
        new Change.ClusterAgent(
            PLACE,
            Standing.STANDALONE,
            EDGE,
            before,
            after,
            Agent.Owner.EKSGUARD,
            Conflicts.NONE,
            Reason.DIFFERS_FROM_FILE,
            "");
    return Plan.of(
        List.of(
            new Step(
                new StepId("agent"),
                Action.UPDATE,
                change,
                new TreeSet<>(),
                List.of(new Guard.AgentByHand(PLACE, Standing.STANDALONE, EDGE, after.isPresent())),
                Optional.empty())));
  }

  private static Agent agent(AgentSetup setup, AgentStatus status, String... issues) {
    return new Agent(
        setup,
        status,
        Agent.Owner.EKSGUARD,
        java.util.Arrays.stream(issues).map(code -> new AgentIssue(code, "why")).toList());
  }

  private Outcome apply(Optional<AgentSetup> before, Optional<AgentSetup> after) {
    return apply(before, after, PATIENT, new AtomicBoolean());
  }

  private Outcome apply(
      Optional<AgentSetup> before,
      Optional<AgentSetup> after,
      Applier.Options options,
      AtomicBoolean stop) {
    return new Applier(cloud, cloud, options)
        .apply(plan(before, after), Watch.NONE, stop::get)
        .getFirst();
  }

  private static Code code(Outcome outcome) {
    return outcome instanceof Outcome.Failed(var _, var why)
        ? why.code()
        : outcome instanceof Outcome.Held(var _, var held) ? held.code() : Code.BUG;
  }

  @Test
  void isWaitedForUntilItIsActiveAndWrittenOnce() {
    cloud.showsAfterTheWrite(
        agent(SETUP, AgentStatus.CREATING),
        agent(SETUP, AgentStatus.DEGRADED, "InsufficientNumberOfReplicas"),
        agent(SETUP, AgentStatus.CREATING));

    var outcome = apply(Optional.empty(), Optional.of(SETUP));

    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    assertThat(cloud.writes()).hasSize(1);
  }

  @Test
  void anUpdateIsWaitedForUntilItsVersionIsThere() {
    cloud.agent(PLACE, "edge", Optional.of(agent(OLD, AgentStatus.ACTIVE)));
    cloud.showsAfterTheWrite(agent(OLD, AgentStatus.ACTIVE), agent(SETUP, AgentStatus.UPDATING));

    assertThat(apply(Optional.of(OLD), Optional.of(SETUP))).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aRemovalIsWaitedForUntilItIsGone() {
    cloud.agent(PLACE, "edge", Optional.of(agent(OLD, AgentStatus.ACTIVE)));
    cloud.showsAfterTheWrite(agent(OLD, AgentStatus.DELETING));

    assertThat(apply(Optional.of(OLD), Optional.empty())).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void anIssueThatDoesNotPassEndsTheStep() {
    cloud.showsAfterTheWrite(agent(SETUP, AgentStatus.DEGRADED, "AdmissionRequestDenied"));

    var outcome = apply(Optional.empty(), Optional.of(SETUP));

    assertThat(code(outcome)).isEqualTo(Code.AGENT_FAILED);
    assertThat(outcome.toString()).contains("AdmissionRequestDenied: why", "amazon-guardduty");
  }

  @Test
  void anIssueThatMayPassIsToldWhenTheTimeIsUp() {
    for (int i = 0; i < 200; i++) {
      cloud.showsAfterTheWrite(agent(SETUP, AgentStatus.DEGRADED, "InsufficientNumberOfReplicas"));
    }

    var outcome =
        apply(
            Optional.empty(),
            Optional.of(SETUP),
            PATIENT.settleTimeout(Duration.ofMillis(20)),
            new AtomicBoolean());

    assertThat(code(outcome)).isEqualTo(Code.AGENT_FAILED);
  }

  @Test
  void anInterruptionSaysThatEksIsStillAtIt() {
    var stop = new AtomicBoolean();
    for (int i = 0; i < 10_000; i++) {
      cloud.showsAfterTheWrite(agent(SETUP, AgentStatus.CREATING));
    }
    cloud.onWrite(_ -> stop.set(true));

    var outcome = apply(Optional.empty(), Optional.of(SETUP), PATIENT, stop);

    assertThat(code(outcome)).isEqualTo(Code.AGENT_NOT_READY);
  }

  @Test
  void anAgentThatIsNotOursIsNotTakenAway() {
    cloud.agent(
        PLACE,
        "edge",
        Optional.of(new Agent(OLD, AgentStatus.ACTIVE, Agent.Owner.OTHERS, List.of())));

    assertThat(apply(Optional.of(OLD), Optional.empty())).isInstanceOf(Outcome.Stale.class);
    assertThat(cloud.writes()).isEmpty();
  }

  @Test
  void withoutMonitoringNoneIsInstalledAndOneMayBeTakenAway() {
    cloud.feature(PLACE, io.eksguard.model.Feature.RUNTIME_MONITORING, Lives.OFF);
    cloud.agent(PLACE, "edge", Optional.of(agent(OLD, AgentStatus.ACTIVE)));

    assertThat(apply(Optional.of(OLD), Optional.of(SETUP))).isInstanceOf(Outcome.Held.class);
    assertThat(apply(Optional.of(OLD), Optional.empty())).isInstanceOf(Outcome.Done.class);
  }
}
