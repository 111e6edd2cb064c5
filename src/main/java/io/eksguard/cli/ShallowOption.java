package io.eksguard.cli;

import io.eksguard.live.Depth;
import picocli.CommandLine.Option;

/// How far a command that only looks goes into member accounts.
final class ShallowOption {
  @Option(
      names = "--shallow",
      description = {
        "Believe what the administrator sees of member accounts (settings, and by whom the agent of",
        "each cluster is managed), and enter an account only where that does not add up with the",
        "file. Far fewer calls; clusters without coverage and fresh tags may be missed."
      })
  private boolean shallow;

  /// How far to go.
  Depth depth() {
    return shallow ? Depth.COVERAGE : Depth.CLUSTERS_OR_COVERAGE;
  }
}
