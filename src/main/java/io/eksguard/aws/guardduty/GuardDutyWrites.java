package io.eksguard.aws.guardduty;

import io.eksguard.apply.Written;
import io.eksguard.aws.session.Answer;
import io.eksguard.aws.session.Clients;
import io.eksguard.aws.session.Whole;
import io.eksguard.aws.session.Writes;
import io.eksguard.diff.Change;
import io.eksguard.model.AccountId;
import io.eksguard.model.Feature;
import io.eksguard.model.Permission;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.guardduty.model.DetectorAdditionalConfiguration;
import software.amazon.awssdk.services.guardduty.model.DetectorFeatureConfiguration;
import software.amazon.awssdk.services.guardduty.model.MemberAdditionalConfiguration;
import software.amazon.awssdk.services.guardduty.model.MemberFeaturesConfiguration;
import software.amazon.awssdk.services.guardduty.model.OrganizationAdditionalConfiguration;
import software.amazon.awssdk.services.guardduty.model.OrganizationFeatureConfiguration;
import software.amazon.awssdk.services.guardduty.model.UpdateMemberDetectorsResponse;

/// Writes GuardDuty.
///
/// Every request names one of the two runtime monitoring features and states its add-on management
/// outright; whatever it does not name stays as it is.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_UpdateDetector.html">AWS
///   API reference, read 2026-11-24</a>
public final class GuardDutyWrites {
  private final Clients clients;
  private final Detectors detectors;

  public GuardDutyWrites(Clients clients, Detectors detectors) {
    this.clients = clients;
    this.detectors = detectors;
  }

  /// Sets a feature of an account's own detector.
  public Written ownDetector(Change.AccountFeature change) {
    var feature =
        DetectorFeatureConfiguration.builder()
            .name(change.feature().name())
            .status(Features.word(change.after().enabled()))
            .additionalConfiguration(
                DetectorAdditionalConfiguration.builder()
                    .name(Features.EKS_ADDON_MANAGEMENT)
                    .status(Features.word(change.after().addonManagement()))
                    .build())
            .build();
    return Writes.written(
        detectors
            .of(change.place(), change.standing())
            .then(found ->
                clients
                    .calls()
                    .make(
                        change.place().account(),
                        change.place().region(),
                        Permission.UPDATE_DETECTOR,
                        () ->
                            found
                                .writer()
                                .updateDetector(r -> r.detectorId(found.id()).features(feature)))));
  }

  /// Sets a feature of up to 50 members, in one call.
  public SortedMap<AccountId, Written> members(
      Region region, Feature feature, Setting after, Set<AccountId> accounts) {
    var wanted =
        MemberFeaturesConfiguration.builder()
            .name(feature.name())
            .status(Features.word(after.enabled()))
            .additionalConfiguration(
                MemberAdditionalConfiguration.builder()
                    .name(Features.EKS_ADDON_MANAGEMENT)
                    .status(Features.word(after.addonManagement()))
                    .build())
            .build();
    var ids = accounts.stream().map(AccountId::value).sorted().toList();
    var answer =
        detectors
            .ofAdministrator(region)
            .then(found ->
                clients
                    .calls()
                    .make(
                        clients.administrator(region).account(),
                        region,
                        Permission.UPDATE_MEMBER_DETECTORS,
                        () ->
                            found
                                .writer()
                                .updateMemberDetectors(r ->
                                    r.detectorId(found.id()).accountIds(ids).features(wanted))));
    answer =
        Whole.only(
            clients.administrator(region),
            Permission.UPDATE_MEMBER_DETECTORS,
            answer,
            UpdateMemberDetectorsResponse::hasUnprocessedAccounts);
    return perAccount(region, accounts, answer);
  }

  /// Success is a 200 *and* an empty list of unprocessed accounts.
  private static SortedMap<AccountId, Written> perAccount(
      Region region, Set<AccountId> accounts, Answer<UpdateMemberDetectorsResponse> answer) {
    SortedMap<AccountId, Written> written = new TreeMap<>();
    Written forAll = Writes.written(answer);
    accounts.forEach(account -> written.put(account, forAll));
    if (answer instanceof Answer.Ok<UpdateMemberDetectorsResponse>(var said)) {
      said.unprocessedAccounts()
          .forEach(u -> {
            var account = new AccountId(u.accountId());
            var why =
                Unprocessed.diagnostic(
                    region, account, Permission.UPDATE_MEMBER_DETECTORS, u.result());
            written.put(account, Unprocessed.written(u.result(), why));
          });
    }
    return written;
  }

  /// Sets a feature of the organization configuration. GuardDuty's own value must be said with
  /// every write, or AWS refuses it.
  public Written organization(Change.OrganizationFeature change) {
    var wanted =
        OrganizationFeatureConfiguration.builder()
            .name(change.feature().name())
            .autoEnable(change.after().feature().name())
            .additionalConfiguration(
                OrganizationAdditionalConfiguration.builder()
                    .name(Features.EKS_ADDON_MANAGEMENT)
                    .autoEnable(change.after().addonManagement().name())
                    .build())
            .build();
    Function<Detectors.Found, Answer<?>> write =
        found ->
            clients
                .calls()
                .make(
                    change.administrator(),
                    change.region(),
                    Permission.UPDATE_ORGANIZATION_CONFIGURATION,
                    () ->
                        found
                            .writer()
                            .updateOrganizationConfiguration(r ->
                                r.detectorId(found.id())
                                    .autoEnableOrganizationMembers(change.guardDutyAfter().name())
                                    .features(wanted)));
    return switch (detectors.ofAdministrator(change.region())) {
      case Answer.Ok<Detectors.Found>(var found) -> Writes.written(write.apply(found));
      case Answer.Failed<Detectors.Found> failed -> Writes.written(failed);
    };
  }
}
