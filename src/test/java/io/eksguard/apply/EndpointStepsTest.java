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
import io.eksguard.live.AgentStatus;
import io.eksguard.live.Cluster;
import io.eksguard.live.ClusterBuild;
import io.eksguard.live.Lives;
import io.eksguard.live.Maker;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desireds;
import io.eksguard.model.EndpointSetup;
import io.eksguard.model.Place;
import io.eksguard.model.Standing;
import io.eksguard.plan.Action;
import io.eksguard.plan.Guard;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The removal of an endpoint is two writes: first the endpoint, then, minutes later, its group.
@Timeout(30)
class EndpointStepsTest {
  private static final Place PLACE = new Place(MEMBER, REGION);
  private static final String VPC = "vpc-1";
  private static final Applier.Options PATIENT =
      new Applier.Options(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(1), 16);
  private static final Applier.Options IMPATIENT =
      new Applier.Options(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(1), 16);

  private final InMemoryCloud cloud = cloud();
  private final List<List<Step>> recorded = new ArrayList<>();

  private static InMemoryCloud cloud() {
    var edge =
        new Cluster(new ClusterName("edge"), "arn:edge", Optional.empty(), false)
            .with(
                new ClusterBuild(
                    Optional.of("ACTIVE"), Optional.of("1.33"), Optional.of(VPC), new TreeSet<>()));
    var cloud =
        new InMemoryCloud(
                Lives.of(Desireds.standalone(Desireds.manual()))
                    .runtime(MEMBER, ON_BY_TAG)
                    .cluster(MEMBER, "edge")
                    .build())
            .clusters(new Reading.Present<>(new TreeMap<>(Map.of(edge.name(), edge))));
    cloud.vpc(
        PLACE,
        new Vpc(
            VPC,
            MEMBER,
            new TreeSet<>(Set.of("10.0.0.0/16")),
            true,
            true,
            new TreeMap<>(),
            new TreeMap<>(
                Map.of(
                    "vpce-1",
                    new Vpc.Endpoint(
                        "available",
                        true,
                        new TreeSet<>(),
                        new TreeSet<>(Set.of("sg-1")),
                        Optional.empty(),
                        Maker.EKSGUARD))),
            new TreeMap<>(
                Map.of(
                    "sg-1",
                    new Vpc.Group(new TreeSet<>(Set.of("10.0.0.0/16")), false, Maker.EKSGUARD)))));
    return cloud;
  }

  private Outcome remove(Applier.Options options) {
    var setup = new EndpointSetup(new TreeSet<>(), new TreeSet<>(Set.of("10.0.0.0/16")));
    var step =
        new Step(
            new StepId("endpoint"),
            Action.UNINSTALL,
            new Change.VpcEndpoint(
                PLACE,
                Standing.STANDALONE,
                VPC,
                Optional.of(setup),
                Optional.empty(),
                Maker.EKSGUARD,
                Reason.NOT_IN_FILE,
                ""),
            new TreeSet<>(),
            List.of(new Guard.EndpointUnused(PLACE, Standing.STANDALONE, VPC)),
            Optional.empty());
    return new Applier(cloud, cloud, options)
        .apply(
            Plan.of(List.of(step)),
            new Watch() {
              @Override
              public Optional<Diagnostic> writing(List<Step> steps) {
                recorded.add(steps);
                return Optional.empty();
              }

              @Override
              public void ended(Outcome outcome) {}
            },
            () -> false)
        .getFirst();
  }

  private boolean hasGroup() {
    return cloud
        .vpcs(PLACE, Standing.STANDALONE, Set.of(VPC), false)
        .asOptional()
        .orElseThrow()
        .values()
        .stream()
        .anyMatch(vpc -> !vpc.groups().isEmpty());
  }

  @Test
  void bothGoAndEachWriteIsRecorded() {
    assertThat(remove(PATIENT)).isInstanceOf(Outcome.Done.class);

    assertThat(cloud.writes()).hasSize(2);
    assertThat(recorded).hasSize(2);
    assertThat(hasGroup()).isFalse();
  }

  /// Who installs an agent in between may have made an endpoint of the same group.
  @Test
  void theSecondWriteIsGuardedToo() {
    cloud.onWrite(_ ->
        cloud.agent(
            PLACE,
            "edge",
            Optional.of(
                new Agent(
                    new AgentSetup("v1.12.1-eksbuild.4", Optional.empty()),
                    AgentStatus.ACTIVE,
                    Agent.Owner.OTHERS,
                    List.of()))));

    var outcome = remove(IMPATIENT);

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    var why = ((Outcome.Failed) outcome).why();
    assertThat(why.code()).isEqualTo(Code.ENDPOINT_NOT_READY);
    assertThat(why.message()).contains("left its security group", "`edge`");
    assertThat(cloud.writes()).hasSize(1);
    assertThat(hasGroup()).isTrue();
  }
}
