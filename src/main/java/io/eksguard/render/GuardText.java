package io.eksguard.render;

import io.eksguard.model.Tag;
import io.eksguard.plan.Guard;

/// Guards in words.
final class GuardText {
  private GuardText() {}

  /// What must be true right before the write, as a clause.
  static String what(Guard guard) {
    return switch (guard) {
      case Guard.ClusterTagged tagged ->
          "cluster %s carries %s = \"%s\""
              .formatted(
                  TerminalText.safe(tagged.cluster().value()),
                  Tag.KEY,
                  TerminalText.safe(tagged.value()));
      case Guard.ClustersReady ready ->
          "every cluster there is by then in %s carries the tag that it needs, and none that is in the way"
              .formatted(ready.place());
      case Guard.FeatureSet set ->
          "%s of %s is %s".formatted(set.feature(), set.place(), StepText.setting(set.setting()));
      case Guard.AgentByHand agent ->
          "GuardDuty does not manage the agent of cluster %s in %s"
              .formatted(TerminalText.safe(agent.cluster().value()), agent.place());
      case Guard.AgentFits fits ->
          "the agent can run on cluster %s in %s, as EKS says how it is built"
              .formatted(TerminalText.safe(fits.cluster().value()), fits.place());
      case Guard.AgentsFit fit ->
          "the agent can run on every cluster there is by then in %s that would get it"
              .formatted(fit.place());
      case Guard.EndpointThere there ->
          "VPC %s in %s has an endpoint of GuardDuty that its agents can use"
              .formatted(TerminalText.safe(there.vpc()), there.place());
      case Guard.EndpointUnused unused ->
          "no agent and no cluster that GuardDuty manages is in VPC %s in %s"
              .formatted(TerminalText.safe(unused.vpc()), unused.place());
      case Guard.MembersKnown _ -> "every active member is one that was planned for";
    };
  }
}
