package io.eksguard.apply;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Change.ClusterAgent;
import io.eksguard.live.Agent;
import io.eksguard.live.AgentIssue;
import io.eksguard.live.Reading;
import io.eksguard.plan.StepId;
import java.util.Optional;
import java.util.stream.Collectors;

/// How far EKS is with a write that it has taken.
///
/// @see <a href="https://docs.aws.amazon.com/eks/latest/APIReference/API_Addon.html">AWS API
///   reference, Addon, read 2026-11-24</a>
sealed interface AgentProgress {
  /// It is as it was to be.
  record Done() implements AgentProgress {}

  /// EKS is at it, or what is wrong may pass.
  record Under(Diagnostic why) implements AgentProgress {}

  /// It is as it was to be but for its tags, which can be written now.
  record TagsLeft(Diagnostic why) implements AgentProgress {}

  /// It will not come to its end by itself.
  record Failed(Diagnostic why) implements AgentProgress {}

  /// How far it is.
  static AgentProgress of(StepId step, ClusterAgent change, Reading<Agent> now) {
    return switch (now) {
      case Reading.Present<Agent>(Agent agent) ->
          change.after().isEmpty() ? removal(step, agent) : setup(step, change, agent);
      case Reading.Absent<Agent> _, Reading.NotRead<Agent> _ ->
          change.after().isEmpty()
              ? new Done()
              : new Under(under(step, "EKS does not show the agent yet"));
      case Reading.Unknown<Agent>(Diagnostic why) -> new Under(why);
    };
  }

  /// That EKS is at something with the agent.
  static Diagnostic busy(StepId step, Agent agent) {
    return under(step, "EKS says `%s` of the agent".formatted(agent.status()));
  }

  private static AgentProgress removal(StepId step, Agent agent) {
    return switch (agent.status()) {
      case DELETE_FAILED -> new Failed(failed(step, agent));
      case CREATING, ACTIVE, CREATE_FAILED, UPDATING, DELETING, DEGRADED, UPDATE_FAILED, OTHER ->
          new Under(busy(step, agent));
    };
  }

  private static AgentProgress setup(StepId step, ClusterAgent change, Agent agent) {
    boolean asWanted = change.after().equals(Optional.of(agent.setup().only(change.tagKeys())));
    if (change.onlyTags()) {
      // how the agent itself does is none of this step's business
      return asWanted ? new Done() : new Under(under(step, "EKS does not show the tags yet"));
    }
    if (!agent.status().isBusy() && AgentTags.areLeft(change, agent)) {
      return new TagsLeft(under(step, "its tags are not as they are to be"));
    }
    return switch (agent.status()) {
      case ACTIVE -> asWanted ? new Done() : new Under(busy(step, agent));
      case CREATING, UPDATING, DELETING, OTHER -> new Under(busy(step, agent));
      case DEGRADED ->
          agent.issues().stream().allMatch(AgentIssue::mayPass)
              ? new Under(failed(step, agent))
              : new Failed(failed(step, agent));
      case CREATE_FAILED, DELETE_FAILED, UPDATE_FAILED -> new Failed(failed(step, agent));
    };
  }

  private static Diagnostic under(StepId step, String what) {
    return Diagnostic.error(
            Code.AGENT_NOT_READY,
            "`%s` was written and is not at its end: %s.".formatted(step, what))
        .hint("EKS goes on by itself. Look again with `eksguard plan` and `eksguard coverage`.");
  }

  private static Diagnostic failed(StepId step, Agent agent) {
    String issues =
        agent.issues().stream().map(AgentIssue::toString).collect(Collectors.joining("; "));
    return Diagnostic.error(
            Code.AGENT_FAILED,
            "`%s` was written, and EKS says `%s` of the agent%s."
                .formatted(step, agent.status(), issues.isEmpty() ? "" : ": " + issues))
        .hint(
            agent.issues().isEmpty()
                ? "Look at the add-on with `aws eks describe-addon`."
                : agent.issues().stream()
                    .map(AgentIssue::cure)
                    .distinct()
                    .collect(Collectors.joining(" ")));
  }
}
