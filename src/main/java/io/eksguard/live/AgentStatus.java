package io.eksguard.live;

import java.util.Arrays;

/// The state that EKS gives an add-on.
///
/// @see <a href="https://docs.aws.amazon.com/eks/latest/APIReference/API_Addon.html">AWS API
///   reference, Addon, read 2026-11-24</a>
public enum AgentStatus {
  /// EKS installs it.
  CREATING,
  /// It is there.
  ACTIVE,
  /// It could not be installed.
  CREATE_FAILED,
  /// EKS changes it.
  UPDATING,
  /// EKS takes it away.
  DELETING,
  /// It could not be taken away.
  DELETE_FAILED,
  /// It is there, and not well.
  DEGRADED,
  /// It could not be changed.
  UPDATE_FAILED,
  /// A word that this version does not know.
  OTHER;

  /// Reads AWS's word.
  public static AgentStatus of(String text) {
    return Arrays.stream(values()).filter(one -> one.name().equals(text)).findFirst().orElse(OTHER);
  }

  /// Whether EKS is at it, and takes no other write meanwhile.
  public boolean isBusy() {
    return switch (this) {
      case CREATING, UPDATING, DELETING -> true;
      case ACTIVE, CREATE_FAILED, DELETE_FAILED, DEGRADED, UPDATE_FAILED, OTHER -> false;
    };
  }
}
