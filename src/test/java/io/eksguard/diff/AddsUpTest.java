package io.eksguard.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.Health;
import io.eksguard.live.Lives;
import io.eksguard.live.ManagedBy;
import io.eksguard.model.Approach;
import io.eksguard.model.Assignment;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desireds;
import io.eksguard.model.Entry;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Standing;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddsUpTest {
  private static final Place PLACE = new Place(Desireds.MEMBER, Desireds.REGION);

  private static Assignment assignment(Approach approach, Entry.Who who) {
    return new Assignment(
        PLACE,
        Standing.MEMBER,
        new Entry("organization.members[0]", who, approach, Optional.empty()));
  }

  private static Assignment assignment(Approach approach) {
    return assignment(approach, new Entry.Who.Accounts(new TreeSet<>(List.of(PLACE.account()))));
  }

  private static Approach approach(String word) {
    return switch (word) {
      case "all" -> Desireds.all();
      case "all-except" -> Desireds.allExcept("web");
      case "only" -> Desireds.only("web");
      default -> Desireds.manual();
    };
  }

  private static SortedMap<ClusterName, ClusterCoverage> seen(String name, String managedBy) {
    var cluster = new ClusterName(name);
    return new TreeMap<>(
        java.util.Map.of(
            cluster,
            new ClusterCoverage(
                cluster,
                new Health.Healthy(),
                Optional.empty(),
                ManagedBy.of(managedBy),
                1,
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
  }

  @ParameterizedTest
  @CsvSource({
    "all,        AUTO_MANAGED, true",
    "all,        MANUAL,       false",
    "all,        DISABLED,     false",
    "all,        BY_MOON,      false",
    "all-except, AUTO_MANAGED, false",
    "all-except, MANUAL,       true",
    "all-except, BY_MOON,      false",
    "only,       AUTO_MANAGED, true",
    "only,       MANUAL,       false",
    "manual,     AUTO_MANAGED, false",
    "manual,     MANUAL,       true",
    "manual,     '',           false",
  })
  void onlyWhatGuardDutySaysInKnownWordsAddsUp(String word, String managedBy, boolean addsUp) {
    var contradictions = AddsUp.contradictions(assignment(approach(word)), seen("web", managedBy));

    if (addsUp) {
      assertThat(contradictions).isEmpty();
    } else {
      assertThat(contradictions)
          .containsExactly(java.util.Map.entry(new ClusterName("web"), managedBy));
    }
  }

  @Test
  void anIncludedClusterThatIsNotListedIsMissingWhereTheEntryNamesTheAccount() {
    assertThat(AddsUp.contradictions(assignment(Desireds.only("web")), new TreeMap<>()))
        .containsExactly(java.util.Map.entry(new ClusterName("web"), ""));
    assertThat(AddsUp.contradictions(assignment(Desireds.only("web-*")), new TreeMap<>()))
        .as("a pattern may match nothing")
        .isEmpty();
    assertThat(
            AddsUp.contradictions(
                assignment(Desireds.only("web"), new Entry.Who.Others()), new TreeMap<>()))
        .as("not every account has it")
        .isEmpty();
    assertThat(AddsUp.contradictions(assignment(Desireds.allExcept("web")), new TreeMap<>()))
        .isEmpty();
  }

  @Test
  void settingsAddUpOnlyIfNoStepWouldChangeEitherFeature() {
    var all = assignment(Desireds.all());

    assertThat(
            AddsUp.settings(
                all, Feature.RUNTIME_MONITORING, Lives.detector(Lives.ON_MANAGED, Lives.OFF)))
        .isTrue();
    assertThat(
            AddsUp.settings(
                all, Feature.RUNTIME_MONITORING, Lives.detector(Lives.ON_BY_TAG, Lives.OFF)))
        .isFalse();
    assertThat(
            AddsUp.settings(
                all,
                Feature.RUNTIME_MONITORING,
                Lives.detector(Lives.ON_MANAGED, Lives.ON_MANAGED)))
        .isFalse();
  }
}
