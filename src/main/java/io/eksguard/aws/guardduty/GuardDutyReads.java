package io.eksguard.aws.guardduty;

import io.eksguard.aws.session.Answer;
import io.eksguard.aws.session.Clients;
import io.eksguard.aws.session.Pages;
import io.eksguard.aws.session.Whole;
import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.live.Detector;
import io.eksguard.live.Member;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.Feature;
import io.eksguard.model.Permission;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Standing;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.guardduty.model.DescribeOrganizationConfigurationResponse;
import software.amazon.awssdk.services.guardduty.model.DetectorAdditionalConfigurationResult;
import software.amazon.awssdk.services.guardduty.model.DetectorFeatureConfigurationResult;
import software.amazon.awssdk.services.guardduty.model.GetMemberDetectorsResponse;
import software.amazon.awssdk.services.guardduty.model.ListMembersResponse;
import software.amazon.awssdk.services.guardduty.model.MemberAdditionalConfigurationResult;
import software.amazon.awssdk.services.guardduty.model.MemberFeaturesConfigurationResult;
import software.amazon.awssdk.services.guardduty.model.OrganizationFeatureConfigurationResult;

/// Reads GuardDuty.
public final class GuardDutyReads {
  private static final Features<
          DetectorFeatureConfigurationResult, DetectorAdditionalConfigurationResult>
      OWN =
          new Features<>(
              DetectorFeatureConfigurationResult::nameAsString,
              DetectorFeatureConfigurationResult::statusAsString,
              DetectorFeatureConfigurationResult::additionalConfiguration,
              DetectorAdditionalConfigurationResult::nameAsString,
              DetectorAdditionalConfigurationResult::statusAsString);
  private static final Features<
          MemberFeaturesConfigurationResult, MemberAdditionalConfigurationResult>
      OF_MEMBER =
          new Features<>(
              MemberFeaturesConfigurationResult::nameAsString,
              MemberFeaturesConfigurationResult::statusAsString,
              MemberFeaturesConfigurationResult::additionalConfiguration,
              MemberAdditionalConfigurationResult::nameAsString,
              MemberAdditionalConfigurationResult::statusAsString);

  private final Clients clients;
  private final Detectors detectors;

  public GuardDutyReads(Clients clients, Detectors detectors) {
    this.clients = clients;
    this.detectors = detectors;
  }

  /// An account's own detector.
  public Reading<Detector> ownDetector(Place place, Standing standing) {
    return detectors
        .of(place, standing)
        .then(found ->
            Whole.only(
                place,
                Permission.GET_DETECTOR,
                clients
                    .calls()
                    .make(
                        place.account(),
                        place.region(),
                        Permission.GET_DETECTOR,
                        () -> found.client().getDetector(r -> r.detectorId(found.id()))),
                answer -> answer.statusAsString() != null))
        .then(answer ->
            Features.DISABLED.equals(answer.statusAsString())
                ? suspended(place)
                : detector(OWN, answer.features(), place, Permission.GET_DETECTOR))
        .reading();
  }

  private static <F, A> Answer<Detector> detector(
      Features<F, A> reader, List<F> features, Place place, Permission operation) {
    return reader
        .unknown(features)
        .map(word -> GuardDutyReads.<Detector>unknownValue(place, operation, "A detector", word))
        .orElseGet(() -> new Answer.Ok<>(new Detector(reader.read(features))));
  }

  /// A suspended detector still tells its features as if they worked.
  private static Answer<Detector> suspended(Place place) {
    return new Answer.Failed<>(
        Diagnostic.error(
                Code.NO_DETECTOR,
                "GuardDuty is suspended in account %s in `%s`, so nothing is monitored there."
                    .formatted(place.account(), place.region()))
            .at(
                new AwsCall(
                    place.account().value(),
                    place.region().name(),
                    Permission.GET_DETECTOR.action(),
                    Optional.empty()))
            .hint("Enable GuardDuty there again, or leave the region out of the file."),
        Answer.Cause.REFUSED);
  }

