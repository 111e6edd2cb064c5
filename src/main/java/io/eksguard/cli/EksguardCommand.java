package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.DidYouMean;
import io.eksguard.render.CiReport;
import io.eksguard.render.CodeQualityJson;
import io.eksguard.render.DiagnosticText;
import io.eksguard.render.GithubAnnotations;
import io.eksguard.render.JunitXml;
import io.eksguard.render.MarkdownForm;
import io.eksguard.render.Report;
import io.eksguard.render.SarifJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
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
  /// The formats that a document is made in also where the usage is wrong.
  private static final List<String> DOCUMENTS = List.of("json", "sarif", "junit", "codequality");

  private static final String FORMAT = "--format";

  private static final String COMPLETE_WORDS = "complete-words";

  /// The commands, in the order in which help shows them.
  private static final List<String> NAMES =
      List.of(
          "validate",
          "import",
          "fmt",
          "plan",
          "what-if",
          "apply",
          "drift",
          "show",
          "explain",
          "coverage",
          "snapshot",
          "diff",
          "test",
          "policy",
          "doctor",
          "sandbox",
          "unlock",
          "schema",
          "completion",
          COMPLETE_WORDS);

  /// The commands that speak of the others.
  private static final Set<String> LOOK_AT_OTHERS = Set.of("completion", COMPLETE_WORDS);

  private static final Set<String> VERSION = Set.of("--version", "-V");

  @Spec private CommandSpec spec;

  private EksguardCommand() {}

  /// A command from a package that this one does not know.
  ///
  /// @param make makes it, if it is needed
  public record More(String name, Supplier<Object> make) {}

  /// The command line with all commands, ready to execute.
  ///
  /// @param more commands over these
  public static CommandLine create(Ports ports, More... more) {
    return create(_ -> true, ports, more);
  }

  /// The command line for these arguments, ready to execute. Where the first of them is a command,
  /// or asks for the version, the other commands are left out: to read the options of all takes
  /// longer than most of what they do.
  ///
  /// @param more commands over these
  public static CommandLine createFor(List<String> args, Ports ports, More... more) {
    if (args.size() == 1 && VERSION.contains(args.getFirst())) {
      return create(_ -> false, ports, more);
    }
    boolean isOne =
        !args.isEmpty()
            && !LOOK_AT_OTHERS.contains(args.getFirst())
            && Stream.concat(NAMES.stream(), Arrays.stream(more).map(More::name))
                .anyMatch(args.getFirst()::equals);
    return isOne ? create(args.getFirst()::equals, ports, more) : create(ports, more);
  }

  private static CommandLine create(Predicate<String> wanted, Ports ports, More... more) {
    var line = new CommandLine(new EksguardCommand());
    for (String name : NAMES) {
      if (wanted.test(name)) {
        line.addSubcommand(command(name, ports));
      }
    }
    for (More one : more) {
      if (wanted.test(one.name())) {
        line.addSubcommand(one.make().get());
      }
    }
    if (wanted.test("help")) {
      line.addSubcommand(new CommandLine.HelpCommand());
    }
    version(line, ports.version());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExpandAtFiles(false);
    line.setParameterExceptionHandler((fault, args) -> wrongUsage(fault, args, ports));
    line.setExecutionStrategy(parsed -> execute(parsed, ports));
    line.setExecutionExceptionHandler(
        (fault, at, parsed) -> bug(fault, at, parsed.originalArgs(), ports));
    exitCodes(line);
    return line;
  }

  private static Object command(String name, Ports ports) {
    return switch (name) {
      case "validate" -> new ValidateCommand(ports);
      case "import" -> new ImportCommand(ports);
      case "fmt" -> new FmtCommand(ports);
      case "plan" -> new PlanCommand(ports);
      case "what-if" -> new WhatIfCommand(ports);
      case "apply" -> new ApplyCommand(ports);
      case "drift" -> new DriftCommand(ports);
      case "show" -> new ShowCommand(ports);
      case "explain" -> new ExplainCommand(ports);
      case "coverage" -> new CoverageCommand(ports);
      case "snapshot" -> new SnapshotCommand(ports);
      case "diff" -> new DiffCommand(ports);
      case "test" -> new TestCommand(ports);
      case "policy" -> new PolicyCommand(ports);
      case "doctor" -> new DoctorCommand(ports);
      case "sandbox" ->
          new CommandLine(new SandboxCommand(ports)).addSubcommand(new SandboxCommand.Reset(ports));
      case "unlock" -> new UnlockCommand(ports);
      case "schema" -> new SchemaCommand();
      case "completion" -> new CompletionCommand();
      case COMPLETE_WORDS -> new CompleteWordsCommand();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static ParseResult last(ParseResult parsed) {
    return parsed.hasSubcommand() ? last(parsed.subcommand()) : parsed;
  }

  /// Commands that ask AWS are watched while they run.
  private static int execute(ParseResult parsed, Ports ports) {
    ParseResult last = last(parsed);
    CommandLine at = last.commandSpec().commandLine();
    IntSupplier run = () -> new CommandLine.RunLast().execute(parsed);
    Optional<Diagnostic> problem = InputsKept.problem(last);
    if (problem.isPresent()) {
      tell(at, problem.get(), parsed.originalArgs(), ports);
      return ExitCode.USAGE.number();
    }
    return CallOptions.of(at)
        .filter(_ -> !last.isUsageHelpRequested() && !last.isVersionHelpRequested())
        .map(options ->
            options.around(
                at,
                ports,
                run,
                why -> {
                  tell(at, why, parsed.originalArgs(), ports);
                  return ExitCode.USAGE;
                }))
        .orElseGet(run::getAsInt);
  }

  /// What it was built of is read only where it is asked for.
  private static void version(CommandLine line, String version) {
    line.getCommandSpec()
        .versionProvider(
            () -> Build.load().lines(version, System::getProperty).toArray(String[]::new));
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

  private static int wrongUsage(ParameterException fault, String[] args, Ports ports) {
    CommandLine at = fault.getCommandLine();
    var told = Diagnostic.error(Code.WRONG_USAGE, Secret.hidden(UsageWords.of(fault)));
    String help = "`" + at.getCommandSpec().qualifiedName() + " --help` shows what there is.";
    String hint = meant(fault, at, args) + help;
    tell(at, told.hint(hint), List.of(args), ports);
    return ExitCode.USAGE.number();
  }

  /// The word that was probably meant by one that is not known. Where an option is missing, it may
  /// be there misspelt.
  private static String meant(ParameterException fault, CommandLine at, String[] args) {
    List<String> known = new ArrayList<>(at.getSubcommands().keySet());
    at.getCommandSpec().optionsMap().keySet().forEach(known::add);
    Stream<String> typed =
        switch (fault) {
          case CommandLine.UnmatchedArgumentException unmatched ->
              unmatched.getUnmatched().stream().limit(1);
          case CommandLine.MissingParameterException _ ->
              Arrays.stream(args).filter(arg -> arg.startsWith("--"));
          default -> Stream.of();
        };
    return typed
        .map(word -> word.substring(0, (word + "=").indexOf('=')))
        .filter(word -> !known.contains(word))
        .flatMap(word -> DidYouMean.among(known, word).stream())
        .findFirst()
        .map(word -> "Did you mean `" + word + "`? ")
        .orElse("");
  }

  /// Anything that was not expected is a bug, and says so.
  private static int bug(Exception fault, CommandLine at, List<String> args, Ports ports) {
    Throwable root = fault;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    var told =
        Diagnostic.error(
                Code.BUG,
                "This is a bug in eksguard %s: `%s`."
                    .formatted(ports.version(), Secret.hidden(String.valueOf(root))))
            .hint("Please report it with this text; EKSGUARD_TRACE=1 adds where it happened.");
    tell(at, told, args, ports);
    if (System.getenv("EKSGUARD_TRACE") != null) {
      fault.printStackTrace(at.getErr());
      at.getErr().flush();
    }
    return ExitCode.ERROR.number();
  }

  /// Also where a command did not come to know its options, whoever asked for a document gets one.
  private static void tell(CommandLine at, Diagnostic told, List<String> args, Ports ports) {
    Report failed = Report.failed(List.of(told));
    Optional<String> asked =
        asked(at, args).flatMap(format -> document(format, failed, ports.version()));
    if (asked.isPresent()) {
      at.getOut().print(asked.get());
      at.getOut().flush();
    } else {
      at.getErr().print(new DiagnosticText(false).render(List.of(told)));
      at.getErr().flush();
    }
    for (String format : DOCUMENTS) {
      OutputOptions.file("--out-" + format, args)
          .filter(file -> !InputsKept.mayBeInput(file, args))
          .flatMap(file ->
              document(format, failed, ports.version())
                  .flatMap(text -> WholeFile.write(file, text)))
          .ifPresent(why -> at.getErr().print(new DiagnosticText(false).render(List.of(why))));
    }
    if (at.getCommandSpec().findOption("--annotations") != null
        && CiOptions.annotate(args, ports.environment())) {
      GithubAnnotations.lines(inCi(failed)).forEach(at.getErr()::println);
    }
    at.getErr().flush();
  }

  private static CiReport inCi(Report failed) {
    return CiReport.of(failed, DesiredFiles.USUAL.toString(), UnaryOperator.identity());
  }

  private static Optional<String> document(String format, Report failed, String version) {
    var shown = new ShownReport(failed, version, false);
    return switch (format) {
      case "json" -> Optional.of(shown.json());
      case "markdown" -> Optional.of(shown.markdown(MarkdownForm.DEFAULT));
      case "html" -> Optional.of(shown.html());
      case "sarif" -> Optional.of(new SarifJson(version).render(inCi(failed)));
      case "junit" -> Optional.of(JunitXml.render(inCi(failed)));
      case "codequality" -> Optional.of(CodeQualityJson.render(inCi(failed)));
      default -> Optional.empty();
    };
  }

  /// The format that was asked for, if it is a document: JSON of any command, others of those that
  /// have them.
  private static Optional<String> asked(CommandLine at, List<String> args) {
    var option = at.getCommandSpec().findOption(FORMAT);
    return OutputOptions.typed(FORMAT, args)
        .map(format -> format.toLowerCase(Locale.ROOT))
        .filter(format -> format.equals("json") || (option != null && hasWord(option, format)));
  }

  private static boolean hasWord(OptionSpec option, String word) {
    Object[] words = option.type().getEnumConstants();
    return words != null
        && Arrays.stream(words).anyMatch(one -> one.toString().equalsIgnoreCase(word));
  }
}
