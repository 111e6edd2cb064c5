package io.eksguard.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.live.LiveState;
import io.eksguard.live.Lives;
import io.eksguard.model.Access;
import io.eksguard.model.AccountId;
import io.eksguard.model.ApproachName;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.Desired;
import io.eksguard.model.Desireds;
import io.eksguard.model.Entry;
import io.eksguard.model.Feature;
import io.eksguard.model.Organization;
import io.eksguard.model.Place;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DescriberTest {
  private static final AccountId THIRD = new AccountId("888899990000");
  private static final AutoEnableSetting NONE = AutoEnableSetting.NONE;

  private final Desired survey =
      Survey.ofOrganization(
          new TreeSet<>(List.of(Desireds.REGION)), Desireds.ADMINISTRATOR, Access.CALLER);

  /// Three members in which everything is off.
  private Lives.Draft threeMembers() {
    return Lives.of(survey).member(Desireds.MEMBER).member(Desireds.OTHER).member(THIRD);
  }

  private Description describe(LiveState live) {
    return Describer.describe(survey, live, _ -> true);
  }

  private static Organization organization(Description description) {
    return description.desired().flatMap(Desired::organization).orElseThrow();
  }

  private static List<Remark.Kind> kinds(Description description) {
    return description.remarks().stream().map(Remark::kind).toList();
  }

  private static Optional<ApproachName> defaults(Description description) {
    return organization(description).defaults().map(entry -> entry.approach().name());
  }

  @Test
  void defaultsAreWhatMostMembersAre() {
    var description = describe(threeMembers().runtime(Desireds.MEMBER, Lives.ON_MANAGED).build());

    assertThat(defaults(description)).contains(ApproachName.DISABLED);
    assertThat(organization(description).members())
        .extracting(Entry::who)
        .containsExactly(new Entry.Who.Accounts(new TreeSet<>(List.of(Desireds.MEMBER))));
  }

  @Test
  void defaultsAreNeverOffWhereNewAccountsAreTurnedOn() {
    var on = new AutoEnableSetting(AutoEnable.NEW, AutoEnable.NEW);

    var description = describe(threeMembers().organization(on, NONE).build());

    assertThat(defaults(description)).isEmpty();
    assertThat(organization(description).members()).hasSize(1);
  }

  @Test
  void defaultsDoNotReachAnAccountThatIsLeftOut() {
    var description =
        describe(
            threeMembers().features(Desireds.MEMBER, Lives.ON_MANAGED, Lives.ON_MANAGED).build());

    assertThat(defaults(description)).isEmpty();
    assertThat(kinds(description))
        .containsExactly(Remark.Kind.BOTH_FEATURES, Remark.Kind.NO_DEFAULTS);
  }

  @Test
  void theFeatureIsTheOneThatIsMostUsed() {
    var description =
        describe(
            threeMembers()
                .features(Desireds.MEMBER, Lives.OFF, Lives.ON_BY_TAG)
                .features(Desireds.OTHER, Lives.OFF, Lives.ON_BY_TAG)
                .runtime(THIRD, Lives.ON_MANAGED)
                .build());

    assertThat(description.desired().orElseThrow().feature())
        .isEqualTo(Feature.EKS_RUNTIME_MONITORING);
    assertThat(kinds(description)).contains(Remark.Kind.OTHER_FEATURE);
  }

  @Test
  void anAddonThatIsOnUnderAFeatureThatIsOffIsOff() {
    var description =
        describe(
            Lives.of(survey)
                .member(Desireds.MEMBER)
                .runtime(Desireds.MEMBER, Lives.OFF_BUT_ADDON)
                .build());

    assertThat(organization(description).members().getFirst().approach().name())
        .isEqualTo(ApproachName.DISABLED);
    assertThat(description.remarks()).isEmpty();
  }

  @Test
  void allThatGuardDutyWouldEnforceAgainstAnEntryIsLeftOut() {
    var allButAddon = new AutoEnableSetting(AutoEnable.ALL, AutoEnable.NONE);

    var description =
        describe(
            Lives.of(survey)
                .member(Desireds.MEMBER)
                .runtime(Desireds.ADMINISTRATOR, Lives.ON_BY_TAG)
                .runtime(Desireds.MEMBER, Lives.ON_MANAGED)
                .organization(allButAddon, NONE)
                .build());

    assertThat(organization(description).newAccounts()).isEmpty();
    assertThat(kinds(description)).containsExactly(Remark.Kind.NEW_ACCOUNTS_AGAINST_ENTRIES);
  }

  @Test
  void aPlaceThatTheComparisonWouldBlockIsLeftOutInsteadOfBelieved() {
    var live = threeMembers().build();
    var wrong = new Place(Desireds.OTHER, Desireds.REGION);

    var description =
        Describer.describe(survey, live, _ -> true, (_, seen) -> blocking(wrong, seen));

    assertThat(kinds(description))
        .containsExactly(Remark.Kind.NO_DEFAULTS, Remark.Kind.WOULD_CHANGE);
    assertThat(organization(description).members().getFirst().who())
        .isEqualTo(new Entry.Who.Accounts(new TreeSet<>(List.of(Desireds.MEMBER, THIRD))));
  }

  private static Difference difference(List<Change> changes, SortedSet<Place> blocked) {
    return new Difference(
        changes, List.of(), new TreeMap<>(), blocked, Optional.empty(), List.of());
  }

  private static Difference blocking(Place place, LiveState seen) {
    var blocked = new TreeSet<Place>();
    if (seen.places().containsKey(place)) {
      blocked.add(place);
    }
    return difference(List.of(), blocked);
  }

  @Test
  void newAccountsThatTheComparisonWouldChangeAreLeftOutInsteadOfBelieved() {
    var description =
        Describer.describe(
            survey, threeMembers().build(), _ -> true, (desired, _) -> changing(desired));

    assertThat(organization(description).newAccounts()).isEmpty();
    assertThat(kinds(description)).containsExactly(Remark.Kind.WOULD_CHANGE);
  }

  private static Difference changing(Desired desired) {
    List<Change> changes =
        desired
            .organization()
            .flatMap(Organization::newAccounts)
            .<Change>map(joining ->
                new Change.OrganizationFeature(
                    Desireds.REGION,
                    Desireds.ADMINISTRATOR,
                    Feature.RUNTIME_MONITORING,
                    NONE,
                    NONE,
                    AutoEnable.NEW,
                    AutoEnable.NEW,
                    Reason.DIFFERS_FROM_FILE,
                    joining.path()))
            .stream()
            .toList();
    return difference(changes, new TreeSet<>());
  }
}
