package io.eksguard.plan;

import static io.eksguard.live.Lives.OFF;
import static io.eksguard.live.Lives.OFF_BUT_ADDON;
import static io.eksguard.live.Lives.ON_BY_TAG;
import static io.eksguard.live.Lives.ON_MANAGED;
import static io.eksguard.model.Desireds.ADMINISTRATOR;
import static io.eksguard.model.Desireds.MEMBER;
import static io.eksguard.model.Desireds.OTHER;
import static io.eksguard.model.Desireds.REGION;
import static io.eksguard.model.Desireds.SECOND_REGION;
import static io.eksguard.model.Desireds.all;
import static io.eksguard.model.Desireds.allExcept;
import static io.eksguard.model.Desireds.disabled;
import static io.eksguard.model.Desireds.draft;
import static io.eksguard.model.Desireds.manual;
import static io.eksguard.model.Desireds.member;
import static io.eksguard.model.Desireds.only;
import static io.eksguard.model.Desireds.standalone;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.live.Lives;
import io.eksguard.model.ApproachName;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Standing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Every row of the planner's table of edges, its guards, and its order.
class PlannerTest {
  private static final Place PLACE = new Place(MEMBER, REGION);
  private static final String FEATURE = "us-east-1/444455556666/feature";
  private static final String OTHER_FEATURE = "us-east-1/444455556666/other-feature";
  private static final String TAG = "us-east-1/444455556666/web/tag";
  private static final String ORGANIZATION = "us-east-1/organization/RUNTIME_MONITORING";
  private static final String ORGANIZATION_ALL = ORGANIZATION + "/all";
  private static final String OLD_ORGANIZATION = "us-east-1/organization/EKS_RUNTIME_MONITORING";
  private static final AutoEnableSetting NONE = AutoEnableSetting.NONE;
  private static final AutoEnableSetting ALL =
      new AutoEnableSetting(AutoEnable.ALL, AutoEnable.ALL);
  private static final AutoEnableSetting ALL_BY_TAG =
      new AutoEnableSetting(AutoEnable.ALL, AutoEnable.NONE);
  private static final AutoEnableSetting NEW =
      new AutoEnableSetting(AutoEnable.NEW, AutoEnable.NEW);

  private static Step step(Plan plan, String id) {
    return plan.steps().stream()
        .filter(s -> s.id().value().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError(id + " is not among " + ids(plan)));
  }

  private static List<String> ids(Plan plan) {
    return plan.steps().stream().map(s -> s.id().value()).toList();
  }

  private static List<String> waits(Plan plan, String id) {
    return step(plan, id).dependsOn().stream().map(StepId::value).toList();
  }

  @Test
  void theTagsOfAnAccountComeBeforeItsFeature() {
    var desired = standalone(allExcept("web"));
    var plan = Plans.of(desired, Lives.of(desired).cluster(MEMBER, "web").build());

    assertThat(ids(plan)).containsExactly(TAG, FEATURE);
    assertThat(waits(plan, FEATURE)).containsExactly(TAG);
    assertThat(waits(plan, TAG)).isEmpty();
  }

  @Test
  void anAccountDoesNotWaitForTheTagsOfAnother() {
    var desired = draft().member(MEMBER, allExcept("web")).member(OTHER, allExcept("web")).build();
    var live = Lives.of(desired).cluster(MEMBER, "web").cluster(OTHER, "web").build();

    assertThat(waits(Plans.of(desired, live), FEATURE)).containsExactly(TAG);
  }

  @Test
  void aRegionDoesNotWaitForTheTagsOfAnother() {
    var desired =
        draft().regions(REGION, SECOND_REGION).standalone(MEMBER, allExcept("web")).build();
    var live =
        Lives.of(desired)
            .cluster(PLACE, "web", Optional.empty())
            .cluster(new Place(MEMBER, SECOND_REGION), "web", Optional.empty())
            .build();

    assertThat(waits(Plans.of(desired, live), FEATURE)).containsExactly(TAG);
  }

  @Test
  void theChosenFeatureComesOnBeforeTheOtherGoesOff() {
    var desired = standalone(allExcept("web"));
    var live = Lives.of(desired).features(MEMBER, OFF, ON_MANAGED).cluster(MEMBER, "web").build();

    var plan = Plans.of(desired, live);

    assertThat(waits(plan, OTHER_FEATURE)).containsExactly(FEATURE, TAG);
    assertThat(step(plan, OTHER_FEATURE).guards())
        .contains(
            new Guard.FeatureSet(
                PLACE, Standing.STANDALONE, Feature.RUNTIME_MONITORING, ON_MANAGED));
  }

