package io.eksguard.apply;

import static io.eksguard.live.Lives.ON_BY_TAG;
import static io.eksguard.model.Desireds.MEMBER;
import static io.eksguard.model.Desireds.REGION;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
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
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
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

  private final List<List<Step>> recorded = new CopyOnWriteArrayList<>();

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

  private static AgentSetup tagged(AgentSetup setup, String team) {
    return setup.tagged(new TreeMap<>(Map.of("team", team)));
  }

  /// An agent with a tag of others, which no step may touch.
  private void isThere(AgentSetup setup) {
    SortedMap<String, String> tags = new TreeMap<>(setup.tags());
    tags.put("of", "others");
    cloud.agent(PLACE, "edge", Optional.of(agent(setup.tagged(tags), AgentStatus.ACTIVE)));
  }

  private SortedMap<String, String> tags() {
    return cloud.agent(PLACE, Standing.STANDALONE, EDGE).asOptional().orElseThrow().setup().tags();
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
        .apply(
            plan(before, after),
            new Watch() {
              @Override
              public Optional<Diagnostic> writing(List<Step> steps) {
                recorded.add(steps);
                return Optional.empty();
              }

              @Override
              public void ended(Outcome outcome) {}
            },
            stop::get)
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
  void tagsAloneAreOneWriteAndThoseOfOthersStay() {
    isThere(tagged(SETUP, "platform"));
    cloud.showsAfterTheWrite(agent(tagged(SETUP, "platform"), AgentStatus.DEGRADED, "Odd"));

    var outcome =
        apply(Optional.of(tagged(SETUP, "platform")), Optional.of(tagged(SETUP, "security")));

    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    assertThat(cloud.writes()).singleElement().asString().startsWith("tags of agent");
    assertThat(tags()).isEqualTo(Map.of("team", "security", "of", "others"));
  }

  @Test
  void aTagThatWasAbsentGoesAgain() {
    isThere(tagged(SETUP, "security"));

    var outcome = apply(Optional.of(tagged(SETUP, "security")), Optional.of(SETUP));

    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    assertThat(tags()).isEqualTo(Map.of("of", "others"));
  }

  @Test
  void versionAndTagsAreTwoWritesOfOneStepAndEachIsRecorded() {
    isThere(OLD);
    cloud.showsAfterTheWrite(agent(SETUP, AgentStatus.UPDATING));

    var outcome = apply(Optional.of(OLD), Optional.of(tagged(SETUP, "security")));

    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    assertThat(cloud.writes()).hasSize(2);
    assertThat(cloud.writes().getLast()).startsWith("tags of agent");
    assertThat(recorded).hasSize(2);
    assertThat(tags()).isEqualTo(Map.of("team", "security", "of", "others"));
  }

  @Test
  void tagsThatAreDeniedAfterTheUpdateLeaveNoStepThatIsDone() {
    isThere(OLD);
    cloud.answer(asked ->
        asked.startsWith("tags of agent")
            ? Optional.of(
                new Written.Refused(Diagnostic.error(Code.ACCESS_DENIED, "no TagResource for you")))
            : Optional.empty());

    var outcome = apply(Optional.of(OLD), Optional.of(tagged(SETUP, "security")));

    assertThat(code(outcome)).isEqualTo(Code.ACCESS_DENIED);
    assertThat(tags()).isEqualTo(Map.of("of", "others"));
  }

  /// Somebody gives the cluster to GuardDuty while EKS is at the update.
  @Test
  void theTagsAreGuardedToo() {
    isThere(OLD);
    cloud.onWrite(
        _ -> cloud.feature(PLACE, io.eksguard.model.Feature.RUNTIME_MONITORING, Lives.OFF));

    var outcome =
        apply(
            Optional.of(OLD),
            Optional.of(tagged(SETUP, "security")),
            PATIENT.settleTimeout(Duration.ofMillis(20)),
            new AtomicBoolean());

    assertThat(code(outcome)).isEqualTo(Code.AGENT_NOT_READY);
    assertThat(outcome.toString()).contains("did not write its tags");
    assertThat(cloud.writes()).hasSize(1);
  }

  /// A run that was killed between the two writes, or whose answer to the first was lost.
  @Test
  void whereOnlyTheTagsAreLeftOnlyTheyAreWritten() {
    isThere(SETUP);

    var outcome = apply(Optional.of(OLD), Optional.of(tagged(SETUP, "security")));

    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    assertThat(cloud.writes()).singleElement().asString().startsWith("tags of agent");
  }

  @Test
  void aTagThatSomebodyElseSetSinceMakesTheStepStale() {
    isThere(tagged(SETUP, "finance"));

    var outcome =
        apply(Optional.of(tagged(SETUP, "platform")), Optional.of(tagged(SETUP, "security")));

    assertThat(outcome).isInstanceOf(Outcome.Stale.class);
    assertThat(cloud.writes()).isEmpty();
  }

  @Test
  void whatOthersTagMeanwhileKeepsNoAgentFromGoing() {
    isThere(SETUP);

    assertThat(apply(Optional.of(tagged(SETUP, "gone since")), Optional.empty()))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  void tagsThatNobodyShowsAreWrittenOnce() {
    isThere(OLD);
    for (int i = 0; i < 200; i++) {
      cloud.showsAfterTheWrite(agent(SETUP, AgentStatus.ACTIVE));
    }

    var outcome =
        apply(
            Optional.of(OLD),
            Optional.of(tagged(SETUP, "security")),
            PATIENT.settleTimeout(Duration.ofMillis(20)),
            new AtomicBoolean());

    assertThat(code(outcome)).isEqualTo(Code.AGENT_NOT_READY);
    assertThat(cloud.writes()).hasSize(2);
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
