package io.eksguard.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.eksguard.model.Feature;
import io.eksguard.model.Standing;
import io.eksguard.plan.OrderChecker;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The laws of the order hold in every state that any plan can leave behind, in whole spaces of
/// cases.
///
/// Since every state of an account is in the space as a start, what a plan leaves behind half done
/// is there too: that its own plan leads to the goal is another case of the same search.
class OrderSearchTest {
  private static final List<NewAccountsWish> WISHES = List.of(NewAccountsWish.values());

  private static final Search WHOLE_SPACE = search(Feature.RUNTIME_MONITORING, Standing.MEMBER);

  /// The largest space comes first: the kinds of edges that it met are what must be needed.
  @BeforeAll
  static void holdsForOneMemberWithTwoClustersUnderEveryOrganization() {
    check(WHOLE_SPACE, Spaces.oneAccount(Spaces.organizations(), WISHES), 900_000);
  }

  @Test
  void holdsForTwoMembersUnderOneOrganization() {
    var search = search(Feature.RUNTIME_MONITORING, Standing.MEMBER, Standing.MEMBER);

    check(search, Spaces.twoAccounts(Spaces.plainOrganizations(), WISHES), 1_900_000);
  }

  @Test
  void holdsForTheAdministratorsOwnAccount() {
    var search = search(Feature.RUNTIME_MONITORING, Standing.ADMINISTRATOR);

    check(search, Spaces.oneAccount(Spaces.plainOrganizations(), WISHES), 100_000);
  }

  @Test
  void holdsForTheOlderFeature() {
    var search = search(Feature.EKS_RUNTIME_MONITORING, Standing.MEMBER);

    check(search, Spaces.oneAccount(Spaces.plainOrganizations(), WISHES), 100_000);
  }

  @Test
  void holdsForAnAccountThatStandsAlone() {
    var search = search(Feature.RUNTIME_MONITORING, Standing.STANDALONE);

    check(
        search,
        Spaces.oneAccount(List.of(0), List.of(NewAccountsWish.NOT_MANAGED)),
        Wish.values().length * 256);
  }

  /// Each kind of edge that the planner makes is needed: without it some plan breaks a law.
  @TestFactory
  Stream<DynamicTest> withoutItSomePlanBreaksALaw() {
    return WHOLE_SPACE.kindsOfEdges().stream()
        .map(kind -> dynamicTest(kind.toString(), () -> assertIsNeeded(kind)));
  }

  private static void assertIsNeeded(Search.EdgeKind kind) {
    var broken =
        new Search(
            new Cases(Feature.RUNTIME_MONITORING, List.of(Standing.MEMBER)),
            (waits, first, soft) -> !soft && Search.EdgeKind.of(waits, first).equals(kind));

    var fault = broken.first(Spaces.oneAccount(Spaces.organizations(), WISHES));

    assertThat(fault).as("an edge that nothing notices missing").isPresent();
    if (!fault.get().violation().law().equals("the goal is reached")) {
      assertThat(broken.checkedOrder(fault.get().problem()))
          .as("%s", fault.get())
          .isInstanceOf(OrderChecker.Verdict.Broken.class);
    }
  }

  /// The checker that `apply` runs before its first write says yes to every plan of the planner,
  /// and it walks no fewer kinds of states than the search does.
  @Test
  void theSmallCheckerAgrees() {
    var search = search(Feature.RUNTIME_MONITORING, Standing.MEMBER);

    Optional<Case> refused =
        Spaces.oneAccount(Spaces.plainOrganizations(), WISHES)
            .parallel()
            .filter(
                problem -> !(search.checkedOrder(problem) instanceof OrderChecker.Verdict.Holds))
            .findAny();

    assertThat(refused).isEmpty();
  }

  @Test
  void knowsEveryKindOfEdge() {
    assertThat(WHOLE_SPACE.kindsOfEdges())
        .extracting(Search.EdgeKind::toString)
        .containsExactly(
            "feature <- organization",
            "feature <- tag",
            "organization to ALL <- feature",
            "organization to ALL <- organization",
            "organization to ALL <- tag",
            "organization, other feature <- organization",
            "organization, other feature <- organization to ALL",
            "other feature <- feature",
            "other feature <- organization, other feature",
            "other feature <- tag");
  }

  private static Search search(Feature chosen, Standing... standings) {
    return new Search(new Cases(chosen, List.of(standings)));
  }

  private static void check(Search search, Stream<Case> cases, int atLeast) {
    assertThat(search.first(cases)).isEmpty();
    assertThat(search.plans()).isGreaterThanOrEqualTo(atLeast);
    System.out.printf("%,d plans, %,d states walked%n", search.plans(), search.states());
  }
}
