package io.eksguard.live;

import io.eksguard.diag.Diagnostic;
import io.eksguard.model.AgentRule;
import io.eksguard.model.AgentSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was read of the agent on a cluster whose agents are our business.
///
/// @param agent the agent
/// @param offer which versions there are for the cluster; not read where the file wants none on it
public record AgentSite(Reading<Agent> agent, Reading<AgentOffer> offer) {
  /// How the agent is set up, if there is one.
  public Optional<AgentSetup> setup() {
    return agent.asOptional().map(Agent::setup);
  }

  /// Whether more would have to be read for a line of the file.
  public boolean lacks(AgentRule rule) {
    return switch (offer) {
      case Reading.NotRead<AgentOffer> _ -> true;
      case Reading.Present<AgentOffer>(AgentOffer known) ->
          rule.configuration().isPresent()
              && known
                  .wanted(rule, setup())
                  .filter(setup -> !known.schemas().containsKey(setup.version()))
                  .isPresent();
      case Reading.Absent<AgentOffer> _, Reading.Unknown<AgentOffer> _ -> false;
    };
  }

  /// Everything that could not be read.
  public List<Diagnostic> problems() {
    List<Diagnostic> problems = new ArrayList<>();
    agent.problem().ifPresent(problems::add);
    offer.problem().ifPresent(problems::add);
    offer
        .asOptional()
        .ifPresent(known ->
            known.schemas().values().forEach(one -> one.problem().ifPresent(problems::add)));
    return problems;
  }
}
