package io.eksguard.drift;

import io.eksguard.diff.Change;
import io.eksguard.diff.Rivalry;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.util.Optional;

/// Whether it is an item that another owner is about.
final class Contest {
  private Contest() {}

  /// Whether the other may be why the item is not as it should be.
  static boolean isOver(Item item, Rivalry rival) {
    return switch (rival) {
      case Rivalry.ClusterTag tag -> isOfTag(item, tag.place(), tag.cluster());
      case Rivalry.OfStack stack -> isOfTag(item, stack.place(), stack.cluster());
      case Rivalry.Agent agent ->
          isOf(item, agent.place(), agent.cluster()) && item.matter() instanceof Matter.Covered;
      case Rivalry.AccountFeature feature ->
          change(item)
              .filter(change -> isOf(change, feature.place(), feature.claim().feature()))
              .isPresent();
      case Rivalry.OrganizationFeature feature ->
          organization(item, feature.region())
              .filter(change -> change.feature() == feature.feature())
              .isPresent();
      case Rivalry.OrganizationGuardDuty all ->
          organization(item, all.region())
              .filter(change -> change.guardDutyBefore() != change.guardDutyAfter())
              .isPresent();
      case Rivalry.Endpoint _ -> false;
    };
  }

  private static boolean isOfTag(Item item, Place place, ClusterName cluster) {
    boolean isTag =
        item.matter() instanceof Matter.OddTag
            || change(item).filter(change -> change instanceof Change.ClusterTag).isPresent();
    return isTag && isOf(item, place, cluster);
  }

  private static boolean isOf(Item item, Place place, ClusterName cluster) {
    return item.subject().equals(new Subject.Cluster(place, cluster));
  }

  private static boolean isOf(Change change, Optional<Place> place, Feature feature) {
    return change instanceof Change.AccountFeature live
        && place.equals(Optional.of(live.place()))
        && live.feature() == feature;
  }

  private static Optional<Change.OrganizationFeature> organization(
      Item item, Optional<Region> region) {
    return change(item)
        .filter(Change.OrganizationFeature.class::isInstance)
        .map(Change.OrganizationFeature.class::cast)
        .filter(change -> region.map(change.region()::equals).orElse(true));
  }

  private static Optional<Change> change(Item item) {
    return switch (item.matter()) {
      case Matter.Differs(Change change) -> Optional.of(change);
      case Matter.Settling(Change change) -> Optional.of(change);
      case Matter.Hindered _,
          Matter.OfAgent _,
          Matter.OfEndpoint _,
          Matter.Unreadable _,
          Matter.OddTag _,
          Matter.Expired _,
          Matter.Covered _,
          Matter.NotCovered _ ->
          Optional.empty();
    };
  }
}
