package io.eksguard.cli;

import io.eksguard.config.Result;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Severity;
import io.eksguard.render.Aside;
import io.eksguard.render.Ending;
import io.eksguard.render.Report;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `eksguard validate`: the file alone, offline.
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Check the desired-state file, offline; every error at once.")
final class ValidateCommand implements Callable<Integer> {
  private final Ports ports;

  @Spec private CommandSpec spec;
  @Mixin private DesiredFiles files;
  @Mixin private ExpiringOption expiring;
  @Mixin private ColourOption colour;
  @Mixin private CiOptions ci;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How to show the result: ${COMPLETION-CANDIDATES}. Default: text.")
  private Page.Format format = Page.Format.TEXT;

  ValidateCommand(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Integer call() {
    var page = new Page(spec, ports, colour.use(ports));
    var told = new CiOutput(ports, ci, Optional.empty(), files);
    Optional<Diagnostic> unfit = new OutputOptions().unfit(told.files());
    if (unfit.isPresent()) {
      page.result(Report.failed(List.of(unfit.get())), format);
      return ExitCode.USAGE.number();
    }
    var result = files.read(ports);
    List<Diagnostic> unwritten = told.write(() -> told.of(Reports.ofFile(result)));
    Report report =
        Reports.with(Reports.ofFile(result), Reports.ofFile(result).verdict(), unwritten)
            .with(Aside.NONE.with(ending(result)));
    long warnings =
        result.diagnostics().stream().filter(d -> d.severity() == Severity.WARNING).count();
    boolean valid = result.loaded().isPresent();
    switch (format) {
      case JSON -> page.result(report, format);
      case TEXT -> {
        page.diagnostics(report.diagnostics());
        ending(result).ifPresent(soon -> page.print(page.planText().ending(soon)));
        if (valid) {
          page.print(warnings == 0 ? "Valid.\n" : "Valid, with " + warnings + " to look at.\n");
        } else {
          page.say("Not valid: " + result.diagnostics().size() + " to mend.");
        }
      }
    }
    told.annotate(page, () -> told.of(report));
    if (valid && !unwritten.isEmpty()) {
      return ExitCode.ERROR.number();
    }
    return (valid ? ExitCode.OK : ExitCode.USAGE).number();
  }

  private Optional<Ending> ending(Result result) {
    return result.loaded().flatMap(loaded -> expiring.of(loaded, ports));
  }
}
