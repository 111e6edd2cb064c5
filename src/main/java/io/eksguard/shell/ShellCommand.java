package io.eksguard.shell;

import io.eksguard.cli.ColourOption;
import io.eksguard.cli.Console;
import io.eksguard.cli.DesiredFiles;
import io.eksguard.cli.ExitCode;
import io.eksguard.cli.Ports;
import io.eksguard.cli.Target;
import io.eksguard.cli.Workspace;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.render.DiagnosticText;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `eksguard shell`: where a person looks at an organization and a plan, and decides.
@Command(
    name = "shell",
    mixinStandardHelpOptions = true,
    description = {
      "Look at an organization and a plan, decide about each change, change the file, apply.",
      "Only its `apply` writes to AWS. Reads commands from a pipe where there is no terminal."
    })
public final class ShellCommand implements Callable<Integer> {
  private final Ports ports;
  private final Terminals terminals;

  @Spec private CommandSpec spec;
  @Mixin private DesiredFiles files;
  @Mixin private Target target;
  @Mixin private ColourOption colour;

  @Option(
      names = "--screen-reader",
      description = {
        "Write line after line: nothing is written over, no full screen, no pages. Also where the",
        "terminal is a dumb one, and with EKSGUARD_SCREEN_READER=1."
      })
  private boolean screenReader;

  /// Opens the terminal.
  @FunctionalInterface
  public interface Terminals {
    /// The one that the process was started from.
    Terminals OF_SYSTEM = () -> TerminalBuilder.builder().name("eksguard").system(true).build();

    /// The terminal that the person sits at.
    ///
    /// @throws IOException if it cannot be opened
    Terminal open() throws IOException;
  }

  public ShellCommand(Ports ports, Terminals terminals) {
    this.ports = ports;
    this.terminals = terminals;
  }

  @Override
  public Integer call() {
    return ports.console().interactive() ? atTerminal() : fromPipe();
  }

  private int fromPipe() {
    Workspace workspace = Workspace.of(ports, files, target);
    try (var session = new Session(workspace, ports.clock(), ports.version(), true)) {
      Voice voice =
          session.voice(
              spec.commandLine().getOut(), spec.commandLine().getErr(), colour.use(ports), true);
      return new ScriptLoop(session, ports.console().in(), voice).run();
    }
  }

  private int atTerminal() {
    try (Terminal terminal = terminals.open()) {
      var interruption = new Interruption();
      boolean plain = isPlain(terminal);
      boolean colours = colour.use(ports) && !isDumb(terminal);
      BooleanSupplier stopped = () -> interruption.isAsked() || ports.interrupted().getAsBoolean();
      var answers = new Answers(terminal, () -> stopped(interruption.turn()));
      Workspace workspace =
          Workspace.of(
              ports.inSession(new Console(true, colours, answers), stopped), files, target);
      try (var session = new Session(workspace, ports.clock(), ports.version(), false)) {
        answers.heardBy(session.transcript()::answered);
        var loop =
            new TerminalLoop(
                session,
                terminal,
                interruption,
                answers,
                colours,
                plain,
                TerminalLoop.history(workspace.stateFolder(), workspace.files()));
        Voice voice = session.voice(terminal.writer(), terminal.writer(), colours, plain);
        voice.say(
            "eksguard "
                + ports.version()
                + ". `help` shows what there is. Only `apply` writes to AWS.");
        loop.run(ports.interrupted());
        return ExitCode.OK.number();
      }
    } catch (IOException e) {
      spec.commandLine()
          .getErr()
          .print(
              new DiagnosticText(false)
                  .render(
                      List.of(
                          Diagnostic.error(
                                  Code.WRONG_USAGE, "The terminal cannot be used: %s.".formatted(e))
                              .hint("Pipe the commands in: `eksguard shell < commands`."))));
      return ExitCode.USAGE.number();
    }
  }

  /// Of one command: it stays stopped, also when the next runs.
  private BooleanSupplier stopped(Interruption.Turn turn) {
    return () -> turn.isAsked() || ports.interrupted().getAsBoolean();
  }

  private static boolean isDumb(Terminal terminal) {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  private boolean isPlain(Terminal terminal) {
    return screenReader
        || !ports.environment().getOrDefault("EKSGUARD_SCREEN_READER", "").isEmpty()
        || isDumb(terminal);
  }
}