  /// The member accounts, all pages: also those that are not active any more or not yet, which are
  /// left out unless they are asked for. The word goes over the wire as text.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListMembers.html">AWS
  ///   API reference, read 2026-11-24</a>
  ///
  /// @param each hears of each page as it comes, 50 members at a time; the list may break off after
  ///   it
  public Reading<SortedMap<AccountId, Member>> members(Region region, Consumer<List<Member>> each) {
    return ofOrganization(
        detectors.ofAdministrator(region).then(found -> memberPages(region, found, each)));
  }

  private Answer<SortedMap<AccountId, Member>> memberPages(
      Region region, Detectors.Found found, Consumer<List<Member>> each) {
    Permission operation = Permission.LIST_MEMBERS;
    Place administrator = clients.administrator(region);
    return Pages.all(
            administrator,
            operation,
            token ->
                clients
                    .calls()
                    .make(
                        administrator.account(),
                        region,
                        operation,
                        () ->
                            found
                                .client()
                                .listMembers(r ->
                                    r.detectorId(found.id())
                                        .onlyAssociated("false")
                                        .maxResults(50)
                                        .nextToken(token.orElse(null)))),
            ListMembersResponse::hasMembers,
            ListMembersResponse::nextToken,
            page -> each.accept(membersOf(page)))
        .map(pages -> {
          SortedMap<AccountId, Member> members = new TreeMap<>();
          pages.stream()
              .flatMap(page -> membersOf(page).stream())
              .forEach(member -> members.put(member.account(), member));
          return members;
        });
  }

  private static List<Member> membersOf(ListMembersResponse page) {
    return page.members().stream()
        .map(m -> new Member(new AccountId(m.accountId()), String.valueOf(m.relationshipStatus())))
        .toList();
  }

  /// What a call told about members.
  ///
  /// @param read what is known of each account that was asked for
  /// @param passing those of which it is not, for a reason that passes by itself
  public record Members(
      SortedMap<AccountId, Reading<Detector>> read, SortedSet<AccountId> passing) {}

  /// Up to 50 members' detectors, in one call.
  public Members memberDetectors(Region region, SortedSet<AccountId> accounts) {
    List<String> ids = accounts.stream().map(AccountId::value).toList();
    Answer<GetMemberDetectorsResponse> answer =
        detectors
            .ofAdministrator(region)
            .then(found ->
                clients
                    .calls()
                    .make(
                        clients.administrator(region).account(),
                        region,
                        Permission.GET_MEMBER_DETECTORS,
                        () ->
                            found
                                .client()
                                .getMemberDetectors(
                                    r -> r.detectorId(found.id()).accountIds(ids))));
    SortedMap<AccountId, Reading<Detector>> read = new TreeMap<>();
    SortedSet<AccountId> passing = new TreeSet<>();
    switch (answer) {
      case Answer.Failed<GetMemberDetectorsResponse>(var why, var _) ->
          accounts.forEach(account -> read.put(account, new Reading.Unknown<>(why)));
      case Answer.Ok<GetMemberDetectorsResponse>(var found) -> {
        accounts.forEach(account -> read.put(account, unprocessed(region, account, "no answer")));
        found
            .unprocessedAccounts()
            .forEach(u -> {
              var account = new AccountId(u.accountId());
              read.put(account, unprocessed(region, account, u.result()));
              if (Unprocessed.passes(u.result())) {
                passing.add(account);
              }
            });
        found
            .memberDataSourceConfigurations()
            .forEach(m -> {
              var place = new Place(new AccountId(m.accountId()), region);
              read.put(
                  place.account(),
                  detector(OF_MEMBER, m.features(), place, Permission.GET_MEMBER_DETECTORS)
                      .reading());
            });
      }
    }
    return new Members(read, passing);
  }

  private static Reading<Detector> unprocessed(Region region, AccountId account, String said) {
    return new Reading.Unknown<>(
        Unprocessed.diagnostic(region, account, Permission.GET_MEMBER_DETECTORS, said));
  }

  /// The organization configuration, all pages.
  public Reading<OrganizationSettings> organizationSettings(Region region) {
    return ofOrganization(
        detectors.ofAdministrator(region).then(found -> settingPages(region, found)));
  }

