package io.eksguard.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.live.Agent;
import io.eksguard.model.Desired;
import io.eksguard.model.LeftoverCare;
import io.eksguard.model.Organization;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Whatever is live, `leftoverAgents: report` plans what `keep` plans, and tells what `remove`
/// would take.
class LeftoverReportPropertyTest {
  /// How many other worlds are looked at for one of the same administrator.
  private static final int OTHERS = 20;

  /// What another world of the same administrator is like, which in this one leaves some behind.
  private static Optional<Desired> file(AnyLive live, long seed) {
    return LongStream.rangeClosed(1, OTHERS)
        .mapToObj(next -> described(AnyLive.of(seed + next)))
        .flatMap(Optional::stream)
        .filter(one -> administrator(one).equals(administrator(live.survey())))
        .findFirst();
  }

  private static Optional<Desired> described(AnyLive another) {
    return Describer.describe(another.survey(), another.surveyed(), AnyLive::hasWords).desired();
  }

  private static Optional<?> administrator(Desired desired) {
    return desired.organization().map(Organization::administrator);
  }

  private static Difference with(LeftoverCare care, Desired file, AnyLive live) {
    var desired =
        new Desired(
            file.feature(),
            file.regions(),
            file.organization(),
            file.standalone(),
            file.access(),
            file.limits(),
            care);
    return Differ.diff(desired, live.read(desired));
  }

  /// What `remove` plans and `keep` does not, where all that it takes could be read.
  private static List<Change> taken(Difference removed, Difference kept) {
    return removed.changes().stream().filter(change -> !kept.changes().contains(change)).toList();
  }

  private static Optional<AgentFinding> told(Difference reported, Change.ClusterAgent change) {
    return reported.agentFindings().stream()
        .filter(finding ->
            finding.place().equals(change.place())
                && finding.cluster().equals(change.cluster())
                && finding.what() instanceof AgentFinding.What.LeftBehind(var _, var _, var owner)
                && owner.equals(Optional.of(change.owner())))
        .findFirst();
  }

  private static Optional<EndpointFinding> told(Difference reported, Change.VpcEndpoint change) {
    return reported.endpointFindings().stream()
        .filter(finding ->
            finding.place().equals(change.place())
                && finding.vpc().equals(change.vpc())
                && (finding.what() instanceof EndpointFinding.What.Leftover
                    || finding.what() instanceof EndpointFinding.What.InUse))
        .findFirst();
  }

  @Property(tries = 1000)
  void whatIsPlannedIsWhatIsPlannedWhereTheyAreKept(@ForAll long seed) {
    var live = AnyLive.of(seed);

    file(live, seed)
        .ifPresent(file -> {
          Difference kept = with(LeftoverCare.KEEP, file, live);
          Difference reported = with(LeftoverCare.REPORT, file, live);

          assertThat(reported.changes()).isEqualTo(kept.changes());
          assertThat(reported.blocked()).isEqualTo(kept.blocked());
        });
  }

  @Property(tries = 1000)
  void whatRemoveWouldTakeIsTold(@ForAll long seed) {
    var live = AnyLive.of(seed);

    file(live, seed)
        .ifPresent(file -> {
          Difference reported = with(LeftoverCare.REPORT, file, live);
          Difference removed = with(LeftoverCare.REMOVE, file, live);

          for (Change change : taken(removed, with(LeftoverCare.KEEP, file, live))) {
            assertThat(
                    switch (change) {
                      case Change.ClusterAgent agent -> told(reported, agent).isPresent();
                      case Change.VpcEndpoint endpoint -> told(reported, endpoint).isPresent();
                      case Change.ClusterTag _,
                          Change.AccountFeature _,
                          Change.OrganizationFeature _,
                          Change.OfPolicy _ ->
                          false;
                    })
                .as("%s", change)
                .isTrue();
          }
        });
  }

  /// What is told and not taken is what EKS is at, or what `remove` could not read enough for.
  @Property(tries = 1000)
  void noAgentIsToldThatRemoveWouldLeave(@ForAll long seed) {
    var live = AnyLive.of(seed);

    file(live, seed)
        .ifPresent(file -> {
          Difference removed = with(LeftoverCare.REMOVE, file, live);

          for (AgentFinding finding : with(LeftoverCare.REPORT, file, live).agentFindings()) {
            if (finding.what() instanceof AgentFinding.What.LeftBehind
                && !removed.blocked().contains(finding.place())) {
              assertThat(takes(removed, finding) || isBusy(removed, finding))
                  .as("%s", finding)
                  .isTrue();
            }
          }
        });
  }

  private static boolean takes(Difference removed, AgentFinding finding) {
    return removed.changes().stream()
        .anyMatch(change ->
            change instanceof Change.ClusterAgent agent
                && agent.place().equals(finding.place())
                && agent.cluster().equals(finding.cluster())
                && agent.after().isEmpty());
  }

  private static boolean isBusy(Difference removed, AgentFinding finding) {
    return removed.agentFindings().stream()
        .anyMatch(other ->
            other.place().equals(finding.place())
                && other.cluster().equals(finding.cluster())
                && other.what() instanceof AgentFinding.What.Busy);
  }

  @Test
  void theWorldsOfThisTestHaveEverythingInThem() {
    Set<Agent.Owner> owners = EnumSet.noneOf(Agent.Owner.class);
    int agents = 0;
    int endpoints = 0;
    int besideOthers = 0;
    for (long seed = 0; seed < 3000; seed++) {
      var live = AnyLive.of(seed);
      Optional<Desired> file = file(live, seed);
      if (file.isPresent()) {
        Difference kept = with(LeftoverCare.KEEP, file.get(), live);
        for (Change change : taken(with(LeftoverCare.REMOVE, file.get(), live), kept)) {
          if (change instanceof Change.ClusterAgent agent) {
            owners.add(agent.owner());
            agents++;
          }
          endpoints += change instanceof Change.VpcEndpoint ? 1 : 0;
          besideOthers += kept.changes().isEmpty() ? 0 : 1;
        }
      }
    }

    assertThat(owners).containsExactly(Agent.Owner.EKSGUARD, Agent.Owner.GUARDDUTY);
    assertThat(agents).isGreaterThan(100);
    assertThat(endpoints).isGreaterThan(100);
    assertThat(besideOthers).isGreaterThan(100);
  }
}
