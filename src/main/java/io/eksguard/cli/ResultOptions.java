package io.eksguard.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// How a command that only plans shows the plan, and which exit code that makes.
final class ResultOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How to show the plan: ${COMPLETION-CANDIDATES}. Default: text.")
  private ReportFormat format = ReportFormat.TEXT;

  @Option(
      names = "--detailed-exitcode",
      description = "End with 2 if there are changes, as Terraform does.")
  private boolean detailedExitCode;

  @Option(names = "--strict", description = "End with 7 if something could not be read.")
  private boolean strict;

  @Option(
      names = {"-v", "--verbose"},
      description = "Name the accounts that are left alone, where text else counts them.")
  private boolean verbose;

  /// Whether it is an error that something could not be read.
  boolean isStrict() {
    return strict;
  }

  /// The page that the command writes to.
  Page page(CommandSpec spec, Ports ports, ColourOption colour) {
    return new Page(spec, ports, colour.use(ports)).verbose(verbose);
  }

  /// Where the report goes.
  ///
  /// @param ci tells the CI system, if the command does
  Output output(Page page, OutputOptions files, Optional<CiOutput> ci, Ports ports) {
    return new Output(page, format, files, ci, ports, verbose);
  }

  /// How the command ends with a proposal.
  ///
  /// @param codes what all else means for the exit code
  int ended(List<ExitCode> codes, Proposal proposal) {
    List<ExitCode> all = new ArrayList<>(codes);
    if (detailedExitCode && !proposal.isEmpty()) {
      all.add(ExitCode.CHANGES);
    }
    return ExitCode.worst(all).number();
  }
}
