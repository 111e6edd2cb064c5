package io.eksguard.live;

import io.eksguard.diag.Diagnostic;
import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What GuardDuty itself says of the clusters. It lists only those whose account has runtime
/// monitoring on, and lags behind what was written.
///
/// @param organization for each region, what the administrator sees: its active members and itself
/// @param standalone what each account that stands alone sees of itself
public record LiveCoverage(
    SortedMap<Region, Reading<SortedMap<AccountId, SortedMap<ClusterName, ClusterCoverage>>>>
        organization,
    SortedMap<Place, Reading<SortedMap<ClusterName, ClusterCoverage>>> standalone) {
  /// Where nobody asked.
  public static final LiveCoverage NOT_READ = new LiveCoverage(new TreeMap<>(), new TreeMap<>());

  public LiveCoverage {
    organization = new TreeMap<>(organization);
    standalone = new TreeMap<>(standalone);
  }

  /// What GuardDuty says of the clusters of a place. One that is missing in what is present is one
  /// of which GuardDuty lists no coverage.
  public Reading<SortedMap<ClusterName, ClusterCoverage>> of(Place place) {
    Reading<SortedMap<ClusterName, ClusterCoverage>> own = standalone.get(place);
    if (own != null) {
      return own;
    }
    var seen = organization.get(place.region());
    return seen == null
        ? new Reading.NotRead<>()
        : seen.map(accounts -> accounts.getOrDefault(place.account(), new TreeMap<>()));
  }

  /// The accounts of the organization of which GuardDuty lists a cluster in the region.
  public SortedSet<AccountId> accounts(Region region) {
    return Optional.ofNullable(organization.get(region))
        .flatMap(Reading::asOptional)
        .map(known -> new TreeSet<>(known.keySet()))
        .orElseGet(TreeSet::new);
  }

  /// Whether anything could be read.
  public boolean isAnythingKnown() {
    return organization.values().stream().anyMatch(one -> one.asOptional().isPresent())
        || standalone.values().stream().anyMatch(one -> one.asOptional().isPresent());
  }

  /// Everything that could not be read, each named once.
  public List<Diagnostic> problems() {
    Set<Diagnostic> problems = new LinkedHashSet<>();
    organization.values().forEach(one -> one.problem().ifPresent(problems::add));
    standalone.values().forEach(one -> one.problem().ifPresent(problems::add));
    return List.copyOf(problems);
  }
}
