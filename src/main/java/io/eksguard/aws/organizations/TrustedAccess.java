package io.eksguard.aws.organizations;

import io.eksguard.aws.session.Answer;
import io.eksguard.aws.session.Clients;
import io.eksguard.aws.session.Pages;
import io.eksguard.model.AccountId;
import io.eksguard.model.Permission;
import io.eksguard.model.Place;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.organizations.model.ListAwsServiceAccessForOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.ListDelegatedAdministratorsResponse;

/// Asks whether GuardDuty may act in the organization, and through whom.
///
/// @see <a
///   href="https://docs.aws.amazon.com/organizations/latest/userguide/services-that-can-integrate-guardduty.html">
///   AWS Organizations User Guide, read 2026-11-24</a>
public final class TrustedAccess {
  /// GuardDuty, as AWS Organizations calls it.
  private static final String GUARDDUTY = "guardduty.amazonaws.com";

  private static final int PAGE = 20;

  private final Clients clients;

  public TrustedAccess(Clients clients) {
    this.clients = clients;
  }

  /// Whether GuardDuty is trusted.
  public Answer<Boolean> isOn() {
    Permission operation = Permission.LIST_SERVICE_ACCESS;
    Place place = clients.organizationsPlace();
    return clients
        .organizations()
        .then(client ->
            Pages.all(
                place,
                operation,
                token ->
                    clients
                        .calls()
                        .make(
                            place.account(),
                            place.region(),
                            operation,
                            () ->
                                client.listAWSServiceAccessForOrganization(
                                    r -> r.maxResults(PAGE).nextToken(token.orElse(null)))),
                ListAwsServiceAccessForOrganizationResponse::hasEnabledServicePrincipals,
                ListAwsServiceAccessForOrganizationResponse::nextToken))
        .map(pages ->
            pages.stream()
                .flatMap(page -> page.enabledServicePrincipals().stream())
                .anyMatch(one -> GUARDDUTY.equals(one.servicePrincipal())));
  }

  /// The accounts that GuardDuty is delegated to, whatever the region.
  public Answer<SortedSet<AccountId>> administrators() {
    Permission operation = Permission.LIST_DELEGATED_ADMINISTRATORS;
    Place place = clients.organizationsPlace();
    return clients
        .organizations()
        .then(client ->
            Pages.all(
                place,
                operation,
                token ->
                    clients
                        .calls()
                        .make(
                            place.account(),
                            place.region(),
                            operation,
                            () ->
                                client.listDelegatedAdministrators(r ->
                                    r.servicePrincipal(GUARDDUTY)
                                        .maxResults(PAGE)
                                        .nextToken(token.orElse(null)))),
                ListDelegatedAdministratorsResponse::hasDelegatedAdministrators,
                ListDelegatedAdministratorsResponse::nextToken))
        .map(pages ->
            pages.stream()
                .flatMap(page -> page.delegatedAdministrators().stream())
                .map(one -> new AccountId(one.id()))
                .collect(Collectors.toCollection(TreeSet::new)));
  }
}
