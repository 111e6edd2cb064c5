package io.eksguard.diff;

import io.eksguard.live.Cluster;
import io.eksguard.live.Detector;
import io.eksguard.live.LivePlace;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.live.Reading;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import io.eksguard.model.Tag;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How one account is covered in one region, as far as a file can say it.
sealed interface Seen {
  /// It can be said.
  ///
  /// @param setting how the chosen feature is set
  /// @param named for each cluster, whether a list would have to name it
  /// @param agents what there is of agents by hand
  record Sayable(Setting setting, SortedMap<ClusterName, Boolean> named, AgentSurvey agents)
      implements Seen {
    /// Whether a list has to name any cluster.
    boolean namesAny() {
      return named.containsValue(true);
    }
  }

  /// It cannot.
  record Unsayable(Remark.Kind why) implements Seen {}

  /// What was seen of a place.
  ///
  /// @param feature the feature that the file chooses
  /// @param organization the organization's values there
  static Seen of(LivePlace found, Feature feature, Optional<OrganizationSettings> organization) {
    return switch (found.detector()) {
      case Reading.Present<Detector>(Detector detector) ->
          of(found, detector, feature, organization);
      // No detector is as good as one in which everything is off.
      case Reading.Absent<Detector> _ ->
          of(found, new Detector(new TreeMap<>()), feature, organization);
      case Reading.Unknown<Detector> _, Reading.NotRead<Detector> _ ->
          new Unsayable(Remark.Kind.UNREADABLE);
    };
  }

  private static Seen of(
      LivePlace found,
      Detector detector,
      Feature feature,
      Optional<OrganizationSettings> organization) {
    Setting setting = detector.setting(feature);
    if (detector.setting(feature.other()).enabled()) {
      return new Unsayable(
          setting.enabled() ? Remark.Kind.BOTH_FEATURES : Remark.Kind.OTHER_FEATURE);
    }
    if (found.assignment().standing() != Standing.STANDALONE
        && organization.filter(o -> contradicts(o, feature, setting)).isPresent()) {
      return new Unsayable(Remark.Kind.AGAINST_ALL);
    }
    if (!setting.enabled()) {
      return new Sayable(Setting.OFF, new TreeMap<>(), AgentSurvey.of(List.of()));
    }
    return switch (found.clusters()) {
      case Reading.Present<SortedMap<ClusterName, Cluster>>(var clusters) ->
          new Sayable(
              setting, named(clusters.values(), setting), AgentSurvey.of(clusters.values()));
      case Reading.Unknown<SortedMap<ClusterName, Cluster>> _ ->
          new Unsayable(Remark.Kind.UNREADABLE);
      case Reading.Absent<SortedMap<ClusterName, Cluster>> _,
          Reading.NotRead<SortedMap<ClusterName, Cluster>> _ ->
          new Unsayable(Remark.Kind.CLUSTERS_NOT_READ);
    };
  }

  /// Whether GuardDuty will overwrite how the account is, or would refuse to leave it so.
  private static boolean contradicts(
      OrganizationSettings organization, Feature feature, Setting setting) {
    AutoEnableSetting chosen = organization.setting(feature);
    boolean turnsOn = chosen.feature() == AutoEnable.ALL && !setting.enabled();
    boolean turnsAddonOn =
        chosen.addonManagement() == AutoEnable.ALL
            && setting.enabled()
            && !setting.addonManagement();
    boolean turnsOtherOn = organization.setting(feature.other()).feature() == AutoEnable.ALL;
    return turnsOn || turnsAddonOn || turnsOtherOn;
  }

  /// The clusters, each with whether its tag makes it an exception under the setting; those that
  /// are being deleted are no longer anybody's concern.
  private static SortedMap<ClusterName, Boolean> named(
      Collection<Cluster> clusters, Setting setting) {
    String exception = setting.addonManagement() ? Tag.EXCLUDED : Tag.INCLUDED;
    SortedMap<ClusterName, Boolean> named = new TreeMap<>();
    clusters.stream()
        .filter(cluster -> !cluster.leaving())
        .forEach(
            cluster -> named.put(cluster.name(), cluster.tag().equals(Optional.of(exception))));
    return named;
  }
}
