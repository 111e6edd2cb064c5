package io.eksguard.model;

import static io.eksguard.model.Desireds.ADMINISTRATOR;
import static io.eksguard.model.Desireds.MEMBER;
import static io.eksguard.model.Desireds.OTHER;
import static io.eksguard.model.Desireds.REGION;
import static io.eksguard.model.Desireds.SECOND_REGION;
import static io.eksguard.model.Desireds.all;
import static io.eksguard.model.Desireds.disabled;
import static io.eksguard.model.Desireds.draft;
import static io.eksguard.model.Desireds.entry;
import static io.eksguard.model.Desireds.manual;
import static io.eksguard.model.Desireds.unit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AssignmentsTest {
  private static List<String> in(Region region, Desired desired, Set<AccountId> members) {
    return in(region, desired, members, Units.NONE);
  }

  private static List<String> in(
      Region region, Desired desired, Set<AccountId> members, Units units) {
    return Assignments.in(region, desired, members, units).stream()
        .map(a -> a.place().account() + " " + a.standing() + " " + a.entry().approach().name())
        .toList();
  }

  @Test
  void anEntryOfTheAccountBeatsTheDefaults() {
    var desired = draft().defaults(all()).member(MEMBER, disabled()).build();

    var found = in(REGION, desired, Set.of(MEMBER, OTHER));

    assertThat(found).containsExactly("444455556666 MEMBER DISABLED", "777788889999 MEMBER ALL");
  }

  @Test
  void theDefaultsReachActiveMembersOnly() {
    var desired = draft().defaults(all()).build();

    assertThat(in(REGION, desired, Set.of(OTHER))).containsExactly("777788889999 MEMBER ALL");
    assertThat(in(REGION, desired, Set.of())).isEmpty();
  }

  @Test
  void theDefaultsNeverReachTheAdministrator() {
    var desired = draft().defaults(all()).build();

    assertThat(in(REGION, desired, Set.of(ADMINISTRATOR))).isEmpty();
  }

  @Test
  void anEntryIsAssignedThoughTheAccountIsNoMember() {
    var desired = draft().member(MEMBER, all()).build();

    assertThat(in(REGION, desired, Set.of())).containsExactly("444455556666 MEMBER ALL");
  }

  @Test
  void anEntryThatLeavesARegionOutLeavesTheAccountUnmanagedThereDespiteTheDefaults() {
    var desired =
        draft()
            .regions(REGION, SECOND_REGION)
            .defaults(all())
            .member(Desireds.in(entry(manual(), MEMBER), REGION))
            .build();

    assertThat(in(REGION, desired, Set.of(MEMBER))).containsExactly("444455556666 MEMBER MANUAL");
    assertThat(in(SECOND_REGION, desired, Set.of(MEMBER))).isEmpty();
  }

  @Test
  void areInTheOrderOfAccountsWhateverTheFilesOrderIs() {
    var desired = draft().member(OTHER, all()).member(MEMBER, all()).administrator(all()).build();

    assertThat(in(REGION, desired, Set.of()))
        .containsExactly(
            "111122223333 ADMINISTRATOR ALL", "444455556666 MEMBER ALL", "777788889999 MEMBER ALL");
  }

  @Test
  void accountsThatStandAloneAreStandalone() {
    assertThat(in(REGION, Desireds.standalone(manual()), Set.of()))
        .containsExactly("444455556666 STANDALONE MANUAL");
  }

  private static final AccountId THIRD = new AccountId("888899990000");
  private static final Units TREE =
      new Units(
          true,
          new TreeMap<>(Map.of(MEMBER, List.of("ou-near", "ou-far"), OTHER, List.of("ou-far"))),
          new TreeSet<>(Set.of(MEMBER, OTHER)));

  @Test
  void theNearestUnitDecidesForAnAccountWhereverItStandsInTheFile() {
    var desired = draft().member(unit("ou-far", all())).member(unit("ou-near", disabled())).build();

    assertThat(in(REGION, desired, Set.of(MEMBER, OTHER, THIRD), TREE))
        .containsExactly("444455556666 MEMBER DISABLED", "777788889999 MEMBER ALL");
  }

  @Test
  void anAccountBeatsItsUnitsAndAUnitBeatsTheDefaults() {
    var desired =
        draft().defaults(manual()).member(unit("ou-far", all())).member(MEMBER, disabled()).build();

    assertThat(in(REGION, desired, Set.of(MEMBER, OTHER, THIRD), TREE))
        .containsExactly(
            "444455556666 MEMBER DISABLED",
            "777788889999 MEMBER ALL",
            "888899990000 MEMBER MANUAL");
  }

  @Test
  void aUnitThatLeavesARegionOutIsNotMadeUpForByAFartherOne() {
    var desired =
        draft()
            .regions(REGION, SECOND_REGION)
            .member(unit("ou-far", all()))
            .member(Desireds.in(unit("ou-near", disabled()), REGION))
            .build();

    assertThat(in(SECOND_REGION, desired, Set.of(MEMBER, OTHER), TREE))
        .containsExactly("777788889999 MEMBER ALL");
  }

  @Test
  void anActiveAccountBelowAUnitIsAssignedThoughItIsNoMember() {
    var desired = draft().member(unit("ou-near", all())).build();

    assertThat(in(REGION, desired, Set.of(), TREE)).containsExactly("444455556666 MEMBER ALL");
  }

  @Test
  void theAdministratorIsNotCoveredByAUnit() {
    var desired = draft().member(unit("ou-far", all())).build();
    var tree =
        new Units(
            true,
            new TreeMap<>(Map.of(ADMINISTRATOR, List.of("ou-far"))),
            new TreeSet<>(Set.of(ADMINISTRATOR)));

    assertThat(in(REGION, desired, Set.of(), tree)).isEmpty();
  }

  @Test
  void whereTheUnitsAreNotKnownOnlyNamedAccountsAreAssigned() {
    var desired =
        draft().defaults(manual()).member(unit("ou-far", all())).member(MEMBER, disabled()).build();
    var assignments = new Assignments(desired.organization().orElseThrow(), Units.UNKNOWN);

    assertThat(in(REGION, desired, Set.of(MEMBER, OTHER), Units.UNKNOWN))
        .containsExactly("444455556666 MEMBER DISABLED");
    assertThat(assignments.isUndecided(OTHER)).isTrue();
    assertThat(assignments.isUndecided(MEMBER)).isFalse();
  }

  @Test
  void aFileWithoutUnitsNeedsNone() {
    var desired = draft().defaults(manual()).build();

    assertThat(in(REGION, desired, Set.of(OTHER), Units.UNKNOWN))
        .containsExactly("777788889999 MEMBER MANUAL");
  }

  @Test
  void theOverriddenEntriesComeNearestFirst() {
    var desired =
        draft()
            .defaults(manual())
            .member(unit("ou-far", all()))
            .member(unit("ou-near", all()))
            .member(MEMBER, disabled())
            .build();
    var assignments = new Assignments(desired.organization().orElseThrow(), TREE);

    assertThat(assignments.speakingOf(MEMBER))
        .extracting(Entry::path)
        .containsExactly("entry:444455556666", "unit:ou-near", "unit:ou-far", "defaults");
  }
}
