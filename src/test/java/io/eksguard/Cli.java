package io.eksguard;

import io.eksguard.cli.Cloud;
import io.eksguard.cli.Console;
import io.eksguard.cli.Pauses;
import io.eksguard.cli.Ports;
import io.eksguard.cli.Sandboxes;
import io.eksguard.cli.Web;
import io.eksguard.diag.Diagnostic;
import io.eksguard.live.CallTerms;
import io.eksguard.model.Reach;
import io.eksguard.shell.ShellCommand;
import io.eksguard.sim.Sandbox;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jline.terminal.Terminal;

/// The whole command line under test, in this process, with real SDK clients against a sandbox.
public final class Cli {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

  private final Ports real;
  private final Optional<URI> sandbox;
  private final AtomicInteger connections = new AtomicInteger();
  private final boolean inPlaceOfAws;
  private Console console = new Console(false, false, answers(""));
  private Map<String, String> environment;
  private Clock clock = CLOCK;
  private Pauses pauses = _ -> {};
  private Cloud cloud;
  private ShellCommand.Terminals terminals = ShellCommand.Terminals.OF_SYSTEM;
  private Web web;
  private BooleanSupplier ending = () -> false;

  /// @param state where eksguard may keep what it must remember
  private Cli(Path state, Optional<URI> sandbox, boolean inPlaceOfAws) {
    this.sandbox = sandbox;
    this.inPlaceOfAws = inPlaceOfAws;
    this.environment = Map.of("XDG_STATE_HOME", state.toString());
    this.real = Main.ports(console, () -> false);
    this.cloud = real.cloud();
    this.web = Cli::onThisMachine;
  }

  private static Web.Answer onThisMachine(
      URI to, Map<String, String> headers, String body, Duration within) {
    if (!"localhost".equals(to.getHost())) {
      throw new AssertionError("a test must never reach out to " + to.getHost());
    }
    return new JdkWeb().post(to, headers, body, within);
  }

  /// Runs against the sandbox that `--sandbox=FILE` starts for itself.
  static Cli on(Path state) {
    return new Cli(state, Optional.empty(), false);
  }

  /// Runs against this sandbox wherever `--sandbox` is said.
  static Cli on(Path state, Sandbox sandbox) {
    return new Cli(state, Optional.of(sandbox.endpoint()), false);
  }

  /// Runs against this sandbox as if it were AWS, wherever `--sandbox` is not said.
  public static Cli inPlaceOfAws(Path state, Sandbox sandbox) {
    return new Cli(state, Optional.of(sandbox.endpoint()), true);
  }

  /// Runs against whatever listens there as if it were AWS, which has so much time for an answer.
  public static Cli inPlaceOfAws(Path state, URI endpoint, Duration answer) {
    var cli = new Cli(state, Optional.of(endpoint), true);
    cli.cloud = Main.cloud(settings -> settings.answeredWithin(answer));
    return cli;
  }

  /// Lets something happen whenever a command lets time pass; nothing if this is not said.
  Cli pausing(Pauses instead) {
    pauses = instead;
    return this;
  }

  /// Lets it be another time.
  Cli at(Clock other) {
    clock = other;
    return this;
  }

  /// Lets a person sit at the terminal, who types this.
  Cli typing(String text) {
    console = new Console(true, false, answers(text));
    return this;
  }

  /// Asks the process to end, as SIGTERM does, as soon as this is so.
  Cli endingWhen(BooleanSupplier condition) {
    ending = condition;
    return this;
  }

  /// Pipes this in.
  Cli piping(String text) {
    console = new Console(false, false, answers(text));
    return this;
  }

  /// Lets a person sit at this terminal.
  Cli at(Terminal terminal) {
    console = new Console(true, true, answers(""));
    terminals = () -> terminal;
    return this;
  }

  /// Lets a person sit at a terminal that shows colours.
  Cli onColourTerminal(Map<String, String> more) {
    console = new Console(true, true, answers(""));
    environment = new java.util.HashMap<>(environment);
    environment.putAll(more);
    return this;
  }

  /// Sets more of the environment.
  Cli with(Map<String, String> more) {
    environment = new java.util.HashMap<>(environment);
    environment.putAll(more);
    return this;
  }

  /// Lets webhooks answer like this.
  Cli posting(Web instead) {
    web = instead;
    return this;
  }

  private static BufferedReader answers(String text) {
    return new BufferedReader(new StringReader(text));
  }

  /// How often AWS or a sandbox was asked for.
  int connections() {
    return connections.get();
  }

  /// What a run came to.
  public record Ran(int code, String out, String err) {
    @Override
    public String toString() {
      return "exit " + code + "\n--- stdout\n" + out + "--- stderr\n" + err;
    }
  }

  /// Runs a command.
  public Ran run(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = Main.run(ports(), terminals, new PrintWriter(out), new PrintWriter(err), args);
    return new Ran(code, out.toString(), err.toString());
  }

  private Ports ports() {
    return new Ports(
        counting(cloud),
        sandbox.<Sandboxes>map(One::new).orElse(real.sandboxes()),
        console,
        clock,
        environment,
        ending,
        pauses,
        web,
        real.telemetry(),
        "test");
  }

  private Cloud counting(Cloud cloud) {
    return new Cloud() {
      @Override
      public Connection toRead(Reach reach, Optional<Sandboxes.Running> running, CallTerms terms) {
        return cloud.toRead(reach, Optional.of(reached(running)), terms);
      }

      @Override
      public Writable toApply(Reach reach, Optional<Sandboxes.Running> running, CallTerms terms) {
        return cloud.toApply(reach, Optional.of(reached(running)), terms);
      }

      private Sandboxes.Running reached(Optional<Sandboxes.Running> running) {
        connections.incrementAndGet();
        if (running.isEmpty() && !inPlaceOfAws) {
          throw new AssertionError("a test must never reach AWS");
        }
        return running.orElseGet(() -> running(sandbox.orElseThrow()));
      }
    };
  }

  private static Sandboxes.Running running(URI sandbox) {
    return new Sandboxes.Running() {
      @Override
      public URI endpoint() {
        return sandbox;
      }

      @Override
      public void close() {}
    };
  }

  /// One sandbox that outlives the commands.
  private record One(URI sandbox) implements Sandboxes {
    @Override
    public Started start(Path world, int port, Duration latency) {
      return new Started.Ok(running(sandbox));
    }

    @Override
    public Optional<Diagnostic> reset(Path world) {
      throw new AssertionError("nobody asked for that");
    }
  }
}
