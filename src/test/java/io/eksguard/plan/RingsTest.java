package io.eksguard.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.model.AccountId;
import io.eksguard.model.Rollout;
import io.eksguard.model.Rollout.Who;
import io.eksguard.model.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RingsTest {
  private static final Units UNITS =
      new Units(true, new TreeMap<>(Map.of(id(1), List.of("ou-a", "ou-b"))), new TreeSet<>());

  private static AccountId id(int number) {
    return new AccountId("%012d".formatted(number));
  }

  private static List<AccountId> accounts(int count) {
    List<AccountId> accounts = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      accounts.add(id(i));
    }
    return accounts;
  }

  private static Rollout rollout(Who... rings) {
    List<Rollout.Ring> named = new ArrayList<>();
    for (Who who : rings) {
      named.add(new Rollout.Ring("", "ring-" + named.size(), who));
    }
    return new Rollout("rollout", named, Duration.ofMinutes(30), 0, false);
  }

  private static Who of(int... accounts) {
    return new Who.Accounts(
        Arrays.stream(accounts)
            .mapToObj(RingsTest::id)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static Rings rings(int accounts, Who... rings) {
    return Rings.of(rollout(rings), UNITS, accounts(accounts), new TreeSet<>());
  }

  @Test
  void anAccountIsInTheFirstRingThatItFits() {
    Rings rings = rings(5, of(2), new Who.Unit("ou-b"), of(1, 3));

    assertThat(accounts(5)).extracting(rings::ringOf).containsExactly(2, 1, 3, 4, 4);
    assertThat(rings.name(4)).isEqualTo("rest");
  }

  @Test
  void accountsThatTheFileDoesNotCoverAreInNoRing() {
    assertThat(rings(2, of(2, 9)).named().getFirst().accounts()).containsExactly(id(2));
  }

  @ParameterizedTest
  @CsvSource({"1, 10, 1", "10, 10, 1", "11, 10, 2", "300, 10, 30", "300, 99, 297", "3, 1, 1"})
  void aShareIsOfAllAccountsAndRoundedUp(int accounts, int percent, int expected) {
    assertThat(rings(accounts, new Who.Share(percent)).named().getFirst().accounts())
        .hasSize(expected);
  }

  @Test
  void sharesTakeWhatIsLeft() {
    Rings rings = rings(10, new Who.Share(80), new Who.Share(80), new Who.Share(80));

    assertThat(rings.named()).extracting(ring -> ring.accounts().size()).containsExactly(8, 2, 0);
  }

  /// Else a new account would send others into an earlier ring in the middle of a rollout.
  @Test
  void aShareStaysTheSameButForOneAsAccountsComeAndGo() {
    for (int count = 20; count < 60; count++) {
      Set<AccountId> before = rings(count, new Who.Share(25)).named().getFirst().accounts();
      Set<AccountId> after =
          new HashSet<>(rings(count + 1, new Who.Share(25)).named().getFirst().accounts());

      after.removeAll(before);
      assertThat(after).hasSizeLessThanOrEqualTo(1);
    }
  }

  /// Ids next to each other are often of one team, made on one day.
  @Test
  void aShareIsNotTheLowestIds() {
    assertThat(rings(100, new Who.Share(10)).named().getFirst().accounts())
        .isNotEqualTo(new TreeSet<>(accounts(10)));
  }

  @Test
  void aUnitThatCouldNotBeReadIsNotKnown() {
    assertThat(Rings.areKnown(rollout(new Who.Unit("ou-a")), Units.UNKNOWN)).isFalse();
    assertThat(Rings.areKnown(rollout(of(1)), Units.UNKNOWN)).isTrue();
    assertThat(Rings.areKnown(rollout(new Who.Unit("ou-a")), UNITS)).isTrue();
  }

  @Test
  void ofOneAccountOnlyCandidatesAreKnownWhereAShareDecides() {
    Rollout rollout = rollout(of(2), new Who.Share(10), new Who.Unit("ou-a"));

    assertThat(Rings.candidates(rollout, UNITS, id(2))).containsExactly("ring-0");
    assertThat(Rings.candidates(rollout, UNITS, id(1))).containsExactly("ring-1", "ring-2");
    assertThat(Rings.candidates(rollout, UNITS, id(3))).containsExactly("ring-1", "rest");
  }
}
