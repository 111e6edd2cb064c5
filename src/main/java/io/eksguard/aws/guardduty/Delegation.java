package io.eksguard.aws.guardduty;

import io.eksguard.aws.session.Answer;
import io.eksguard.aws.session.Clients;
import io.eksguard.aws.session.Pages;
import io.eksguard.model.AccountId;
import io.eksguard.model.Permission;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.util.Optional;
import software.amazon.awssdk.services.guardduty.model.AdminStatus;
import software.amazon.awssdk.services.guardduty.model.ListOrganizationAdminAccountsResponse;

/// Asks who administers GuardDuty in a region.
public final class Delegation {
  private final Clients clients;
  private final Detectors detectors;

  public Delegation(Clients clients, Detectors detectors) {
    this.clients = clients;
    this.detectors = detectors;
  }

  /// Whose member the file's administrator is; nothing if it is nobody's.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetAdministratorAccount.html">
  ///   AWS API reference, read 2026-11-24</a>
  public Answer<Optional<AccountId>> administratorOfAdministrator(Region region) {
    Place place = clients.administrator(region);
    return detectors
        .ofAdministrator(region)
        .then(found ->
            clients
                .calls()
                .make(
                    place.account(),
                    region,
                    Permission.GET_ADMINISTRATOR_ACCOUNT,
                    () -> found.client().getAdministratorAccount(r -> r.detectorId(found.id()))))
        .map(answer ->
            Optional.ofNullable(answer.administrator())
                .flatMap(one -> Optional.ofNullable(one.accountId()))
                .map(AccountId::new));
  }

  /// The delegated administrator that the organization has in a region; one that is being removed
  /// is none any more.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListOrganizationAdminAccounts.html">
  ///   AWS API reference, read 2026-11-24: at most one</a>
  public Answer<Optional<AccountId>> ofOrganization(Region region) {
    Permission operation = Permission.LIST_ORGANIZATION_ADMIN_ACCOUNTS;
    var place = new Place(clients.organizationsPlace().account(), region);
    return clients
        .guardDutyOfOrganization(region)
        .then(client ->
            Pages.all(
                place,
                operation,
                token ->
                    clients
                        .calls()
                        .make(
                            place.account(),
                            region,
                            operation,
                            () ->
                                client.listOrganizationAdminAccounts(
                                    r -> r.maxResults(1).nextToken(token.orElse(null)))),
                ListOrganizationAdminAccountsResponse::hasAdminAccounts,
                ListOrganizationAdminAccountsResponse::nextToken))
        .map(pages ->
            pages.stream()
                .flatMap(page -> page.adminAccounts().stream())
                .filter(one -> one.adminStatus() == AdminStatus.ENABLED)
                .map(one -> new AccountId(one.adminAccountId()))
                .findFirst());
  }
}
