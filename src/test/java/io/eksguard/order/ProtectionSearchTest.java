package io.eksguard.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.eksguard.model.Feature;
import io.eksguard.model.Standing;
import io.eksguard.plan.OrderChecker;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The policy that protects the tag keeps its place in the order, whatever was there before: after
/// the tags, before what is turned on, and first of all where it would refuse our own tags.
class ProtectionSearchTest {
  private static final List<NewAccountsWish> WISHES =
      List.of(
          NewAccountsWish.NOT_MANAGED,
          NewAccountsWish.NEW_WITH_ADDON,
          NewAccountsWish.ALL_WITH_ADDON,
          NewAccountsWish.ALL_WITHOUT_ADDON);
  private static final Set<Search.Kind> OF_POLICY =
      Set.of(Search.Kind.POLICY_TEXT, Search.Kind.POLICY_ATTACHED, Search.Kind.POLICY_DETACHED);

  private static final Search SPACE = search((_, _, _) -> false);

  private static Search search(Search.Dropped dropped) {
    return new Search(new Cases(Feature.RUNTIME_MONITORING, List.of(Standing.MEMBER)), dropped);
  }

  private static Stream<Case> cases() {
    List<Integer> organizations =
        Spaces.plainOrganizations().stream().filter(bits -> bits < 16).toList();
    return Spaces.protectedAccount(organizations, WISHES);
  }

  @BeforeAll
  static void holdsUnderEveryPolicy() {
    assertThat(SPACE.first(cases())).isEmpty();
    assertThat(SPACE.plans()).isGreaterThan(8_000);
    System.out.printf("%,d plans, %,d states walked%n", SPACE.plans(), SPACE.states());
  }

  private static List<Search.EdgeKind> kindsOfEdges() {
    return SPACE.kindsOfEdges().stream()
        .filter(kind -> OF_POLICY.contains(kind.waits()) || OF_POLICY.contains(kind.first()))
        .toList();
  }

  @Test
  void knowsEveryKindOfEdge() {
    assertThat(kindsOfEdges())
        .extracting(Search.EdgeKind::toString)
        .containsExactly(
            "feature <- policy attached",
            "feature <- policy's text",
            "organization to ALL <- policy attached",
            "organization to ALL <- policy's text",
            "policy attached <- policy's text",
            "policy attached <~ tag",
            "policy detached <- policy attached",
            "policy detached <~ tag",
            "policy's text <~ tag",
            "tag <- policy's text");
  }

  /// Each kind of edge that the planner makes is needed: without it some plan breaks a law, and the
  /// checker that `apply` runs sees it too.
  @TestFactory
  Stream<DynamicTest> withoutItSomePlanBreaksALaw() {
    return kindsOfEdges().stream()
        .map(kind -> dynamicTest(kind.toString(), () -> assertIsNeeded(kind)));
  }

  private static void assertIsNeeded(Search.EdgeKind kind) {
    var broken =
        search((waits, first, soft) ->
            (soft ? Search.EdgeKind.soft(waits, first) : Search.EdgeKind.of(waits, first))
                .equals(kind));

    var fault = broken.first(cases());

    assertThat(fault).as("an edge that nothing notices missing").isPresent();
    assertThat(broken.checkedOrder(fault.get().problem()))
        .as("%s", fault.get())
        .isInstanceOf(OrderChecker.Verdict.Broken.class);
  }

  @Test
  void theSmallCheckerAgrees() {
    assertThat(
            cases()
                .parallel()
                .filter(
                    problem -> !(SPACE.checkedOrder(problem) instanceof OrderChecker.Verdict.Holds))
                .findAny())
        .isEmpty();
  }
}
