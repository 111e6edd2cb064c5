package io.eksguard.cli;

import io.eksguard.config.Result;
import io.eksguard.diag.Severity;
import io.eksguard.render.Aside;
import io.eksguard.render.Ending;
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
    var result = files.read(ports);
    long warnings =
        result.diagnostics().stream().filter(d -> d.severity() == Severity.WARNING).count();
    boolean valid = result.loaded().isPresent();
    switch (format) {
      case JSON ->
          page.result(Reports.ofFile(result).with(Aside.NONE.with(ending(result))), format);
      case TEXT -> {
        page.diagnostics(result.diagnostics());
        ending(result).ifPresent(soon -> page.print(page.planText().ending(soon)));
        if (valid) {
          page.print(warnings == 0 ? "Valid.\n" : "Valid, with " + warnings + " to look at.\n");
        } else {
          page.say("Not valid: " + result.diagnostics().size() + " to mend.");
        }
      }
    }
    return (valid ? ExitCode.OK : ExitCode.USAGE).number();
  }

  private Optional<Ending> ending(Result result) {
    return result.loaded().flatMap(loaded -> expiring.of(loaded, ports));
  }
}
