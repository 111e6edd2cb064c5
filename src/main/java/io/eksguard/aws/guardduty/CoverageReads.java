package io.eksguard.aws.guardduty;

import io.eksguard.aws.session.Answer;
import io.eksguard.aws.session.Clients;
import io.eksguard.aws.session.Pages;
import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.Health;
import io.eksguard.live.ManagedBy;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Permission;
import io.eksguard.model.Place;
import io.eksguard.model.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.guardduty.model.CoverageEksClusterDetails;
import software.amazon.awssdk.services.guardduty.model.CoverageFilterCriteria;
import software.amazon.awssdk.services.guardduty.model.CoverageFilterCriterion;
import software.amazon.awssdk.services.guardduty.model.CoverageFilterCriterionKey;
import software.amazon.awssdk.services.guardduty.model.CoverageResource;
import software.amazon.awssdk.services.guardduty.model.CoverageSortKey;
import software.amazon.awssdk.services.guardduty.model.ListCoverageResponse;
import software.amazon.awssdk.services.guardduty.model.OrderBy;

/// Reads what GuardDuty says of the clusters itself.
///
/// @see <a href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListCoverage.html">
///   AWS API reference, ListCoverage, read 2026-11-24</a>
public final class CoverageReads {
  /// The most that a page holds.
  private static final int PAGE = 50;

  private final Clients clients;
  private final Detectors detectors;

  public CoverageReads(Clients clients, Detectors detectors) {
    this.clients = clients;
    this.detectors = detectors;
  }

  /// Every EKS cluster that a detector sees, by account: the delegated administrator's sees its
  /// active members and its own account, any other only its own. One call for each 50 clusters.
  ///
  /// @param only the account to list, if not all
  public Reading<SortedMap<AccountId, SortedMap<ClusterName, ClusterCoverage>>> all(
      Place place, Standing standing, Optional<AccountId> only) {
    return detectors
        .of(place, standing)
        .then(found ->
            Pages.all(
                place,
                Permission.LIST_COVERAGE,
                token -> page(place, found, only, PAGE, token),
                ListCoverageResponse::hasResources,
                ListCoverageResponse::nextToken))
        .map(pages -> {
          SortedMap<AccountId, SortedMap<ClusterName, ClusterCoverage>> all = new TreeMap<>();
          pages.stream()
              .flatMap(page -> page.resources().stream())
              .forEach(resource -> add(all, resource));
          return all;
        })
        .reading();
  }

  /// Whether it may be asked, by asking for one cluster.
  public Reading<Boolean> mayAsk(Place place, Standing standing) {
    return detectors
        .of(place, standing)
        .then(found -> page(place, found, Optional.empty(), 1, Optional.empty()))
        .map(_ -> true)
        .reading();
  }

  private Answer<ListCoverageResponse> page(
      Place place,
      Detectors.Found found,
      Optional<AccountId> only,
      int size,
      Optional<String> token) {
    return clients
        .calls()
        .make(
            place.account(),
            place.region(),
            Permission.LIST_COVERAGE,
            () ->
                found
                    .client()
                    .listCoverage(request ->
                        request
                            .detectorId(found.id())
                            .filterCriteria(criteria(only))
                            .sortCriteria(sort ->
                                sort.attributeName(CoverageSortKey.ACCOUNT_ID).orderBy(OrderBy.ASC))
                            .maxResults(size)
                            .nextToken(token.orElse(null))));
  }

  private static CoverageFilterCriteria criteria(Optional<AccountId> only) {
    List<CoverageFilterCriterion> criteria = new ArrayList<>();
    criteria.add(criterion(CoverageFilterCriterionKey.RESOURCE_TYPE, "EKS"));
    only.ifPresent(
        account -> criteria.add(criterion(CoverageFilterCriterionKey.ACCOUNT_ID, account.value())));
    return CoverageFilterCriteria.builder().filterCriterion(criteria).build();
  }

  private static CoverageFilterCriterion criterion(CoverageFilterCriterionKey key, String value) {
    return CoverageFilterCriterion.builder()
        .criterionKey(key)
        .filterCondition(condition -> condition.equalsValue(value))
        .build();
  }

  /// What is no cluster is left out; the filter is a wish.
  private static void add(
      SortedMap<AccountId, SortedMap<ClusterName, ClusterCoverage>> all,
      CoverageResource resource) {
    CoverageEksClusterDetails details =
        resource.resourceDetails() == null ? null : resource.resourceDetails().eksClusterDetails();
    if (details == null || details.clusterName() == null) {
      return;
    }
    ClusterCoverage coverage = coverage(resource, details);
    all.computeIfAbsent(new AccountId(resource.accountId()), _ -> new TreeMap<>())
        .put(coverage.cluster(), coverage);
  }

  private static ClusterCoverage coverage(
      CoverageResource resource, CoverageEksClusterDetails details) {
    var addon = Optional.ofNullable(details.addonDetails());
    return new ClusterCoverage(
        new ClusterName(details.clusterName()),
        Health.of(word(resource.coverageStatusAsString())),
        Optional.ofNullable(resource.issue()).filter(text -> !text.isBlank()),
        ManagedBy.of(word(details.managementTypeAsString())),
        Objects.requireNonNullElse(details.coveredNodes(), 0L),
        Objects.requireNonNullElse(details.compatibleNodes(), 0L),
        addon.map(one -> one.addonVersion()),
        addon.map(one -> one.addonStatus()),
        Optional.ofNullable(resource.updatedAt()));
  }

  private static String word(@Nullable String word) {
    return word == null ? "" : word;
  }
}
