package io.eksguard.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.config.DesiredStateReader;
import io.eksguard.config.DesiredWriter;
import io.eksguard.model.AccountId;
import io.eksguard.model.ApproachName;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.EndpointCare;
import io.eksguard.model.Entry;
import io.eksguard.model.Organization;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Whatever is live, the file that describes it plans to nothing.
class DescriberPropertyTest {
  private static final Set<Remark.Kind> AGENTS_LEFT_OUT =
      EnumSet.of(
          Remark.Kind.AGENTS_UNREADABLE,
          Remark.Kind.AGENT_UNSAYABLE,
          Remark.Kind.AGENTS_BESIDE_INCLUDE);
  private static final Set<Remark.Kind> ENDPOINTS_LEFT_OUT =
      EnumSet.of(
          Remark.Kind.ENDPOINTS_UNREADABLE,
          Remark.Kind.ENDPOINT_MISSING,
          Remark.Kind.ENDPOINT_UNUSABLE,
          Remark.Kind.ENDPOINT_NOT_MANAGED);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  private static Description describe(AnyLive live) {
    return Describer.describe(live.survey(), live.surveyed(), AnyLive::hasWords);
  }

  @Property(tries = 1000)
  void planningTheDescriptionChangesAndBlocksNothing(@ForAll long seed) {
    var live = AnyLive.of(seed);

    Optional<Desired> desired = describe(live).desired();

    desired.ifPresent(d -> {
      var difference = Differ.diff(d, live.read(d));
      assertThat(difference.changes()).isEmpty();
      assertThat(difference.blocked()).isEmpty();
      assertThat(difference.endpointFindings()).noneMatch(EndpointFinding::isError);
      assertThat(live.read(d).problems()).isEmpty();
    });
  }

  @Property(tries = 1000)
  void agentsOfOursAreSaidOrItIsSaidWhyNot(@ForAll long seed) {
    var live = AnyLive.of(seed);

    var description = describe(live);

    description
        .desired()
        .ifPresent(desired ->
            live.read(desired)
                .places()
                .forEach((place, found) -> {
                  Entry entry = found.assignment().entry();
                  SortedSet<ClusterName> said = new TreeSet<>(live.ours(place));
                  said.removeIf(
                      cluster -> entry.approach().agentFor(cluster, place.region()).isPresent());
                  boolean toldWhy =
                      description.remarks().stream()
                          .filter(remark -> AGENTS_LEFT_OUT.contains(remark.kind()))
                          .filter(remark -> remark.account().equals(Optional.of(place.account())))
                          .findAny()
                          .isPresent();
                  boolean asked = AgentSurvey.toRead(live.surveyed()).containsKey(place);
                  assertThat(said.isEmpty() || toldWhy || !asked)
                      .as(place + ": " + said + " under " + entry)
                      .isTrue();
                }));
  }

  @Property(tries = 1000)
  void ourEndpointsAreManagedOrItIsSaidWhyNot(@ForAll long seed) {
    var live = AnyLive.of(seed);

    var description = describe(live);

    description
        .desired()
        .ifPresent(desired ->
            live.read(desired).places().values().stream()
                .map(found -> found.assignment())
                .filter(assignment -> !assignment.entry().approach().agents().isEmpty())
                .filter(assignment -> live.hasOurEndpoint(assignment.place()))
                .forEach(assignment ->
                    assertThat(
                            assignment.entry().approach().endpointCare() == EndpointCare.MANAGED
                                || description.remarks().stream()
                                    .filter(remark -> ENDPOINTS_LEFT_OUT.contains(remark.kind()))
                                    .anyMatch(remark ->
                                        remark
                                            .account()
                                            .equals(Optional.of(assignment.place().account()))))
                        .as("%s", assignment)
                        .isTrue()));
  }

  @Property(tries = 1000)
  void theCheckAtTheEndFindsNothingToLeaveOut(@ForAll long seed) {
    assertThat(describe(AnyLive.of(seed)).remarks())
        .noneMatch(remark -> remark.kind() == Remark.Kind.WOULD_CHANGE);
  }

