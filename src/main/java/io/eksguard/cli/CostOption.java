package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.live.LiveReader;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Whether to say what the nodes of the clusters that get the agent will cost.
final class CostOption {
  @Option(
      names = "--cost",
      description = {
        "Also count the nodes of the clusters that get the agent, by EC2's list of instances in each",
        "account, and say between what their vCPUs will cost in a month."
      })
  private boolean cost;

  /// Nobody can be asked how many nodes there were when a snapshot was taken or a run made.
  ///
  /// @param other the option that asks for that, such as `--from`, if one does
  Optional<Diagnostic> unfit(Optional<String> other) {
    return cost
        ? other.map(option ->
            Diagnostic.error(Code.WRONG_USAGE, "`--cost` counts nodes now, for a plan of the file.")
                .hint("Leave `%s` out.".formatted(option)))
        : Optional.empty();
  }

  /// The proposal, with what its nodes come to if that was asked for.
  Proposal with(Proposal proposal, Assessment assessment, LiveReader reader, boolean strict) {
    return cost
        ? proposal.with(
            assessment
                .nodes()
                .and(proposal.report().aside().reaction().covered(), assessment.live(), reader),
            strict)
        : proposal;
  }
}
