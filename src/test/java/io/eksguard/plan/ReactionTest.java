package io.eksguard.plan;

import static java.util.Comparator.comparingInt;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diff.Change;
import io.eksguard.diff.Reason;
import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Selection;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import io.eksguard.plan.Reaction.Colour;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What is said of compliance checks, and of agents that are there already. Where agents and
/// endpoints come from and go to is compared with the sandbox on random worlds.
class ReactionTest {
  private static final Region REGION = new Region("us-east-1");
  private static final Place PLACE = new Place(new AccountId("444455556666"), REGION);
  private static final Setting ALL = new Setting(true, true);
  private static final Setting ONLY = new Setting(true, false);
  private static final ClusterName CLUSTER = new ClusterName("payments");

  private static Reaction turningOn(Feature feature, Setting wanted, boolean others) {
    SortedMap<Feature, Setting> off = new TreeMap<>(Map.of(feature, Setting.OFF));
    var basis =
        new Basis(
            PLACE,
            Standing.MEMBER,
            off,
            new TreeMap<>(Map.of(feature, wanted)),
            new Selection(false, List.of(new ClusterPattern("payments"))),
            new TreeMap<>(Map.of(CLUSTER, Optional.of("true"))),
            true);
    var change =
        new Change.AccountFeature(
            PLACE,
            Standing.MEMBER,
            feature,
            Setting.OFF,
            wanted,
            Reason.DIFFERS_FROM_FILE,
            "organization");
    var step =
        new Step(
            new StepId("one"),
            Action.ENABLE,
            change,
            new TreeSet<>(),
            new TreeSet<>(),
            List.of(),
            Optional.empty());
    return Reaction.of(
        new Plan(List.of(step)),
        new Bases(new TreeMap<>(Map.of(PLACE, basis)), new TreeMap<>()),
        others);
  }

  private static Map<Check, Colour> colours(Reaction reaction) {
    Map<Check, Colour> colours = new TreeMap<>();
    reaction.checks().forEach(one -> colours.put(one.check(), one.after()));
    return colours;
  }

  @Test
  void aPriceIsStatedForNoRegionButThatOfItsSource() {
    assertThat(AgentPrice.in(new Region("us-east-1")).map(AgentPrice::most))
        .contains(new BigDecimal("1.50"));
    assertThat(AgentPrice.in(new Region("eu-west-1"))).isEmpty();
    assertThat(AgentPrice.example().tiers())
        .isSortedAccordingTo(comparingInt(AgentPrice.Tier::above));
  }

  @Test
  void theSumIsBetweenTheLastPriceForAllAndEachPriceForItsOwn() {
    AgentPrice price = AgentPrice.in(new Region("us-east-1")).orElseThrow();

    assertThat(price.most(0)).isZero();
    assertThat(price.most(500)).isEqualByComparingTo("750");
    assertThat(price.most(501)).isEqualByComparingTo("750.75");
    assertThat(price.most(6_000)).isEqualByComparingTo("4375");
    assertThat(price.least(6_000)).isEqualByComparingTo("1500");
  }

  @Test
  void withoutAddonManagementTwoChecksStayRedAsTheFileAsksFor() {
    Reaction reaction = turningOn(Feature.RUNTIME_MONITORING, ONLY, false);

    assertThat(colours(reaction))
        .containsOnly(
            Map.entry(Check.GUARDDUTY_7, Colour.RED),
            Map.entry(Check.GUARDDUTY_11, Colour.GREEN),
            Map.entry(Check.CONFIG_RULE, Colour.RED));
    assertThat(reaction.checks())
        .filteredOn(one -> one.after() == Colour.RED)
        .allMatch(Reaction.OnCheck::byDesign);
  }

  @Test
  void theOlderFeatureWithAddonManagementPassesAllButTheNewerCheck() {
    assertThat(colours(turningOn(Feature.EKS_RUNTIME_MONITORING, ALL, false)))
        .containsOnly(
            Map.entry(Check.GUARDDUTY_7, Colour.GREEN),
            Map.entry(Check.GUARDDUTY_11, Colour.RED),
            Map.entry(Check.CONFIG_RULE, Colour.GREEN));
  }

  @Test
  void whatAwsDoesNotDefineIsNotClaimed() {
    assertThat(colours(turningOn(Feature.RUNTIME_MONITORING, ALL, false)))
        .containsEntry(Check.GUARDDUTY_7, Colour.UNKNOWN)
        .containsEntry(Check.CONFIG_RULE, Colour.UNKNOWN);
  }

  @Test
  void noGreenIsClaimedForAnOrganizationThatIsNotKnownWhole() {
    assertThat(colours(turningOn(Feature.RUNTIME_MONITORING, ALL, true)))
        .containsEntry(Check.GUARDDUTY_11, Colour.UNKNOWN);
  }

  @Test
  void anAgentThatIsThereIsTakenOver() {
    Reaction reaction = turningOn(Feature.RUNTIME_MONITORING, ONLY, false);

    assertThat(reaction.agents())
        .extracting(Reaction.OnCluster::agent)
        .containsExactly(Reaction.Agent.INSTALLED);
    assertThat(reaction.seeing((_, cluster) -> cluster.equals(CLUSTER)).agents())
        .extracting(Reaction.OnCluster::agent)
        .containsExactly(Reaction.Agent.TAKEN_OVER);
  }

  @Test
  void nothingFollowsFromNoStep() {
    assertThat(Reaction.of(new Plan(List.of()), new Bases(new TreeMap<>(), new TreeMap<>()), true))
        .matches(Reaction::isEmpty);
  }
}
