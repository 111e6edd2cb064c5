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
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssignmentsTest {
  private static List<String> in(Region region, Desired desired, Set<AccountId> members) {
    return Assignments.in(region, desired, members).stream()
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
}
