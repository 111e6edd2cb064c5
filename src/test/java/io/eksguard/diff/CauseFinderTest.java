package io.eksguard.diff;

import static io.eksguard.live.Lives.OFF;
import static io.eksguard.live.Lives.ON_BY_TAG;
import static io.eksguard.live.Lives.ON_MANAGED;
import static io.eksguard.model.Desireds.MEMBER;
import static io.eksguard.model.Desireds.OTHER;
import static io.eksguard.model.Desireds.all;
import static io.eksguard.model.Desireds.allExcept;
import static io.eksguard.model.Desireds.disabled;
import static io.eksguard.model.Desireds.draft;
import static io.eksguard.model.Desireds.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.live.LiveState;
import io.eksguard.live.Lives;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.ApproachName;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.Desired;
import io.eksguard.model.Desireds;
import io.eksguard.model.Feature;
import io.eksguard.model.LeftoverCare;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What made a change necessary: the change of the file, or what was otherwise before.
class CauseFinderTest {
  private static final Instant BASE = Instant.parse("2026-11-20T10:00:00Z");
  private static final AutoEnableSetting NEW =
      new AutoEnableSetting(AutoEnable.NEW, AutoEnable.NEW);

  private static CauseFinder finder(
      Desired old, Desired file, LiveState live, Optional<Instant> since) {
    Base base = Base.of(old, file, live, live.units());
    return new CauseFinder(file, Differ.diff(file, live), base, since);
  }

  /// The causes of all changes, in the order of the changes.
  private static List<Cause> causes(Desired old, Desired file, LiveState live) {
    CauseFinder finder = finder(old, file, live, Optional.of(BASE));
    return Differ.diff(file, live).changes().stream().map(finder::of).toList();
  }

  private static Desired two(io.eksguard.model.Approach member, io.eksguard.model.Approach other) {
    return draft().member(MEMBER, member).member(OTHER, other).build();
  }

  @Test
  void aTagThatOnlyTheNewFileAsksForIsByThisChange() {
    Desired file = Desireds.member(allExcept("legacy"));
    LiveState live =
        Lives.of(file).member(MEMBER).runtime(MEMBER, ON_MANAGED).cluster(MEMBER, "legacy").build();

    assertThat(causes(Desireds.member(all()), file, live)).containsExactly(Cause.THIS_CHANGE);
  }

  @Test
  void anotherAccountThatIsNotAsTheOldFileSaysIsEarlierDrift() {
    Desired file = two(allExcept("legacy"), only("payments"));
    LiveState live =
        Lives.of(file)
            .member(MEMBER)
            .member(OTHER)
            .runtime(MEMBER, ON_MANAGED)
            .runtime(OTHER, ON_MANAGED)
            .cluster(MEMBER, "legacy")
            .tagged(OTHER, "payments", "true")
            .build();

    assertThat(causes(two(all(), only("payments")), file, live))
        .containsExactly(Cause.THIS_CHANGE, Cause.EARLIER_DRIFT);
  }

  @Test
  void whatBothFilesAskForDifferentlyIsByThisChange() {
    Desired file = Desireds.member(only("payments"));
    LiveState live = Lives.of(file).member(MEMBER).tagged(MEMBER, "payments", "true").build();

    assertThat(causes(Desireds.member(all()), file, live)).containsExactly(Cause.THIS_CHANGE);
  }

  @Test
  void theTagOfAClusterMadeSinceIsANewObject() {
    Desired file = Desireds.member(allExcept("*"));
    LiveState live =
        Lives.of(file)
            .member(MEMBER)
            .runtime(MEMBER, ON_MANAGED)
            .made(MEMBER, "a-second-before", BASE)
            .made(MEMBER, "later", BASE.plusSeconds(1))
            .cluster(MEMBER, "of-no-known-age")
            .build();

    assertThat(causes(file, file, live))
        .containsExactly(Cause.EARLIER_DRIFT, Cause.NEW_OBJECT, Cause.EARLIER_DRIFT);
  }

  @Test
  void nothingIsNewWhereNoTimeIsKnown() {
    Desired file = Desireds.member(allExcept("*"));
    LiveState live =
        Lives.of(file)
            .member(MEMBER)
            .runtime(MEMBER, ON_MANAGED)
            .made(MEMBER, "later", BASE.plusSeconds(1))
            .build();

    CauseFinder finder = finder(file, file, live, Optional.empty());

    assertThat(Differ.diff(file, live).changes())
        .map(finder::of)
        .containsExactly(Cause.EARLIER_DRIFT);
  }

  @Test
  void aNewClusterThatTheChangeNamesIsByThisChange() {
    Desired file = Desireds.member(allExcept("later"));
    LiveState live =
        Lives.of(file)
            .member(MEMBER)
            .runtime(MEMBER, ON_MANAGED)
            .made(MEMBER, "later", BASE.plusSeconds(1))
            .build();

    assertThat(causes(Desireds.member(all()), file, live)).containsExactly(Cause.THIS_CHANGE);
  }

  @Test
  void anAccountThatNobodyTouchedIsAnAwsDefaultEvenIfItsClustersAreNew() {
    Desired file = Desireds.member(all());
    LiveState live =
        Lives.of(file)
            .member(MEMBER)
            .runtime(MEMBER, OFF)
            .made(MEMBER, "later", BASE.plusSeconds(1))
            .build();

    assertThat(causes(file, file, live)).containsExactly(Cause.AWS_DEFAULT);
  }

