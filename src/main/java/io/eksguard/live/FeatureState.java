package io.eksguard.live;

import io.eksguard.model.Setting;
import java.util.SortedSet;
import java.util.TreeSet;

/// A runtime monitoring feature as it is in one account and region.
///
/// @param setting the feature and its `EKS_ADDON_MANAGEMENT`
/// @param otherAgents its other additional configurations that are ENABLED, by the wire's names:
///   `ECS_FARGATE_AGENT_MANAGEMENT`, `EC2_AGENT_MANAGEMENT`
public record FeatureState(Setting setting, SortedSet<String> otherAgents) {
  public FeatureState {
    otherAgents = new TreeSet<>(otherAgents);
  }

  /// A state with no other agents.
  public static FeatureState of(Setting setting) {
    return new FeatureState(setting, new TreeSet<>());
  }
}