  @Test
  void whereTheChosenFeatureIsOnAlreadyTheOtherStillGoesOffUnderItsGuard() {
    var desired = standalone(only("web"));
    var live =
        Lives.of(desired)
            .features(MEMBER, ON_BY_TAG, ON_MANAGED)
            .tagged(MEMBER, "web", "true")
            .build();

    var plan = Plans.of(desired, live);

    assertThat(ids(plan)).containsExactly(OTHER_FEATURE);
    assertThat(step(plan, OTHER_FEATURE).guards())
        .contains(
            new Guard.FeatureSet(PLACE, Standing.STANDALONE, Feature.RUNTIME_MONITORING, ON_BY_TAG))
        .anyMatch(Guard.ClustersReady.class::isInstance);
  }

  @Test
  void loweringAllComesBeforeAMemberIsTurnedOff() {
    var desired =
        draft().newAccounts(AutoEnable.NEW, ApproachName.ALL).member(MEMBER, disabled()).build();
    var live = Lives.of(desired).runtime(MEMBER, ON_MANAGED).organization(ALL, NONE).build();

    assertThat(waits(Plans.of(desired, live), FEATURE)).containsExactly(ORGANIZATION);
  }

  @Test
  void loweringAllOfTheAddonComesBeforeAMembersAddonIsTurnedOff() {
    var desired =
        draft().newAccounts(AutoEnable.NEW, ApproachName.ONLY).member(MEMBER, manual()).build();
    var live = Lives.of(desired).runtime(MEMBER, ON_MANAGED).organization(ALL, NONE).build();

    assertThat(waits(Plans.of(desired, live), FEATURE)).containsExactly(ORGANIZATION);
  }

  @Test
  void loweringAllComesBeforeTheAdministratorIsTurnedOff() {
    var desired =
        draft().newAccounts(AutoEnable.NEW, ApproachName.ALL).administrator(disabled()).build();
    var live = Lives.of(desired).runtime(ADMINISTRATOR, ON_MANAGED).organization(ALL, NONE).build();

    assertThat(waits(Plans.of(desired, live), "us-east-1/111122223333/feature"))
        .containsExactly(ORGANIZATION);
  }

  @Test
  void aMemberThatIsTurnedOnDoesNotWaitForTheLowering() {
    var desired =
        draft().newAccounts(AutoEnable.NEW, ApproachName.ALL).member(MEMBER, all()).build();
    var live = Lives.of(desired).organization(ALL, NONE).build();

    assertThat(waits(Plans.of(desired, live), FEATURE)).isEmpty();
  }

  @Test
  void everyTagOfTheRegionComesBeforeAllIsRaised() {
    var desired =
        draft()
            .newAccounts(AutoEnable.ALL, ApproachName.ALL_EXCEPT)
            .member(MEMBER, allExcept("web"))
            .member(OTHER, allExcept("web"))
            .administrator(all())
            .build();
    var live =
        Lives.of(desired)
            .runtime(ADMINISTRATOR, ON_MANAGED)
            .cluster(MEMBER, "web")
            .cluster(OTHER, "web")
            .build();

    var plan = Plans.of(desired, live);

    assertThat(waits(plan, ORGANIZATION_ALL)).contains(TAG, "us-east-1/777788889999/web/tag");
    assertThat(step(plan, ORGANIZATION_ALL).guards())
        .filteredOn(Guard.ClustersReady.class::isInstance)
        .extracting(Guard::place)
        .containsExactly(new Place(ADMINISTRATOR, REGION), PLACE, new Place(OTHER, REGION));
  }

  @Test
  void raisingToNewWaitsForNoTag() {
    var desired =
        draft()
            .newAccounts(AutoEnable.NEW, ApproachName.ALL_EXCEPT)
            .member(MEMBER, allExcept("web"))
            .build();
    var live = Lives.of(desired).cluster(MEMBER, "web").build();

    assertThat(waits(Plans.of(desired, live), ORGANIZATION)).isEmpty();
  }

  @Test
  void anAddonLeftOnUnderADisabledFeatureIsCorrectedBeforeAllWakesIt() {
    var desired =
        draft()
            .newAccounts(AutoEnable.ALL, ApproachName.MANUAL)
            .administrator(manual())
            .member(MEMBER, manual())
            .build();
    var live =
        Lives.of(desired)
            .runtime(ADMINISTRATOR, ON_BY_TAG)
            .runtime(MEMBER, OFF_BUT_ADDON)
            .cluster(MEMBER, "web")
            .build();

    var plan = Plans.of(desired, live);

    assertThat(waits(plan, ORGANIZATION_ALL)).containsExactly(FEATURE);
    assertThat(step(plan, ORGANIZATION_ALL).guards())
        .contains(
            new Guard.FeatureSet(PLACE, Standing.MEMBER, Feature.RUNTIME_MONITORING, ON_BY_TAG));
  }

  @Test
  void newAccountsGetTheChosenFeatureBeforeTheyLoseTheOther() {
    var desired = draft().newAccounts(AutoEnable.NEW, ApproachName.ALL).build();
    var live = Lives.of(desired).organization(NONE, NEW).build();

    assertThat(waits(Plans.of(desired, live), OLD_ORGANIZATION)).containsExactly(ORGANIZATION);
  }

