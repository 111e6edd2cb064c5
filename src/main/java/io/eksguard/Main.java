package io.eksguard;

import io.eksguard.apply.Writer;
import io.eksguard.aws.AwsCloud;
import io.eksguard.aws.session.AwsSettings;
import io.eksguard.aws.session.Purpose;
import io.eksguard.cli.Build;
import io.eksguard.cli.Cloud;
import io.eksguard.cli.Console;
import io.eksguard.cli.EksguardCommand;
import io.eksguard.cli.Ports;
import io.eksguard.cli.Sandboxes;
import io.eksguard.live.CallTerms;
import io.eksguard.live.Examiner;
import io.eksguard.live.LiveReader;
import io.eksguard.model.Reach;
import io.eksguard.shell.ShellCommand;
import io.eksguard.telemetry.OtlpSender;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import picocli.CommandLine;

/// Starts eksguard: the one place that says `new` to adapters.
public final class Main {
  private static final long LOOK_UP_NANOS = 200_000_000;

  private Main() {}

  /// Runs the command line and ends the process with its exit code.
  @SuppressWarnings("SystemConsoleNull") // it is null where there is no terminal
  public static void main(String[] args) {
    var console = System.console();
    boolean terminal = console != null && console.isTerminal();
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    var out = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    var interrupt = Interrupt.listen(err);
    int code =
        run(
            ports(new Console(terminal, terminal, in), interrupt::isAsked, interrupt::calls),
            out.writer(),
            err,
            args);
    interrupt.finished(out.ended(code, err));
  }

  /// Runs the command line; this is also how tests run it.
  static int run(Ports ports, PrintWriter out, PrintWriter err, String... args) {
    return run(commandsFor(args, ports, () -> ShellCommand.Terminals.OF_SYSTEM), out, err, args);
  }

  /// The same, with this terminal for the shell.
  static int run(
      Ports ports,
      ShellCommand.Terminals terminals,
      PrintWriter out,
      PrintWriter err,
      String... args) {
    return run(commandsFor(args, ports, () -> terminals), out, err, args);
  }

  private static int run(CommandLine line, PrintWriter out, PrintWriter err, String... args) {
    int code = line.setOut(out).setErr(err).execute(args);
    out.flush();
    err.flush();
    return code;
  }

  /// The command line with every command.
  static CommandLine commands(Ports ports, ShellCommand.Terminals terminals) {
    return EksguardCommand.create(ports, shell(ports, () -> terminals));
  }

  /// The command line with the command that the arguments begin with, or with every one.
  static CommandLine commandsFor(
      String[] args, Ports ports, Supplier<ShellCommand.Terminals> terminals) {
    return EksguardCommand.createFor(List.of(args), ports, shell(ports, terminals));
  }

  /// The terminal's library is not loaded unless it is the shell that runs.
  private static EksguardCommand.More shell(
      Ports ports, Supplier<ShellCommand.Terminals> terminals) {
    return new EksguardCommand.More("shell", () -> new ShellCommand(ports, terminals.get()));
  }

  /// The real world.
  static Ports ports(Console console, BooleanSupplier interrupted) {
    return ports(console, interrupted, () -> {});
  }

  /// The same.
  ///
  /// @param calling hears that somebody is asked over the network
  private static Ports ports(Console console, BooleanSupplier interrupted, Runnable calling) {
    return new Ports(
        new AwsOrSandbox(UnaryOperator.identity(), calling),
        new EmbeddedSandboxes(Clock.systemUTC()),
        console,
        Clock.systemUTC(),
        System.getenv(),
        interrupted,
        time -> pause(time, interrupted),
        (to, headers, body, within) -> new JdkWeb().post(to, headers, body, within),
        (to, metrics) ->
            OtlpSender.send(
                new OtlpSender.Destination(
                    to.endpoint(),
                    to.headers(),
                    to.within(),
                    to.gzip(),
                    to.resource(),
                    to.version()),
                metrics),
        Build.load().version());
  }

  /// Looks up now and then whether the user asked to stop.
  private static void pause(Duration time, BooleanSupplier interrupted) {
    long end = System.nanoTime() + time.toNanos();
    while (!interrupted.getAsBoolean()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return;
      }
      LockSupport.parkNanos(Math.min(left, LOOK_UP_NANOS));
    }
  }

  /// AWS, or a sandbox instead.
  ///
  /// @param settings what to set otherwise than usual
  static Cloud cloud(UnaryOperator<AwsSettings> settings) {
    return new AwsOrSandbox(settings, () -> {});
  }

  /// The AWS adapters behind the port of the commands.
  private record AwsOrSandbox(UnaryOperator<AwsSettings> adjusted, Runnable calling)
      implements Cloud {
    @Override
    public Connection toRead(Reach reach, Optional<Sandboxes.Running> sandbox, CallTerms terms) {
      return new Connected(AwsCloud.connect(settings(sandbox).on(terms), reach, Purpose.READ));
    }

    @Override
    public Writable toApply(Reach reach, Optional<Sandboxes.Running> sandbox, CallTerms terms) {
      return new Connected(AwsCloud.connect(settings(sandbox).on(terms), reach, Purpose.APPLY));
    }

    private AwsSettings settings(Optional<Sandboxes.Running> sandbox) {
      calling.run();
      return adjusted.apply(
          sandbox
              .map(running -> AwsSettings.sandbox(running.endpoint()))
              .orElseGet(AwsSettings::aws));
    }

    /// A connection; the one for reading is seen by its other interface only.
    private record Connected(AwsCloud cloud) implements Writable {
      @Override
      public LiveReader reader() {
        return cloud.reader();
      }

      @Override
      public Examiner examiner() {
        return cloud.examiner();
      }

      @Override
      public Writer writer() {
        return cloud.writer();
      }

      @Override
      public void close() {
        cloud.close();
      }
    }
  }
}