  @Property(tries = 1000)
  void everyAccountIsDescribedOrItIsSaidWhyNot(@ForAll long seed) {
    var live = AnyLive.of(seed);

    var description = describe(live);

    for (var region : live.survey().regions()) {
      SortedSet<AccountId> told = new TreeSet<>(live.active(region));
      told.removeAll(
          description.desired().stream()
              .filter(d -> d.regions().contains(region))
              .flatMap(d -> live.read(d).places().keySet().stream())
              .filter(place -> place.region().equals(region))
              .map(place -> place.account())
              .toList());
      description.remarks().stream()
          .filter(remark -> remark.regions().contains(region))
          .forEach(remark -> {
            remark.account().ifPresent(account -> told.remove(account));
            if (remark.kind() == Remark.Kind.REGION_UNREADABLE) {
              told.clear();
            }
          });
      assertThat(told).as("left out in silence in " + region).isEmpty();
    }
  }

  @Property(tries = 1000)
  void theTextIsReadBackAsTheSame(@ForAll long seed) {
    var live = AnyLive.of(seed);
    Map<String, List<String>> comments =
        Map.of(
            "", List.of("one", "", "two\u001b[2J\nthree"), "organization.members[0]", List.of("x"));

    Optional<Desired> desired = describe(live).desired();

    desired.ifPresent(d -> {
      String text = DesiredWriter.write(d, comments);
      var read = new DesiredStateReader(TODAY).readText("described.yaml", text);
      assertThat(read.diagnostics()).as(text).isEmpty();
      assertThat(read.loaded().orElseThrow().desired()).as(text).isEqualTo(d);
    });
  }

  @Property(tries = 1000)
  void noEntryIsSaidTwiceAndNoneThatTheDefaultsSay(@ForAll long seed) {
    var live = AnyLive.of(seed);

    Optional<Organization> organization = describe(live).desired().flatMap(Desired::organization);

    organization.ifPresent(o -> {
      List<Entry> entries = new ArrayList<>(o.members());
      Set<String> said = new HashSet<>();
      assertThat(entries).allMatch(entry -> said.add(withoutPlace(entry)));
      assertThat(entries.size() + (o.defaults().isPresent() ? 1 : 0))
          .isLessThanOrEqualTo(live.members());
      o.defaults().ifPresent(entry -> assertThat(said).doesNotContain(withoutPlace(entry)));
    });
  }

  @Test
  void theWorldsOfThisTestHaveEverythingInThem() {
    Set<Remark.Kind> left = EnumSet.allOf(Remark.Kind.class);
    Set<ApproachName> approaches = EnumSet.allOf(ApproachName.class);
    int withDefaults = 0;
    int withNewAccounts = 0;
    int withAgents = 0;
    int withEndpoints = 0;
    int nothing = 0;
    for (long seed = 0; seed < 1000; seed++) {
      var description = describe(AnyLive.of(seed));
      description.remarks().forEach(remark -> left.remove(remark.kind()));
      if (description.desired().isEmpty()) {
        nothing++;
        continue;
      }
      Optional<Organization> organization = description.desired().flatMap(Desired::organization);
      withDefaults += organization.flatMap(Organization::defaults).isPresent() ? 1 : 0;
      withNewAccounts += organization.flatMap(Organization::newAccounts).isPresent() ? 1 : 0;
      organization.stream()
          .flatMap(o -> o.members().stream())
          .forEach(entry -> approaches.remove(entry.approach().name()));
      withAgents +=
          organization.stream()
                  .flatMap(o -> o.members().stream())
                  .anyMatch(entry -> !entry.approach().agents().isEmpty())
              ? 1
              : 0;
      withEndpoints +=
          organization.stream()
                  .flatMap(o -> o.members().stream())
                  .anyMatch(entry -> entry.approach().endpointCare() == EndpointCare.MANAGED)
              ? 1
              : 0;
    }

    assertThat(left).containsExactly(Remark.Kind.WOULD_CHANGE);
    assertThat(approaches).isEmpty();
    assertThat(withDefaults).isGreaterThan(100);
    assertThat(withNewAccounts).isGreaterThan(100);
    assertThat(withAgents).isGreaterThan(100);
    assertThat(withEndpoints).isGreaterThan(20);
    assertThat(nothing).isBetween(5, 200);
  }

  private static String withoutPlace(Entry entry) {
    return entry.approach().name()
        + " "
        + entry.approach().rules().stream().map(r -> r.name() + "@" + r.region()).toList()
        + entry.approach().agents().stream().map(r -> r.at("")).toList()
        + entry.approach().endpointCare()
        + " "
        + entry.regions();
  }
}
