package io.eksguard.plan;

import io.eksguard.diff.AgentFinding;
import io.eksguard.diff.Change;
import io.eksguard.live.Agent;
import io.eksguard.live.AgentSite;
import io.eksguard.live.Reading;
import io.eksguard.model.AgentRule;
import io.eksguard.model.AgentSetup;
import java.util.Optional;

/// The agent by hand on one cluster: what the file wants, what is there, what the plan would do.
///
/// @param line the line of `agents` that names the cluster
/// @param site what was read; nothing where the cluster is not there or was not read
/// @param coming what comes of it
/// @param planned how the plan would set the agent up; nothing where it writes none
public record AgentView(
    Optional<AgentRule> line,
    Optional<AgentSite> site,
    Coming coming,
    Optional<AgentSetup> planned) {

  /// What comes of an agent.
  public enum Coming {
    /// The plan installs it.
    INSTALLED("installed"),
    /// The plan changes its version or values.
    UPDATED("updated"),
    /// The plan removes it.
    REMOVED("removed"),
    /// It is as the file says.
    AS_WANTED("as-wanted"),
    /// It is none that the file or a tag makes ours to change.
    LEFT_ALONE("left-alone"),
    /// EKS is at it, so nothing is planned.
    BUSY("busy"),
    /// What the line asks for does not fit the cluster.
    IMPOSSIBLE("impossible"),
    /// The cluster is not there, or something of it could not be read.
    UNKNOWN("unknown");

    private final String word;

    Coming(String word) {
      this.word = word;
    }

    /// The word in JSON.
    public String word() {
      return word;
    }
  }

  /// Puts it together.
  ///
  /// @param planned the change of the plan, if it has one
  /// @param noticed what the comparison noticed, if anything
  static AgentView of(
      Optional<AgentRule> line,
      Optional<AgentSite> site,
      Optional<Change.ClusterAgent> planned,
      Optional<AgentFinding> noticed) {
    return new AgentView(
        line,
        site,
        planned
            .map(AgentView::coming)
            .or(() -> noticed.map(AgentView::coming))
            .orElseGet(() -> unplanned(line, site)),
        planned.flatMap(Change.ClusterAgent::after));
  }

  private static Coming coming(Change.ClusterAgent change) {
    if (change.after().isEmpty()) {
      return Coming.REMOVED;
    }
    return change.before().isEmpty() ? Coming.INSTALLED : Coming.UPDATED;
  }

  private static Coming coming(AgentFinding noticed) {
    return switch (noticed.what()) {
      case AgentFinding.What.VersionDoesNotFit _, AgentFinding.What.ConfigurationDoesNotFit _ ->
          Coming.IMPOSSIBLE;
      case AgentFinding.What.OfGuardDuty _, AgentFinding.What.LeftBehind _ -> Coming.LEFT_ALONE;
      case AgentFinding.What.Busy _ -> Coming.BUSY;
      case AgentFinding.What.NotWell _ -> Coming.AS_WANTED;
    };
  }

  private static Coming unplanned(Optional<AgentRule> line, Optional<AgentSite> site) {
    if (site.isEmpty() || !site.get().problems().isEmpty()) {
      return Coming.UNKNOWN;
    }
    return switch (site.get().agent()) {
      case Reading.Present<Agent> _ -> line.isPresent() ? Coming.AS_WANTED : Coming.LEFT_ALONE;
      // One that is wanted and not there, and that the plan has no step for, is held up elsewhere.
      case Reading.Absent<Agent> _ -> line.isPresent() ? Coming.UNKNOWN : Coming.AS_WANTED;
      case Reading.Unknown<Agent> _, Reading.NotRead<Agent> _ -> Coming.UNKNOWN;
    };
  }
}
