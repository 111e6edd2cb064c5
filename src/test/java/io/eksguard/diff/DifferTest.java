package io.eksguard.diff;

import static io.eksguard.live.Lives.OFF;
import static io.eksguard.live.Lives.OFF_BUT_ADDON;
import static io.eksguard.live.Lives.ON_BY_TAG;
import static io.eksguard.live.Lives.ON_MANAGED;
import static io.eksguard.live.Lives.denied;
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
import static io.eksguard.model.Desireds.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.eksguard.live.Detector;
import io.eksguard.live.FeatureState;
import io.eksguard.live.LiveState;
import io.eksguard.live.Lives;
import io.eksguard.live.Reading;
import io.eksguard.model.ApproachName;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.Desired;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferTest {
  private static final AutoEnableSetting NONE = AutoEnableSetting.NONE;
  private static final AutoEnableSetting NEW =
      new AutoEnableSetting(AutoEnable.NEW, AutoEnable.NEW);
  private static final AutoEnableSetting ALL =
      new AutoEnableSetting(AutoEnable.ALL, AutoEnable.ALL);
  private static final AutoEnableSetting ALL_BY_TAG =
      new AutoEnableSetting(AutoEnable.ALL, AutoEnable.NONE);

  /// The changes, each as one line.
  private static List<String> changes(Desired desired, LiveState live) {
    return Differ.diff(desired, live).changes().stream().map(DifferTest::line).toList();
  }

  private static String line(Change change) {
    return switch (change) {
      case Change.ClusterTag tag ->
          "%s: %s -> %s"
              .formatted(tag.cluster(), tag.before().orElse("-"), tag.after().orElse("-"));
      case Change.ClusterAgent agent ->
          "%s: agent %s -> %s"
              .formatted(
                  agent.cluster(),
                  agent.before().map(Object::toString).orElse("-"),
                  agent.after().map(Object::toString).orElse("-"));
      case Change.VpcEndpoint endpoint ->
          "%s: endpoint %s -> %s"
              .formatted(
                  endpoint.vpc(),
                  endpoint.before().map(Object::toString).orElse("-"),
                  endpoint.after().map(Object::toString).orElse("-"));
      case Change.AccountFeature feature ->
          "%s: %s -> %s".formatted(feature.feature(), feature.before(), feature.after());
      case Change.OrganizationFeature feature ->
          "organization %s: %s -> %s"
              .formatted(feature.feature(), feature.before(), feature.after());
      case Change.PolicyText text ->
          "policy: %s -> text"
              .formatted(text.before().map(seen -> "other than the").orElse("none"));
      case Change.PolicyTarget target ->
          (target.attached() ? "attach to " : "detach from ") + target.target();
    };
  }

  private static List<String> findings(Difference difference) {
    return difference.findings().stream()
        .map(f -> f.kind() + " " + f.account() + f.cluster().map(c -> " " + c).orElse(""))
        .toList();
  }

  @Test
  void nothingIsPlannedForAnAccountThatWasSeenThroughTheAdministratorOnly() {
    Desired desired = member(all());
    LiveState live =
        Lives.of(desired)
            .member(MEMBER)
            .runtime(MEMBER, ON_BY_TAG)
            .seenThroughAdministrator(MEMBER)
            .build();

    Difference difference = Differ.diff(desired, live);

    assertThat(difference.changes()).isEmpty();
    assertThat(difference.blocked()).containsExactly(new Place(MEMBER, REGION));
  }

  @Test
  void allIsNotSetOverAnAccountThatWasSeenThroughTheAdministratorOnly() {
    Desired desired =
        draft()
            .administrator(all())
            .newAccounts(AutoEnable.ALL, ApproachName.ALL)
            .member(MEMBER, all())
            .build();
    Lives.Draft live =
        Lives.of(desired)
            .member(MEMBER)
            .runtime(ADMINISTRATOR, ON_MANAGED)
            .runtime(MEMBER, ON_MANAGED);

    assertThat(changes(desired, live.build())).hasSize(1);

    Difference difference = Differ.diff(desired, live.seenThroughAdministrator(MEMBER).build());

    assertThat(difference.changes()).isEmpty();
    assertThat(findings(difference)).containsExactly("ALL_NOT_SAFE organization");
  }

  /// Every approach against every live setting and tag: which tag is touched, and how.
  @ParameterizedTest(name = "{0} over {1}, tag {2}: {3}")
  @CsvSource({
    "all, OFF, -, -",
    "all, OFF, false, web: false -> -",
    "all, OFF, true, -",
    "all, OFF, odd, -",
    "all, MANAGED, false, web: false -> -",
    "all, BY_TAG, -, -",
    "all, BY_TAG, true, -",
    "all-except, OFF, -, web: - -> false",
    "all-except, OFF, true, web: true -> false",
    "all-except, OFF, odd, web: odd -> false",
    "all-except, OFF, false, -",
    "all-except, BY_TAG, -, web: - -> false",
    "all-except, MANAGED, -, web: - -> false",
    "only, OFF, -, web: - -> true",
    "only, OFF, false, web: false -> true",
    "only, OFF, odd, web: odd -> true",
    "only, MANAGED, -, web: - -> true",
    "only, MANAGED, true, -",
    "manual, OFF, -, -",
    "manual, OFF, true, web: true -> -",
    "manual, OFF, false, -",
    "manual, OFF, odd, -",
    "manual, MANAGED, false, -",
    "manual, BY_TAG, true, web: true -> -",
    "disabled, MANAGED, true, -",
    "disabled, MANAGED, false, -",
    "disabled, BY_TAG, true, -",
    "disabled, OFF, odd, -",
  })
  void touchesATagOnlyWhereItStandsInTheWay(
      String approach, String live, String tag, String expected) {
    var desired = standalone(approach(approach));
    var state = Lives.of(desired).runtime(MEMBER, setting(live));
    if (tag.equals("-")) {
      state.cluster(MEMBER, "web");
    } else {
      state.tagged(MEMBER, "web", tag);
    }

    var tags = changes(desired, state.build()).stream().filter(c -> c.startsWith("web")).toList();

    assertThat(tags).isEqualTo(expected.equals("-") ? List.of() : List.of(expected));
  }

  /// Every approach against every live setting: what becomes of the feature.
  @ParameterizedTest(name = "{0} over {1}: {2}")
  @CsvSource({
    "all, OFF, DISABLED/DISABLED -> ENABLED/ENABLED",
    "all, ADDON_ALONE, DISABLED/ENABLED -> ENABLED/ENABLED",
    "all, BY_TAG, ENABLED/DISABLED -> ENABLED/ENABLED",
    "all, MANAGED, -",
    "all-except, OFF, DISABLED/DISABLED -> ENABLED/ENABLED",
    "all-except, MANAGED, -",
    "only, OFF, DISABLED/DISABLED -> ENABLED/DISABLED",
    "only, ADDON_ALONE, DISABLED/ENABLED -> ENABLED/DISABLED",
    "only, MANAGED, ENABLED/ENABLED -> ENABLED/DISABLED",
    "only, BY_TAG, -",
    "manual, OFF, DISABLED/DISABLED -> ENABLED/DISABLED",
    "manual, MANAGED, ENABLED/ENABLED -> ENABLED/DISABLED",
    "manual, BY_TAG, -",
    "disabled, OFF, -",
    "disabled, ADDON_ALONE, -",
    "disabled, BY_TAG, ENABLED/DISABLED -> DISABLED/DISABLED",
    "disabled, MANAGED, ENABLED/ENABLED -> DISABLED/DISABLED",
  })
  void setsTheFeatureWhereItMeansSomethingElse(String approach, String live, String expected) {
    var desired = standalone(approach(approach));
    var state = Lives.of(desired).runtime(MEMBER, setting(live)).build();

    var found = changes(desired, state);

    assertThat(found)
        .isEqualTo(expected.equals("-") ? List.of() : List.of("RUNTIME_MONITORING: " + expected));
  }

  private static io.eksguard.model.Approach approach(String word) {
    return switch (word) {
      case "all" -> all();
      case "all-except" -> allExcept("web");
      case "only" -> only("web");
      case "manual" -> manual();
      default -> disabled();
    };
  }

  private static io.eksguard.model.Setting setting(String word) {
    return switch (word) {
      case "OFF" -> OFF;
      case "ADDON_ALONE" -> OFF_BUT_ADDON;
      case "BY_TAG" -> ON_BY_TAG;
      default -> ON_MANAGED;
    };
  }

  @Test
  void namesTheReasonAndTheRuleOfATag() {
    var desired = standalone(allExcept("web-*"));
    var live = Lives.of(desired).cluster(MEMBER, "web-1").build();

    var change = Differ.diff(desired, live).changes().getLast();

    assertThat(change.reason()).isEqualTo(Reason.NEEDS_EXCLUSION_TAG);
    assertThat(change.path()).isEqualTo("rule:web-*");
  }

  @Test
  void warnsOfAnOddValueAndLeavesItWhereItDoesNoHarm() {
    var desired = standalone(all());
    var live = Lives.of(desired).runtime(MEMBER, ON_MANAGED).tagged(MEMBER, "web", "False").build();

    var difference = Differ.diff(desired, live);

    assertThat(difference.changes()).isEmpty();
    assertThat(findings(difference)).containsExactly("ODD_TAG_VALUE 444455556666 web");
  }

  @Test
  void leavesAClusterThatIsBeingDeletedAlone() {
    var desired = standalone(allExcept("web"));
    var live =
        Lives.of(desired)
            .runtime(MEMBER, ON_MANAGED)
            .leaving(MEMBER, "web", Optional.empty())
            .build();

    assertThat(Differ.diff(desired, live).changes()).isEmpty();
  }

  @Test
  void movesToRuntimeMonitoringAndRetiresTheOlderFeature() {
    var desired = standalone(all());
    var live = Lives.of(desired).features(MEMBER, OFF, ON_MANAGED).build();

    assertThat(changes(desired, live))
        .containsExactly(
            "RUNTIME_MONITORING: DISABLED/DISABLED -> ENABLED/ENABLED",
            "EKS_RUNTIME_MONITORING: ENABLED/ENABLED -> DISABLED/DISABLED");
  }

  @Test
  void movesBackToEksRuntimeMonitoring() {
    var desired =
        draft().feature(Feature.EKS_RUNTIME_MONITORING).standalone(MEMBER, only("web")).build();
    var live = Lives.of(desired).features(MEMBER, ON_BY_TAG, OFF).build();

    assertThat(changes(desired, live))
        .containsExactly(
            "EKS_RUNTIME_MONITORING: DISABLED/DISABLED -> ENABLED/DISABLED",
            "RUNTIME_MONITORING: ENABLED/DISABLED -> DISABLED/DISABLED");
  }

  @Test
  void turnsBothFeaturesOffUnderDisabled() {
    var desired = standalone(disabled());
    var live = Lives.of(desired).features(MEMBER, ON_BY_TAG, ON_MANAGED).build();

    assertThat(changes(desired, live)).hasSize(2);
  }

  @Test
  void refusesToEndEcsMonitoringBehindTheUsersBack() {
    var desired = draft().feature(Feature.EKS_RUNTIME_MONITORING).standalone(MEMBER, all()).build();
    var ecs = new FeatureState(ON_MANAGED, new TreeSet<>(List.of("ECS_FARGATE_AGENT_MANAGEMENT")));
    var live =
        Lives.of(desired)
            .detector(
                MEMBER,
                new Reading.Present<>(
                    Detector.of(
                        Map.of(
                            Feature.RUNTIME_MONITORING,
                            ecs,
                            Feature.EKS_RUNTIME_MONITORING,
                            FeatureState.of(OFF)))))
            .build();

    var difference = Differ.diff(desired, live);

    assertThat(difference.changes()).isEmpty();
    assertThat(findings(difference)).containsExactly("WOULD_END_OTHER_MONITORING 444455556666");
  }

  @Test
  void warnsThatTurningOffAsAskedEndsEcsMonitoringToo() {
    var desired = standalone(disabled());
    var ecs = new FeatureState(ON_MANAGED, new TreeSet<>(List.of("ECS_FARGATE_AGENT_MANAGEMENT")));
    var live =
        Lives.of(desired)
            .detector(
                MEMBER, new Reading.Present<>(Detector.of(Map.of(Feature.RUNTIME_MONITORING, ecs))))
            .build();

    var difference = Differ.diff(desired, live);

    assertThat(difference.changes()).hasSize(1);
    assertThat(findings(difference)).containsExactly("ENDS_OTHER_MONITORING 444455556666");
  }

  @Test
  void blocksAnAccountWithoutADetectorAndSaysSo() {
    var desired = standalone(all());
    var live = Lives.of(desired).detector(MEMBER, new Reading.Absent<>()).build();

    var difference = Differ.diff(desired, live);

    assertThat(difference.changes()).isEmpty();
    assertThat(difference.blocked()).containsExactly(new Place(MEMBER, REGION));
    assertThat(findings(difference)).containsExactly("NO_DETECTOR 444455556666");
  }

  @Test
  void takesAMissingDetectorForOff() {
    var desired = standalone(disabled());
    var live = Lives.of(desired).detector(MEMBER, new Reading.Absent<>()).build();

    var difference = Differ.diff(desired, live);

    assertThat(difference.changes()).isEmpty();
    assertThat(difference.blocked()).isEmpty();
  }

  @Test
  void blocksWhereTheRegionDoesNotOfferTheFeature() {
    var desired = standalone(all());
    var live =
        Lives.of(desired).detector(MEMBER, new Reading.Present<>(Detector.of(Map.of()))).build();

    assertThat(findings(Differ.diff(desired, live)))
        .containsExactly("FEATURE_NOT_OFFERED 444455556666");
  }

  @Test
  void anUnreadableAccountBlocksOnlyItself() {
    var desired = draft().member(MEMBER, all()).member(OTHER, all()).build();
    var live =
        Lives.of(desired)
            .clusters(MEMBER, new Reading.Unknown<>(denied("eks:ListClusters")))
            .build();

    var difference = Differ.diff(desired, live);

    assertThat(difference.blocked()).containsExactly(new Place(MEMBER, REGION));
    assertThat(difference.changes())
        .extracting(c -> ((Change.AccountFeature) c).place().account())
        .containsExactly(OTHER);
  }

  @Test
  void unknownDetectorsNeverTurnIntoAbsentOnes() {
    var desired = standalone(disabled());
    var live =
        Lives.of(desired)
            .detector(MEMBER, new Reading.Unknown<>(denied("guardduty:GetDetector")))
            .build();

    var difference = Differ.diff(desired, live);

    assertThat(difference.blocked()).containsExactly(new Place(MEMBER, REGION));
    assertThat(difference.grounds()).isEmpty();
  }

  @Test
  void unknownOrganizationSettingsBlockTheOrganizationsAccounts() {
    var desired = draft().administrator(all()).member(MEMBER, all()).build();
    var live =
        Lives.of(desired)
            .settings(new Reading.Unknown<>(denied("guardduty:DescribeOrganizationConfiguration")))
            .build();

    assertThat(Differ.diff(desired, live).blocked())
        .containsExactly(new Place(ADMINISTRATOR, REGION), new Place(MEMBER, REGION));
  }

  @Test
  void isBlockedByAnAllThatTheFileDoesNotManage() {
    var desired = draft().member(MEMBER, only("web")).member(OTHER, all()).build();
    var live =
        Lives.of(desired)
            .cluster(MEMBER, "web")
            .runtime(MEMBER, ON_MANAGED)
            .organization(ALL, NONE)
            .build();

    var difference = Differ.diff(desired, live);

    assertThat(findings(difference)).containsExactly("BLOCKED_BY_ALL 444455556666");
    assertThat(difference.blocked()).containsExactly(new Place(MEMBER, REGION));
  }

  @Test
  void isBlockedByAnAllOfTheFeatureThatShallBeRetired() {
    var desired = member(all());
    var live = Lives.of(desired).organization(NONE, ALL_BY_TAG).build();

    assertThat(findings(Differ.diff(desired, live))).containsExactly("BLOCKED_BY_ALL 444455556666");
  }

  @Test
  void isNotBlockedWhereTheFileLowersAll() {
    var desired =
        draft().newAccounts(AutoEnable.NEW, ApproachName.ALL).member(MEMBER, disabled()).build();
    var live = Lives.of(desired).runtime(MEMBER, ON_MANAGED).organization(ALL, NONE).build();

    var difference = Differ.diff(desired, live);

    assertThat(difference.findings()).isEmpty();
    assertThat(difference.changes().stream().map(DifferTest::line))
        .containsExactlyInAnyOrder(
            "RUNTIME_MONITORING: ENABLED/ENABLED -> DISABLED/DISABLED",
            "organization RUNTIME_MONITORING: ALL/ALL -> NEW/NEW");
  }

  @Test
  void allIsNotSetWhereItReachesAMemberThatTheFileDoesNotCover() {
    var desired =
        draft().newAccounts(AutoEnable.ALL, ApproachName.ALL).administrator(all()).build();
    var live = Lives.of(desired).runtime(ADMINISTRATOR, ON_MANAGED).member(OTHER).build();

    var difference = Differ.diff(desired, live);

    assertThat(difference.changes()).isEmpty();
    assertThat(difference.findings())
        .extracting(Finding::kind, Finding::detail)
        .containsExactly(tuple(Finding.Kind.ALL_NOT_SAFE, OTHER.value()));
  }

  @Test
  void allIsNotSetWhereItReachesAnAdministratorThatTheFileDoesNotCover() {
    var desired = draft().newAccounts(AutoEnable.ALL, ApproachName.ALL).build();

    var difference = Differ.diff(desired, Lives.of(desired).build());

    assertThat(difference.changes()).isEmpty();
    assertThat(difference.findings())
        .extracting(Finding::kind, Finding::detail)
        .containsExactly(tuple(Finding.Kind.ALL_NOT_SAFE, ADMINISTRATOR.value()));
  }

  @Test
  void accountsThatStandAloneAreUnderNoOrganization() {
    var desired = standalone(disabled());
    var live = Lives.of(desired).organization(ALL, ALL).runtime(MEMBER, ON_MANAGED).build();

    assertThat(Differ.diff(desired, live).blocked()).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}: {2}/{3}")
  @CsvSource({
    "NEW, ALL, NEW, NEW",
    "NEW, ALL_EXCEPT, NEW, NEW",
    "ALL, ALL, ALL, ALL",
    "NEW, ONLY, NEW, NONE",
    "NEW, MANUAL, NEW, NONE",
  })
  void setsNewAccountsAsTheApproachMeans(
      AutoEnable autoEnable, ApproachName approach, AutoEnable feature, AutoEnable addon) {
    var desired = draft().newAccounts(autoEnable, approach).administrator(all()).build();
    var live = Lives.of(desired).runtime(ADMINISTRATOR, ON_MANAGED).build();

    assertThat(changes(desired, live))
        .containsExactly("organization RUNTIME_MONITORING: NONE/NONE -> " + feature + "/" + addon);
  }

  @Test
  void turnsNothingOnForNewAccountsUnderDisabled() {
    var desired = draft().newAccounts(AutoEnable.NEW, ApproachName.DISABLED).build();
    var live = Lives.of(desired).organization(NEW, NONE).build();

    assertThat(changes(desired, live))
        .containsExactly("organization RUNTIME_MONITORING: NEW/NEW -> NONE/NONE");
  }

  @Test
  void leavesGuardDutysOwnValueForNewAccountsUnlessTheFileSaysOne() {
    var desired = draft().newAccounts(AutoEnable.NEW, ApproachName.ALL).build();
    var said =
        draft()
            .newAccounts(AutoEnable.NEW, ApproachName.ALL)
            .guardDutyForNewAccounts(AutoEnable.ALL)
            .build();

    var left = (Change.OrganizationFeature) firstChange(desired);
    var set = (Change.OrganizationFeature) firstChange(said);

    assertThat(left.guardDutyAfter()).isEqualTo(AutoEnable.NEW);
    assertThat(set.guardDutyAfter()).isEqualTo(AutoEnable.ALL);
  }

  private static Change firstChange(Desired desired) {
    return Differ.diff(desired, Lives.of(desired).build()).changes().getFirst();
  }

  @Test
  void retiresTheOlderFeatureForNewAccountsToo() {
    var desired = draft().newAccounts(AutoEnable.NEW, ApproachName.ALL).build();
    var live = Lives.of(desired).organization(NONE, NEW).build();

    assertThat(changes(desired, live))
        .containsExactly(
            "organization RUNTIME_MONITORING: NONE/NONE -> NEW/NEW",
            "organization EKS_RUNTIME_MONITORING: NEW/NEW -> NONE/NONE");
  }

  @Test
  void doesNotRaiseToAllOverAnAccountThatCouldNotBeRead() {
    var desired =
        draft()
            .newAccounts(AutoEnable.ALL, ApproachName.ALL_EXCEPT)
            .member(MEMBER, allExcept("web"))
            .build();
    var live =
        Lives.of(desired)
            .clusters(MEMBER, new Reading.Unknown<>(denied("eks:ListClusters")))
            .build();

    var difference = Differ.diff(desired, live);

    assertThat(difference.changes()).isEmpty();
    assertThat(findings(difference)).contains("ALL_NOT_SAFE organization");
  }

  @Test
  void doesNotRaiseToAllOverMembersThatCouldNotBeListed() {
    var desired = draft().newAccounts(AutoEnable.ALL, ApproachName.ALL).defaults(all()).build();
    var live = Lives.of(desired).membersUnknown().build();

    var difference = Differ.diff(desired, live);

    assertThat(difference.changes()).isEmpty();
    assertThat(findings(difference)).containsExactly("ALL_NOT_SAFE organization");
  }

  @Test
  void whereAllIsNotSafeTheOlderFeatureStaysForNewAccounts() {
    var desired =
        draft()
            .newAccounts(AutoEnable.ALL, ApproachName.ALL)
            .member(MEMBER, all())
            .member(OTHER, all())
            .build();
    var live =
        Lives.of(desired)
            .organization(NONE, ALL)
            .features(MEMBER, OFF, ON_MANAGED)
            .detector(OTHER, new Reading.Unknown<>(denied("guardduty:GetMemberDetectors")))
            .build();

    var difference = Differ.diff(desired, live);

    assertThat(difference.changes().stream().map(DifferTest::line))
        .containsExactly("RUNTIME_MONITORING: DISABLED/DISABLED -> ENABLED/ENABLED");
    assertThat(findings(difference)).containsExactly("ALL_NOT_SAFE organization");
  }

  @Test
  void whereAllIsNotSafeWhatIsLoweredIsLoweredStill() {
    var desired =
        draft()
            .newAccounts(AutoEnable.ALL, ApproachName.MANUAL)
            .member(MEMBER, manual())
            .member(OTHER, manual())
            .build();
    var live =
        Lives.of(desired)
            .organization(new AutoEnableSetting(AutoEnable.NEW, AutoEnable.ALL), NONE)
            .runtime(MEMBER, ON_MANAGED)
            .detector(OTHER, new Reading.Unknown<>(denied("guardduty:GetMemberDetectors")))
            .build();

    var difference = Differ.diff(desired, live);

    assertThat(difference.changes().stream().map(DifferTest::line))
        .containsExactlyInAnyOrder(
            "RUNTIME_MONITORING: ENABLED/ENABLED -> ENABLED/DISABLED",
            "organization RUNTIME_MONITORING: NEW/ALL -> NEW/NONE");
    assertThat(findings(difference)).containsExactly("ALL_NOT_SAFE organization");
  }

  @Test
  void doesNotRaiseToAllOverASuspendedMemberWhoseClustersWereNotRead() {
    var desired =
        draft()
            .newAccounts(AutoEnable.ALL, ApproachName.ALL_EXCEPT)
            .administrator(all())
            .defaults(allExcept("legacy-*"))
            .build();
    var live = Lives.of(desired).runtime(ADMINISTRATOR, ON_MANAGED).suspendedMember(OTHER).build();

    var difference = Differ.diff(desired, live);

    assertThat(difference.changes()).isEmpty();
    assertThat(difference.findings()).extracting(Finding::detail).containsExactly("777788889999");
  }

  @Test
  void doesNotRaiseToAllOverASuspendedMemberThatIsNamed() {
    var desired =
        draft()
            .newAccounts(AutoEnable.ALL, ApproachName.ALL_EXCEPT)
            .member(OTHER, allExcept("legacy-*"))
            .build();
    var live =
        Lives.of(desired)
            .suspendedMember(OTHER)
            .detector(OTHER, new Reading.Unknown<>(denied("guardduty:GetMemberDetectors")))
            .build();

    var difference = Differ.diff(desired, live);

    assertThat(difference.changes()).isEmpty();
    assertThat(findings(difference)).contains("ALL_NOT_SAFE organization");
  }

  @Test
  void raisesToAllOverASuspendedMemberThatNeedsNoTags() {
    var desired =
        draft()
            .newAccounts(AutoEnable.ALL, ApproachName.ALL)
            .administrator(all())
            .defaults(all())
            .build();
    var live = Lives.of(desired).runtime(ADMINISTRATOR, ON_MANAGED).suspendedMember(OTHER).build();

    assertThat(changes(desired, live))
        .containsExactly("organization RUNTIME_MONITORING: NONE/NONE -> ALL/ALL");
  }

  @Test
  void plansForNobodyWhomAUnitThatCannotBeReadMightCover() {
    var desired = draft().defaults(disabled()).member(unit("ou-1", all())).build();
    var live = Lives.of(desired).member(OTHER).runtime(OTHER, ON_MANAGED).unitsUnknown().build();

    var difference = Differ.diff(desired, live);

    assertThat(difference.changes()).isEmpty();
    assertThat(difference.blocked()).containsExactly(new Place(OTHER, REGION));
  }

  @Test
  void doesNotRaiseToAllOverAMemberWhoseUnitsCannotBeRead() {
    var desired =
        draft()
            .newAccounts(AutoEnable.ALL, ApproachName.ALL)
            .administrator(all())
            .member(unit("ou-1", all()))
            .build();
    var live =
        Lives.of(desired).runtime(ADMINISTRATOR, ON_MANAGED).member(OTHER).unitsUnknown().build();

    assertThat(changes(desired, live)).isEmpty();
    assertThat(findings(Differ.diff(desired, live))).containsExactly("ALL_NOT_SAFE organization");
  }

  @Test
  void doesNotRaiseToAllOverASuspendedMemberThatAUnitWouldKeepClustersOutFor() {
    var desired =
        draft()
            .newAccounts(AutoEnable.ALL, ApproachName.ALL)
            .administrator(all())
            .defaults(all())
            .member(unit("ou-1", allExcept("web")))
            .build();
    var live =
        Lives.of(desired)
            .runtime(ADMINISTRATOR, ON_MANAGED)
            .unit("ou-1", OTHER)
            .suspendedMember(OTHER)
            .build();

    assertThat(findings(Differ.diff(desired, live))).contains("ALL_NOT_SAFE organization");
  }

  @Test
  void findsARuleThatMatchesNothingAnywhere() {
    var desired = standalone(only("web", "gone-*"));
    var live = Lives.of(desired).cluster(MEMBER, "web").build();

    var unused =
        Differ.diff(desired, live).findings().stream()
            .filter(f -> f.kind() == Finding.Kind.RULE_MATCHES_NOTHING)
            .map(Finding::detail);

    assertThat(unused).containsExactly("gone-*");
  }

  @Test
  void aRuleThatMatchesInOneRegionIsUsed() {
    var desired =
        draft().regions(REGION, SECOND_REGION).standalone(MEMBER, allExcept("web")).build();
    var live =
        Lives.of(desired)
            .cluster(new Place(MEMBER, SECOND_REGION), "web", Optional.empty())
            .build();

    assertThat(Differ.diff(desired, live).findings()).isEmpty();
  }

  @Test
  void saysNothingOfRulesWhoseClustersCouldNotBeRead() {
    var desired = standalone(only("web"));
    var live =
        Lives.of(desired)
            .clusters(MEMBER, new Reading.Unknown<>(denied("eks:ListClusters")))
            .build();

    assertThat(Differ.diff(desired, live).findings()).isEmpty();
  }

  @Test
  void saysThatClustersWereNotRead() {
    var desired = member(all());
    var live = Lives.of(desired).clusters(MEMBER, new Reading.NotRead<>()).build();

    var difference = Differ.diff(desired, live);

    assertThat(findings(difference)).containsExactly("CLUSTERS_NOT_READ 444455556666");
    assertThat(difference.changes()).hasSize(1);
  }

  @Test
  void isTheSameTwice() {
    var desired = draft().defaults(allExcept("a", "b")).member(MEMBER, only("a")).build();
    var live =
        Lives.of(desired)
            .member(OTHER)
            .cluster(MEMBER, "a")
            .cluster(OTHER, "b")
            .cluster(OTHER, "a")
            .build();

    assertThat(Differ.diff(desired, live)).isEqualTo(Differ.diff(desired, live));
  }
}
