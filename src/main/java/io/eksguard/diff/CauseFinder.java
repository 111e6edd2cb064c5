package io.eksguard.diff;

import io.eksguard.live.Cluster;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.Organization;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells what a change of the file causes from what was otherwise already.
public final class CauseFinder {
  private final Desired file;
  private final Difference difference;
  private final Base base;
  private final Optional<Instant> since;
  private final Map<About, Change> now;
  private final Map<About, Change> before;

  /// @param file the file after the change
  /// @param difference how live differs from it
  /// @param base how live differs from the file before the change
  /// @param since clusters that were made later are new; none are if it is not known
  public CauseFinder(Desired file, Difference difference, Base base, Optional<Instant> since) {
    this.file = file;
    this.difference = difference;
    this.base = base;
    this.since = since;
    this.now = byWhatTheyAreAbout(difference);
    this.before = byWhatTheyAreAbout(base.difference());
  }

  private static Map<About, Change> byWhatTheyAreAbout(Difference difference) {
    Map<About, Change> changes = new LinkedHashMap<>();
    difference.changes().forEach(change -> changes.put(About.of(change), change));
    return changes;
  }

  /// Since when clusters are new.
  public Optional<Instant> since() {
    return since;
  }

  /// What makes it necessary.
  ///
  /// @param change one of the difference's, or a part of one: that has the cause of the whole
  public Cause of(Change change) {
    About about = About.of(change);
    Change whole = now.getOrDefault(about, change);
    Change earlier = before.get(about);
    if (earlier == null || !About.wantTheSame(whole, earlier)) {
      return isUndecided(whole) ? Cause.UNKNOWN : Cause.THIS_CHANGE;
    }
    if (isNew(whole)) {
      return Cause.NEW_OBJECT;
    }
    return isUntouched(whole) ? Cause.AWS_DEFAULT : Cause.EARLIER_DRIFT;
  }

  /// What the change of the file asks for and AWS has already: the file before would have changed
  /// it, to something else.
  ///
  /// @return what the file before would have done there; what it would have changed from is what
  ///   AWS has
  public List<Change> already() {
    return before.entrySet().stream()
        .filter(entry -> !now.containsKey(entry.getKey()) && isAskedFor(entry.getValue()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /// Whether nothing is to be done any more where the file before would have made this change.
  public boolean isGone(Change earlier) {
    return !now.containsKey(About.of(earlier));
  }

  private boolean isUndecided(Change change) {
    return switch (change) {
      case Change.ClusterTag tag -> base.undecided().contains(tag.place());
      case Change.ClusterAgent agent -> base.undecided().contains(agent.place());
      case Change.VpcEndpoint endpoint -> base.undecided().contains(endpoint.place());
      case Change.AccountFeature feature -> base.undecided().contains(feature.place());
      case Change.OrganizationFeature feature ->
          base.undecided().stream().anyMatch(place -> place.region().equals(feature.region()));
      case Change.OfPolicy _ -> false;
    };
  }

  /// Only a cluster says when it was made. That an account has new ones alone does not make the
  /// account new.
  private boolean isNew(Change change) {
    return switch (change) {
      case Change.ClusterTag tag -> isNew(tag.place(), tag.cluster());
      case Change.ClusterAgent agent -> isNew(agent.place(), agent.cluster());
      case Change.VpcEndpoint _,
          Change.AccountFeature _,
          Change.OrganizationFeature _,
          Change.OfPolicy _ ->
          false;
    };
  }

  private boolean isNew(Place place, ClusterName cluster) {
    return ground(place)
        .flatMap(ground -> Optional.ofNullable(ground.clusters().get(cluster)))
        .flatMap(Cluster::createdAt)
        .flatMap(made -> since.map(made::isAfter))
        .orElse(false);
  }

  /// Whether live is what AWS gives to those who asked for nothing: no runtime monitoring, and none
  /// for accounts that join. A cluster without the tag is no such case: whoever makes one may be
  /// expected to set it.
  private boolean isUntouched(Change change) {
    return switch (change) {
      case Change.AccountFeature feature ->
          ground(feature.place()).filter(ground -> !ground.detector().monitors()).isPresent();
      case Change.OrganizationFeature feature ->
          feature.before().equals(AutoEnableSetting.NONE)
              && !feature.after().equals(AutoEnableSetting.NONE);
      case Change.ClusterTag _, Change.ClusterAgent _, Change.VpcEndpoint _, Change.OfPolicy _ ->
          false;
    };
  }

  private Optional<Ground> ground(Place place) {
    return Optional.ofNullable(difference.grounds().get(place));
  }

  private Optional<Ground> planned(Place place) {
    return ground(place).filter(_ -> !difference.blocked().contains(place));
  }

  /// Whether the file after the change says anything about it, and it could be compared.
  private boolean isAskedFor(Change change) {
    return switch (change) {
      case Change.ClusterTag tag ->
          planned(tag.place())
              .filter(Ground::clustersRead)
              .flatMap(ground -> ground.tagNeed(tag.cluster()))
              .isPresent();
      case Change.ClusterAgent agent ->
          planned(agent.place())
              .filter(ground -> ground.assignment().entry().approach().tendsAgents())
              .isPresent();
      case Change.VpcEndpoint endpoint ->
          planned(endpoint.place()).flatMap(Ground::vpcs).isPresent();
      case Change.AccountFeature feature -> planned(feature.place()).isPresent();
      case Change.OrganizationFeature feature ->
          file.organization().flatMap(Organization::newAccounts).isPresent()
              && file.regions().contains(feature.region())
              && !isWithheld(feature.region());
      case Change.OfPolicy _ -> difference.protection().isPresent();
    };
  }

  /// Whether the organization's value is not set as the file says, since that would not be safe.
  private boolean isWithheld(Region region) {
    return difference.findings().stream()
        .anyMatch(finding ->
            finding.kind() == Finding.Kind.ALL_NOT_SAFE && finding.region().equals(region));
  }
}