  @Test
  void anAccountWhoseOtherFeatureIsOnWasTouched() {
    Desired file = Desireds.member(all());
    LiveState live = Lives.of(file).member(MEMBER).features(MEMBER, OFF, ON_MANAGED).build();

    assertThat(causes(file, file, live)).containsExactly(Cause.EARLIER_DRIFT, Cause.EARLIER_DRIFT);
  }

  @Test
  void theMoveToTheOtherFeatureIsByThisChangeOnBothSides() {
    Desired old = draft().feature(Feature.EKS_RUNTIME_MONITORING).member(MEMBER, all()).build();
    Desired file = draft().member(MEMBER, all()).build();
    LiveState live = Lives.of(file).member(MEMBER).features(MEMBER, OFF, ON_MANAGED).build();

    assertThat(causes(old, file, live)).containsExactly(Cause.THIS_CHANGE, Cause.THIS_CHANGE);
  }

  @Test
  void theOrganizationsNoneIsAnAwsDefaultAndAnotherValueIsDrift() {
    Desired file =
        draft().newAccounts(AutoEnable.NEW, ApproachName.ALL).member(MEMBER, disabled()).build();
    LiveState none = Lives.of(file).member(MEMBER).build();
    LiveState halved =
        Lives.of(file)
            .member(MEMBER)
            .organization(
                new AutoEnableSetting(AutoEnable.NEW, AutoEnable.NONE), AutoEnableSetting.NONE)
            .build();

    assertThat(causes(file, file, none)).containsExactly(Cause.AWS_DEFAULT);
    assertThat(causes(file, file, halved)).containsExactly(Cause.EARLIER_DRIFT);
  }

  @Test
  void anAccountThatIsNoLongerCoveredKeepsNothingFromBeingComparedWithTheOldFile() {
    Desired old =
        draft()
            .newAccounts(AutoEnable.ALL, ApproachName.ALL)
            .administrator(all())
            .member(MEMBER, all())
            .member(OTHER, all())
            .build();
    Desired file =
        draft()
            .newAccounts(AutoEnable.ALL, ApproachName.ALL)
            .administrator(all())
            .member(MEMBER, all())
            .build();
    LiveState live =
        Lives.of(file)
            .member(MEMBER)
            .runtime(Desireds.ADMINISTRATOR, ON_MANAGED)
            .runtime(MEMBER, ON_MANAGED)
            .organization(NEW, AutoEnableSetting.NONE)
            .build();

    assertThat(causes(old, file, live)).containsExactly(Cause.EARLIER_DRIFT);
  }

  @Test
  void anotherAdministratorMakesAllOfTheOrganizationThisChange() {
    Desired file = Desireds.member(all());
    Desired old =
        new Desired(
            file.feature(),
            file.regions(),
            file.organization()
                .map(one ->
                    new io.eksguard.model.Organization(
                        new AccountId("999900001111"),
                        one.administratorEntry(),
                        one.newAccounts(),
                        one.defaults(),
                        one.members(),
                        one.tagProtection())),
            file.standalone(),
            file.access(),
            file.limits(),
            LeftoverCare.KEEP);
    LiveState live = Lives.of(file).member(MEMBER).runtime(MEMBER, ON_BY_TAG).build();

    assertThat(causes(old, file, live)).containsExactly(Cause.THIS_CHANGE);
    assertThat(causes(file, file, live)).containsExactly(Cause.EARLIER_DRIFT);
  }

  @Test
  void withoutTheUnitsOfTheOldFileTheCauseIsUnknown() {
    Desired old = draft().member(Desireds.unit("ou-abcd-11111111", all())).build();
    Desired file = draft().defaults(all()).build();
    LiveState live = Lives.of(file).member(MEMBER).runtime(MEMBER, ON_BY_TAG).build();
    Difference difference = Differ.diff(file, live);
    var unread =
        new Reading.Unknown<io.eksguard.model.Units>(
            Lives.denied("organizations:ListAccountsForParent"));

    var finder =
        new CauseFinder(file, difference, Base.of(old, file, live, unread), Optional.empty());

    assertThat(Base.namesOtherUnits(old, file)).isTrue();
    assertThat(Base.namesOtherUnits(old, old)).isFalse();
    assertThat(difference.changes()).map(finder::of).containsExactly(Cause.UNKNOWN);
  }

  @Test
  void whatTheChangeAsksForAndAwsHasIsAlreadySo() {
    Desired old = Desireds.member(all());
    Desired file = Desireds.member(allExcept("legacy"));
    LiveState live =
        Lives.of(file)
            .member(MEMBER)
            .runtime(MEMBER, ON_MANAGED)
            .tagged(MEMBER, "legacy", "false")
            .build();

    assertThat(finder(old, file, live, Optional.empty()).already())
        .singleElement()
        .isInstanceOfSatisfying(
            Change.ClusterTag.class, tag -> assertThat(tag.before()).contains("false"));
  }

  @Test
  void whatTheNewFileNoLongerSpeaksOfIsNotAlreadySo() {
    LiveState live =
        Lives.of(Desireds.member(disabled()))
            .member(MEMBER)
            .tagged(MEMBER, "legacy", "false")
            .build();

    Desired off = Desireds.member(disabled());
    Desired gone = draft().member(OTHER, disabled()).build();

    assertThat(finder(two(all(), disabled()), off, live, Optional.empty()).already())
        .singleElement()
        .isInstanceOf(Change.AccountFeature.class);
    assertThat(
            finder(Desireds.member(all()), gone, Lives.of(gone).build(), Optional.empty())
                .already())
        .isEmpty();
  }
}
