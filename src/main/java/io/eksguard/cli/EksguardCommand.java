package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.DidYouMean;
import io.eksguard.render.DiagnosticText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `eksguard`: the command that holds the others.
@Command(
    name = "eksguard",
    mixinStandardHelpOptions = true,
    description = {
      "GuardDuty runtime monitoring for Amazon EKS across an AWS Organization,",
      "planned and applied in an order that holds at every moment."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Try it without AWS:  eksguard plan --sandbox -f examples/organization.yaml",
      "",
      "Exit codes: 0 done or nothing to do, 1 error, 2 changes, 3 refused by a limit,",
      "4 some steps failed or were held, 5 stale, 6 access denied, 7 unreadable (--strict),",
      "64 wrong usage or a wrong file, 130 interrupted."
    })
public final class EksguardCommand implements Runnable {
  @Spec private CommandSpec spec;

  private EksguardCommand() {}

  /// The command line with all commands, ready to execute.
  public static CommandLine create(Ports ports) {
    var line =
        new CommandLine(new EksguardCommand())
            .addSubcommand(new ValidateCommand(ports))
            .addSubcommand(new PlanCommand(ports))
            .addSubcommand(new ApplyCommand(ports))
            .addSubcommand(new ShowCommand(ports))
            .addSubcommand(
                new CommandLine(new SandboxCommand(ports))
                    .addSubcommand(new SandboxCommand.Reset(ports)))
            .addSubcommand(new UnlockCommand(ports))
            .addSubcommand(new SchemaCommand());
    version(line, ports.version());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExpandAtFiles(false);
    line.setParameterExceptionHandler(EksguardCommand::wrongUsage);
    line.setExecutionExceptionHandler((fault, at, _) -> bug(fault, at, ports.version()));
    exitCodes(line);
    return line;
  }

  private static void version(CommandLine line, String version) {
    line.getCommandSpec().version("eksguard " + version);
    line.getSubcommands().values().forEach(command -> version(command, version));
  }

  /// Picocli ends with 2 on wrong usage, which users of Terraform read as "there are changes".
  private static void exitCodes(CommandLine line) {
    line.getCommandSpec().exitCodeOnInvalidInput(ExitCode.USAGE.number());
    line.getCommandSpec().exitCodeOnExecutionException(ExitCode.ERROR.number());
    line.getSubcommands().values().forEach(EksguardCommand::exitCodes);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say which command.");
  }

  private static int wrongUsage(ParameterException fault, String[] args) {
    CommandLine at = fault.getCommandLine();
    var told = Diagnostic.error(Code.WRONG_USAGE, String.valueOf(fault.getMessage()));
    String help = "`" + at.getCommandSpec().qualifiedName() + " --help` shows what there is.";
    String hint = meant(fault, at) + help;
    at.getErr().print(new DiagnosticText(false).render(List.of(told.hint(hint))));
    at.getErr().flush();
    return ExitCode.USAGE.number();
  }

  private static String meant(ParameterException fault, CommandLine at) {
    if (!(fault instanceof CommandLine.UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return "";
    }
    List<String> known = new ArrayList<>(at.getSubcommands().keySet());
    at.getCommandSpec().optionsMap().keySet().forEach(known::add);
    String typed = unmatched.getUnmatched().getFirst();
    return DidYouMean.among(known, typed.substring(0, (typed + "=").indexOf('=')))
        .map(word -> "Did you mean `" + word + "`? ")
        .orElse("");
  }

  /// Anything that was not expected is a bug, and says so.
  private static int bug(Exception fault, CommandLine at, String version) {
    PrintWriter err = at.getErr();
    var told =
        Diagnostic.error(Code.BUG, "This is a bug in eksguard %s: `%s`.".formatted(version, fault))
            .hint("Please report it with this text; EKSGUARD_TRACE=1 adds where it happened.");
    err.print(new DiagnosticText(false).render(List.of(told)));
    if (System.getenv("EKSGUARD_TRACE") != null) {
      fault.printStackTrace(err);
    }
    err.flush();
    return ExitCode.ERROR.number();
  }
}
