package io.eksguard.cli;

import io.eksguard.config.FileFormatter;
import io.eksguard.config.FileFormatter.Formatted;
import io.eksguard.diag.Diagnostic;
import io.eksguard.render.TerminalText;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `eksguard fmt`: the file in its usual form.
@Command(
    name = "fmt",
    mixinStandardHelpOptions = true,
    description = {
      "Put desired-state files in order: keys, indentation, blank lines.",
      "Comments stay with what they stand at. Prints the files that it changed."
    })
final class FmtCommand implements Callable<Integer> {
  private static final Path STANDARD_INPUT = Path.of("-");

  private final Ports ports;

  @Spec private CommandSpec spec;
  @Mixin private DesiredFiles files;
  @Mixin private ColourOption colour;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = {
        "More files or folders, as with --file.",
        "`-` alone reads standard input and writes standard output."
      })
  private List<Path> more = new ArrayList<>();

  @Option(
      names = "--check",
      description = {
        "Write nothing; print the files that are not in order,",
        "and end with 2 if there are any."
      })
  private boolean check;

  FmtCommand(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Integer call() throws IOException {
    var page = new Page(spec, ports, colour.use(ports));
    boolean stream = more.contains(STANDARD_INPUT);
    if (stream && (more.size() > 1 || files.areNamed())) {
      throw new ParameterException(
          spec.commandLine(), "`-` reads standard input, and no file beside it.");
    }
    var formatter = new FileFormatter();
    var outcome =
        stream ? formatter.text("<stdin>", standardInput()) : formatter.files(files.paths(more));
    List<Diagnostic> told = new ArrayList<>(outcome.diagnostics());
    List<ExitCode> codes = new ArrayList<>();
    if (told.stream().anyMatch(Diagnostic::isError)) {
      codes.add(ExitCode.USAGE);
    }
    for (Formatted file : outcome.files()) {
      if (stream && !check) {
        page.print(file.after());
      } else if (file.isChanged()) {
        Optional<Diagnostic> unwritable = check ? Optional.empty() : Rewriting.write(file);
        unwritable.ifPresentOrElse(
            told::add, () -> page.print(TerminalText.safe(file.name()) + "\n"));
        unwritable.ifPresent(_ -> codes.add(ExitCode.ERROR));
      }
    }
    if (check && outcome.files().stream().anyMatch(Formatted::isChanged)) {
      codes.add(ExitCode.CHANGES);
    }
    page.diagnostics(told);
    return end(codes).number();
  }

  /// A wrong file is told even where others would have been changed.
  private static ExitCode end(List<ExitCode> codes) {
    boolean wrong = codes.contains(ExitCode.USAGE) && !codes.contains(ExitCode.ERROR);
    return wrong ? ExitCode.USAGE : ExitCode.worst(codes);
  }

  private String standardInput() throws IOException {
    var text = new StringWriter();
    ports.console().in().transferTo(text);
    return text.toString();
  }
}
