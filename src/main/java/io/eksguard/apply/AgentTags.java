package io.eksguard.apply;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Change.ClusterAgent;
import io.eksguard.live.Agent;
import io.eksguard.model.AgentSetup;
import io.eksguard.plan.StepId;
import java.util.Optional;

/// What is left of an update of an agent when only its tags are not as they are to be.
///
/// EKS changes version and values in one call and tags in another, so that a step may stand between
/// the two.
final class AgentTags {
  private AgentTags() {}

  /// Whether the agent is as wanted, its tags are not, and each of them is as seen or as wanted: it
  /// is as the step itself, or a try of it, may have left it.
  static boolean areLeft(ClusterAgent change, Agent agent) {
    AgentSetup now = agent.setup();
    return change.updates()
        && change.after().map(AgentSetup::untagged).equals(Optional.of(now.untagged()))
        && !change.after().equals(Optional.of(now.only(change.tagKeys())))
        && areBetween(change, now);
  }

  /// Whether version and values are as seen, and each of the tags is as seen or as wanted already:
  /// so it is where the way back begins at half a step.
  static boolean mayBeOnTheWay(ClusterAgent change, Agent agent) {
    AgentSetup now = agent.setup();
    return change.updates()
        && !change.onlyTags()
        && change.before().map(AgentSetup::untagged).equals(Optional.of(now.untagged()))
        && areBetween(change, now);
  }

  private static boolean areBetween(ClusterAgent change, AgentSetup now) {
    return change.tagKeys().stream()
        .allMatch(key -> {
          Optional<String> value = tag(Optional.of(now), key);
          return value.equals(tag(change.before(), key)) || value.equals(tag(change.after(), key));
        });
  }

  private static Optional<String> tag(Optional<AgentSetup> setup, String key) {
    return setup.flatMap(one -> Optional.ofNullable(one.tags().get(key)));
  }

  /// That the agent was updated, and its tags stay as they were, since a guard no longer holds.
  static Diagnostic halfDone(StepId step, Diagnostic held) {
    return Diagnostic.error(
            Code.AGENT_NOT_READY,
            "`%s` updated the agent and did not write its tags. %s".formatted(step, held.message()))
        .hint("Plan again: it goes from what is there now.");
  }

  /// That the agent was updated, and its tags stay as they were, since the write of them failed:
  /// what AWS said, with what is done already.
  static Diagnostic halfWritten(StepId step, Diagnostic why) {
    return new Diagnostic(
        why.severity(),
        why.code(),
        "`%s` updated the agent and did not write its tags: %s".formatted(step, why.message()),
        why.where(),
        why.excerpt(),
        why.hint());
  }
}
