package io.eksguard.cli;

import io.eksguard.config.Loaded;
import io.eksguard.diag.Diagnostic;
import io.eksguard.model.Reach;
import io.eksguard.render.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `eksguard plan`: reads live and prints what would be done.
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Read what is live and print the plan. Writes nothing.")
final class PlanCommand implements Callable<Integer> {
  private final Ports ports;

  @Spec private CommandSpec spec;
  @Mixin private DesiredFiles files;
  @Mixin private Target target;
  @Mixin private ColourOption colour;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How to show the plan: ${COMPLETION-CANDIDATES}. Default: text.")
  private Page.Format format = Page.Format.TEXT;

  @Option(
      names = "--detailed-exitcode",
      description = "End with 2 if there are changes, as Terraform does.")
  private boolean detailedExitCode;

  @Option(names = "--strict", description = "End with 7 if something could not be read.")
  private boolean strict;

  PlanCommand(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Integer call() {
    var page = new Page(spec, ports, colour.use(ports));
    var result = files.read(ports);
    if (result.loaded().isEmpty()) {
      page.result(Report.failed(result.diagnostics()), format);
      return ExitCode.USAGE.number();
    }
    Loaded loaded = result.loaded().get();
    return switch (target.connect(ports, Reach.of(loaded.desired()))) {
      case Target.Connected.Refused(Diagnostic why) -> {
        page.result(Report.failed(List.of(why)), format);
        yield ExitCode.USAGE.number();
      }
      case Target.Connected.Ok(Cloud.Connection connection) -> {
        try (connection) {
          yield plan(page, Assessment.make(loaded, connection.reader()));
        }
      }
    };
  }

  private int plan(Page page, Assessment assessment) {
    page.result(Reports.ofPlan(assessment), format);
    List<ExitCode> codes = new ArrayList<>(assessment.exitCodes(strict));
    if (detailedExitCode && !assessment.plan().isEmpty()) {
      codes.add(ExitCode.CHANGES);
    }
    return ExitCode.worst(codes).number();
  }
}
