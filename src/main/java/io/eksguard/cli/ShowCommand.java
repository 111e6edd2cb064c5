package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import io.eksguard.plan.PlanCodec;
import io.eksguard.plan.PlanDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `eksguard show`: a saved plan.
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show a saved plan. Reads nothing but the file.")
final class ShowCommand implements Callable<Integer> {
  private final Ports ports;

  @Spec private CommandSpec spec;
  @Mixin private ColourOption colour;
  @Mixin private OutputOptions outputs;

  @Parameters(paramLabel = "FILE", description = "The plan that `plan -o` saved.")
  private Path file;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How to show the plan: ${COMPLETION-CANDIDATES}. Default: text.")
  private ReportFormat format = ReportFormat.TEXT;

  ShowCommand(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Integer call() {
    var page = new Page(spec, ports, colour.use(ports));
    var output = new Output(page, format, outputs, Optional.empty(), ports, false);
    Optional<ExitCode> misuse = output.misuse(Stream.of(file));
    if (misuse.isPresent()) {
      return misuse.get().number();
    }
    return switch (PlanFiles.read(file)) {
      case PlanCodec.Reading.Refused(Diagnostic why) -> output.refused(List.of(why)).number();
      case PlanCodec.Reading.Ok(PlanDocument document, String digest) -> {
        List<ExitCode> codes = output.result(Reports.ofSaved(document));
        page.say(
            "Made %s by eksguard %s; %s states walked; %s"
                .formatted(
                    document.created(),
                    document.eksguardVersion(),
                    document.certificate().total(),
                    digest));
        yield ExitCode.worst(codes).number();
      }
    };
  }
}