  /// Without the administrator's detector nothing is known of the organization: it is not that
  /// there are no members.
  private static <T> Reading<T> ofOrganization(Answer<T> answer) {
    return switch (answer) {
      case Answer.Ok<T>(T value) -> new Reading.Present<>(value);
      case Answer.Failed<T>(var why, var _) -> new Reading.Unknown<>(why);
    };
  }

  private Answer<OrganizationSettings> settingPages(Region region, Detectors.Found found) {
    Permission operation = Permission.DESCRIBE_ORGANIZATION_CONFIGURATION;
    Place administrator = clients.administrator(region);
    return Pages.all(
            administrator,
            operation,
            token ->
                clients
                    .calls()
                    .make(
                        administrator.account(),
                        region,
                        operation,
                        () ->
                            found
                                .client()
                                .describeOrganizationConfiguration(r ->
                                    r.detectorId(found.id())
                                        .maxResults(50)
                                        .nextToken(token.orElse(null)))),
            page -> page.memberAccountLimitReached() != null,
            DescribeOrganizationConfigurationResponse::nextToken)
        .then(pages ->
            settings(
                region,
                pages.stream().flatMap(page -> page.features().stream()).toList(),
                pages.getLast()));
  }

  private Answer<OrganizationSettings> settings(
      Region region,
      List<OrganizationFeatureConfigurationResult> features,
      DescribeOrganizationConfigurationResponse answer) {
    SortedMap<Feature, AutoEnableSetting> read = new TreeMap<>();
    for (OrganizationFeatureConfigurationResult feature : features) {
      Optional<Feature> known = Features.named(feature.nameAsString());
      if (known.isEmpty()) {
        continue;
      }
      var addon =
          feature.additionalConfiguration().stream()
              .filter(a -> Features.EKS_ADDON_MANAGEMENT.equals(a.nameAsString()))
              .map(a -> a.autoEnableAsString())
              .findFirst()
              .orElse(AutoEnable.NONE.name());
      var on = autoEnable(feature.autoEnableAsString());
      var addonOn = autoEnable(addon);
      if (on.isEmpty() || addonOn.isEmpty()) {
        return unknownValue(region, feature.autoEnableAsString() + "/" + addon);
      }
      read.put(known.get(), new AutoEnableSetting(on.get(), addonOn.get()));
    }
    var guardDuty = guardDuty(answer);
    return guardDuty.isEmpty()
        ? unknownValue(region, String.valueOf(answer.autoEnableOrganizationMembersAsString()))
        : new Answer.Ok<>(new OrganizationSettings(guardDuty.get(), read));
  }

  /// The deprecated boolean is what older organizations may still have; true means NEW.
  @SuppressWarnings("deprecation")
  private static Optional<AutoEnable> guardDuty(DescribeOrganizationConfigurationResponse answer) {
    String value = answer.autoEnableOrganizationMembersAsString();
    if (value == null) {
      boolean old = Boolean.TRUE.equals(answer.autoEnable());
      return Optional.of(old ? AutoEnable.NEW : AutoEnable.NONE);
    }
    return autoEnable(value);
  }

  private static Optional<AutoEnable> autoEnable(@Nullable String value) {
    for (AutoEnable known : AutoEnable.values()) {
      if (known.name().equals(value)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  private Answer<OrganizationSettings> unknownValue(Region region, String value) {
    return unknownValue(
        clients.administrator(region),
        Permission.DESCRIBE_ORGANIZATION_CONFIGURATION,
        "The organization configuration",
        value);
  }

  private static <T> Answer<T> unknownValue(
      Place place, Permission operation, String what, String value) {
    return new Answer.Failed<>(
        Diagnostic.error(
                Code.CALL_FAILED,
                "%s has a value that this version does not know: `%s`.".formatted(what, value))
            .at(
                new AwsCall(
                    place.account().value(),
                    place.region().name(),
                    operation.action(),
                    Optional.empty()))
            .hint("Update eksguard."),
        Answer.Cause.REFUSED);
  }
}
