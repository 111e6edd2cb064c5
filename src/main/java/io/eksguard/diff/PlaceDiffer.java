package io.eksguard.diff;

import io.eksguard.diff.Change.AccountFeature;
import io.eksguard.diff.Change.ClusterTag;
import io.eksguard.live.Cluster;
import io.eksguard.live.FeatureState;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import io.eksguard.model.Tag;
import io.eksguard.model.TagNeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Compares one account in one region.
final class PlaceDiffer {
  private final Ground ground;
  private final Function<Feature, AutoEnableSetting> lasting;
  private final List<Change> changes = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final boolean otherStays;
  private boolean blocked;

  /// @param ground what was seen and is wanted
  /// @param lasting the organization's value for each feature once the plan is done
  /// @param otherStays whether the other feature cannot be turned off yet, and is left alone
  PlaceDiffer(Ground ground, Function<Feature, AutoEnableSetting> lasting, boolean otherStays) {
    this.ground = ground;
    this.lasting = lasting;
    this.otherStays = otherStays;
    lookForObstacles();
    if (!blocked) {
      compareFeatures();
      if (!changes.isEmpty() && ground.throughAdministrator().isPresent()) {
        // Without the tags no order is safe. Reading does not let it come to this.
        changes.clear();
        blocked = true;
      }
      var needs = ground.tagNeeds();
      ground
          .clusters()
          .values()
          .forEach(cluster -> needs.apply(cluster.name()).ifPresent(n -> compareTag(cluster, n)));
    }
    noticeOddTags();
  }

  /// What must change; empty if the place is blocked.
  List<Change> changes() {
    return changes;
  }

  List<Finding> findings() {
    return findings;
  }

  /// Whether nothing can be planned here.
  boolean isBlocked() {
    return blocked;
  }

  private void lookForObstacles() {
    Feature feature = ground.feature();
    Setting wanted = ground.wanted();
    if (wanted.enabled() && !ground.detector().features().containsKey(feature)) {
      block(Finding.Kind.FEATURE_NOT_OFFERED, feature.name());
    }
    if (isRefused(feature, wanted)) {
      block(Finding.Kind.BLOCKED_BY_ALL, feature.name());
    }
    if (!otherStays && isRefused(feature.other(), Setting.OFF)) {
      block(Finding.Kind.BLOCKED_BY_ALL, feature.other().name());
    }
    if (wanted.enabled() && feature == Feature.EKS_RUNTIME_MONITORING) {
      otherAgents(Feature.RUNTIME_MONITORING)
          .ifPresent(agents -> block(Finding.Kind.WOULD_END_OTHER_MONITORING, agents));
    }
  }

  /// Whether GuardDuty would refuse the setting, or overwrite it within 24 hours. An add-on
  /// management that is turned on under a feature that is off does nothing; it only cannot be
  /// turned off.
  private boolean isRefused(Feature feature, Setting wanted) {
    AutoEnableSetting organization =
        ground.assignment().standing() == Standing.STANDALONE
            ? AutoEnableSetting.NONE
            : lasting.apply(feature);
    boolean turnedOn = organization.feature() == AutoEnable.ALL && !wanted.enabled();
    boolean needsWrite = wanted.enabled() || ground.detector().setting(feature).enabled();
    boolean addonTurnedOn =
        organization.addonManagement() == AutoEnable.ALL && !wanted.addonManagement() && needsWrite;
    return turnedOn || addonTurnedOn;
  }

  private void compareFeatures() {
    Feature feature = ground.feature();
    Setting live = ground.detector().setting(feature);
    if (!live.meansTheSameAs(ground.wanted())) {
      change(feature, live, ground.wanted(), Reason.DIFFERS_FROM_FILE);
    }
    Setting other = ground.detector().setting(feature.other());
    if (other.enabled() && !otherStays) {
      var reason =
          ground.wanted().enabled() ? Reason.OTHER_FEATURE_TAKES_OVER : Reason.DIFFERS_FROM_FILE;
      change(feature.other(), other, Setting.OFF, reason);
    }
  }

  private void change(Feature feature, Setting before, Setting after, Reason reason) {
    if (!after.enabled() && reason == Reason.DIFFERS_FROM_FILE) {
      otherAgents(feature).ifPresent(agents -> note(Finding.Kind.ENDS_OTHER_MONITORING, agents));
    }
    var assignment = ground.assignment();
    changes.add(
        new AccountFeature(
            ground.place(),
            assignment.standing(),
            feature,
            before,
            after,
            reason,
            assignment.entry().path()));
  }

  private Optional<String> otherAgents(Feature feature) {
    FeatureState state = ground.detector().features().get(feature);
    if (state == null || !state.setting().enabled() || state.otherAgents().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(String.join(", ", state.otherAgents()));
  }

  private void compareTag(Cluster cluster, TagNeed need) {
    if (need.isMetBy(cluster.tag())) {
      return;
    }
    changes.add(
        new ClusterTag(
            ground.place(),
            ground.assignment().standing(),
            cluster.name(),
            cluster.arn(),
            cluster.tag(),
            need.remedy(),
            reasonFor(need),
            ground.path(cluster.name())));
  }

  private static Reason reasonFor(TagNeed need) {
    return switch (need) {
      case TagNeed.Exactly(String value) ->
          value.equals(Tag.EXCLUDED) ? Reason.NEEDS_EXCLUSION_TAG : Reason.NEEDS_INCLUSION_TAG;
      case TagNeed.AnythingBut(String value) ->
          value.equals(Tag.EXCLUDED)
              ? Reason.EXCLUSION_TAG_IN_THE_WAY
              : Reason.INCLUSION_TAG_IN_THE_WAY;
    };
  }

  private void noticeOddTags() {
    for (Cluster cluster : ground.clusters().values()) {
      cluster
          .tag()
          .filter(value -> !Tag.isKnown(value))
          .ifPresent(value -> note(Finding.Kind.ODD_TAG_VALUE, Optional.of(cluster.name()), value));
    }
    if (ground.throughAdministrator().isPresent()) {
      AddsUp.contradictions(ground.assignment(), ground.throughAdministrator().get())
          .forEach(this::doesNotAddUp);
    } else if (!ground.clustersRead() && ground.wanted().enabled()) {
      note(Finding.Kind.CLUSTERS_NOT_READ, ground.assignment().entry().approach().name().word());
    }
  }

  private void doesNotAddUp(ClusterName cluster, String managedBy) {
    note(
        ground.shallManage(cluster) ? Finding.Kind.SEEN_NOT_MANAGED : Finding.Kind.SEEN_MANAGED,
        Optional.of(cluster),
        managedBy);
  }

  private void block(Finding.Kind kind, String detail) {
    blocked = true;
    note(kind, detail);
  }

  private void note(Finding.Kind kind, String detail) {
    note(kind, Optional.empty(), detail);
  }

  private void note(Finding.Kind kind, Optional<ClusterName> cluster, String detail) {
    findings.add(
        new Finding(
            kind,
            ground.place().region(),
            ground.place().account().value(),
            cluster,
            detail,
            ground.assignment().entry().path()));
  }
}