  @Test
  void theOldFeaturesAllIsLoweredBeforeAMemberLosesIt() {
    var desired =
        draft().newAccounts(AutoEnable.NEW, ApproachName.ALL).member(MEMBER, all()).build();
    var live = Lives.of(desired).features(MEMBER, OFF, ON_MANAGED).organization(NONE, ALL).build();

    var plan = Plans.of(desired, live);

    assertThat(waits(plan, OTHER_FEATURE)).containsExactly(FEATURE, OLD_ORGANIZATION);
  }

  @Test
  void whatIsBothLoweredAndRaisedIsLoweredFirstAndRaisedAfterTheMembers() {
    var desired =
        draft()
            .newAccounts(AutoEnable.ALL, ApproachName.ONLY)
            .administrator(manual())
            .member(MEMBER, only("web"))
            .build();
    var live =
        Lives.of(desired)
            .runtime(ADMINISTRATOR, ON_BY_TAG)
            .runtime(MEMBER, ON_MANAGED)
            .cluster(MEMBER, "web")
            .organization(new AutoEnableSetting(AutoEnable.NEW, AutoEnable.ALL), NONE)
            .build();

    var plan = Plans.of(desired, live);

    assertThat(ids(plan)).containsExactly(TAG, ORGANIZATION, FEATURE, ORGANIZATION_ALL);
    assertThat(waits(plan, FEATURE)).containsExactly(TAG, ORGANIZATION);
    assertThat(waits(plan, ORGANIZATION_ALL)).containsExactly(FEATURE, TAG, ORGANIZATION);
  }

  @Test
  void oneOrganizationStepIsEnoughWhereNothingIsBothLoweredAndRaised() {
    var desired =
        draft().newAccounts(AutoEnable.ALL, ApproachName.ALL).administrator(all()).build();
    var live =
        Lives.of(desired).runtime(ADMINISTRATOR, ON_MANAGED).organization(ALL_BY_TAG, NONE).build();

    assertThat(ids(Plans.of(desired, live))).containsExactly(ORGANIZATION_ALL);
  }

  @Test
  void aFeatureIsGuardedByEveryTagThatItsClustersNeed() {
    var desired = standalone(allExcept("web", "old"));
    var live =
        Lives.of(desired)
            .cluster(MEMBER, "web")
            .tagged(MEMBER, "old", "false")
            .cluster(MEMBER, "free")
            .build();

    var guards = step(Plans.of(desired, live), FEATURE).guards();

    assertThat(guards)
        .containsExactly(
            tagged("old"),
            tagged("web"),
            new Guard.ClustersReady(
                PLACE, Standing.STANDALONE, allExcept("web", "old").selection(REGION), true));
  }

  private static Guard tagged(String cluster) {
    return new Guard.ClusterTagged(PLACE, Standing.STANDALONE, new ClusterName(cluster), "false");
  }

  @Test
  void turningOffNeedsNoGuard() {
    var desired = standalone(disabled());
    var live = Lives.of(desired).runtime(MEMBER, ON_MANAGED).tagged(MEMBER, "web", "true").build();

    assertThat(step(Plans.of(desired, live), FEATURE).guards()).isEmpty();
  }

  @Test
  void actionsSayWhatHappensToTheAccount() {
    var enable = standalone(all());
    var disable = standalone(disabled());
    var migrate = standalone(all());

    assertThat(actions(Plans.of(enable, Lives.of(enable).build()))).containsExactly(Action.ENABLE);
    assertThat(
            actions(Plans.of(disable, Lives.of(disable).features(MEMBER, OFF, ON_BY_TAG).build())))
        .containsExactly(Action.DISABLE);
    assertThat(
            actions(Plans.of(migrate, Lives.of(migrate).features(MEMBER, OFF, ON_MANAGED).build())))
        .containsExactly(Action.UPDATE, Action.UPDATE);
  }

  private static List<Action> actions(Plan plan) {
    return plan.steps().stream().map(Step::action).toList();
  }

  @Test
  void isTheSameTwiceAndInOrderOfRegionsAndAccounts() {
    var desired =
        draft().regions(REGION, SECOND_REGION).member(OTHER, all()).member(MEMBER, all()).build();
    var live = Lives.of(desired).build();

    assertThat(ids(Plans.of(desired, live)))
        .containsExactly(
            "eu-west-1/444455556666/feature",
            "eu-west-1/777788889999/feature",
            "us-east-1/444455556666/feature",
            "us-east-1/777788889999/feature");
    assertThat(Plans.of(desired, live)).isEqualTo(Plans.of(desired, live));
  }

  @Test
  void thereIsNothingToDoWhereLiveMatches() {
    var desired = member(allExcept("web"));
    var live = Lives.of(desired).runtime(MEMBER, ON_MANAGED).tagged(MEMBER, "web", "false").build();

    assertThat(Plans.of(desired, live).isEmpty()).isTrue();
  }
}
