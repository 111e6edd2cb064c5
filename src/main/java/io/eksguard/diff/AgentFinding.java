package io.eksguard.diff;

import io.eksguard.live.Agent;
import io.eksguard.live.AgentIssue;
import io.eksguard.live.AgentStatus;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import java.util.List;
import java.util.Optional;

/// Something the comparison noticed about an agent by hand that is not a change.
///
/// @param place the cluster's account and region
/// @param cluster the cluster
/// @param what what was noticed
/// @param path which part of the file it is about
public record AgentFinding(Place place, ClusterName cluster, What what, String path) {

  /// What was noticed.
  public sealed interface What {
    /// No version, or not the one that is asked for, is for the cluster's Kubernetes.
    ///
    /// @param wish what the file asks for
    /// @param kubernetes the cluster's Kubernetes version
    /// @param fitting the versions that are for it, newest first
    record VersionDoesNotFit(String wish, String kubernetes, List<String> fitting) implements What {
      public VersionDoesNotFit {
        fitting = List.copyOf(fitting);
      }
    }

    /// The configuration does not fit the schema of the version.
    ///
    /// @param version the version
    /// @param mistakes what the schema has against it
    record ConfigurationDoesNotFit(String version, List<String> mistakes) implements What {
      public ConfigurationDoesNotFit {
        mistakes = List.copyOf(mistakes);
      }
    }

    /// GuardDuty installed the agent that is there, so it is left alone.
    record OfGuardDuty() implements What {}

    /// GuardDuty shall not manage the cluster, and an agent stays there that nobody tends.
    ///
    /// @param version its version, if it is known
    /// @param nodes how many nodes the cluster has, if GuardDuty said it
    /// @param owner who installed it, if the add-on was read
    record LeftBehind(Optional<String> version, Optional<Long> nodes, Optional<Agent.Owner> owner)
        implements What {}

    /// EKS is just at it.
    record Busy(AgentStatus status) implements What {}

    /// It is as wanted, and not well.
    record NotWell(AgentStatus status, List<AgentIssue> issues) implements What {
      public NotWell {
        issues = List.copyOf(issues);
      }
    }
  }

  /// Whether nothing can be planned for the agent.
  public boolean isError() {
    return switch (what) {
      case What.VersionDoesNotFit _, What.ConfigurationDoesNotFit _ -> true;
      case What.OfGuardDuty _, What.LeftBehind _, What.Busy _, What.NotWell _ -> false;
    };
  }
}
