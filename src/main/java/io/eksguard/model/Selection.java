package io.eksguard.model;

import java.util.List;

/// Which clusters of one account and region GuardDuty shall manage.
///
/// It answers for clusters that do not exist yet as well; that is why a guard can carry it.
///
/// @param othersManaged whether clusters that no pattern names are managed
/// @param named the patterns of the clusters for which it is the other way round; sorted
public record Selection(boolean othersManaged, List<ClusterPattern> named) {
  public Selection {
    named = named.stream().distinct().sorted().toList();
  }

  /// Whether GuardDuty shall manage the cluster of this name.
  public boolean manages(ClusterName cluster) {
    boolean isNamed = named.stream().anyMatch(pattern -> pattern.matches(cluster));
    return isNamed != othersManaged;
  }

  /// Which tag value a cluster of this name needs once the feature is on with this add-on
  /// management.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-eks.html">
  ///   Amazon GuardDuty User Guide, read 2026-11-24</a>
  public TagNeed tagNeed(ClusterName cluster, boolean addonManagement) {
    boolean managed = manages(cluster);
    if (addonManagement) {
      return managed ? TagNeed.anythingBut(Tag.EXCLUDED) : TagNeed.exactly(Tag.EXCLUDED);
    }
    return managed ? TagNeed.exactly(Tag.INCLUDED) : TagNeed.anythingBut(Tag.INCLUDED);
  }
}
