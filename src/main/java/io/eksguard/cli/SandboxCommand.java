package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `eksguard sandbox`: the embedded AWS endpoints on loopback.
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    description = "Run the embedded AWS endpoints on loopback, for practice and tests.")
final class SandboxCommand implements Callable<Integer> {
  private static final long LOOK_FOR_STOP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Ports ports;

  @Spec private CommandSpec spec;
  @Mixin private Target target;
  @Mixin private ColourOption colour;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port to listen on. Default: one that is free.")
  private int port;

  @Option(
      names = "--latency",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "How long each answer takes, as if AWS were far away: 20ms. Default: no time.")
  private Duration latency = Duration.ZERO;

  SandboxCommand(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Integer call() {
    var page = new Page(spec, ports, colour.use(ports));
    var world = target.world(ports);
    return switch (ports.sandboxes().start(world, port, latency)) {
      case Sandboxes.Started.Refused(Diagnostic why) -> {
        page.diagnostics(List.of(why));
        yield ExitCode.USAGE.number();
      }
      case Sandboxes.Started.Ok(Sandboxes.Running running) -> {
        try (running) {
          page.print(
              """
              export AWS_ENDPOINT_URL=%s
              export AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox
              export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
              """
                  .formatted(running.endpoint()));
          page.say("The sandbox runs until Ctrl-C. Its world is kept in " + world + ".");
          while (!ports.interrupted().getAsBoolean()) {
            LockSupport.parkNanos(LOOK_FOR_STOP_NANOS);
          }
        }
        yield ExitCode.OK.number();
      }
    };
  }

  /// `eksguard sandbox reset`.
  @Command(
      name = "reset",
      mixinStandardHelpOptions = true,
      description = "Bring the sandbox's world back to how it was at first.")
  static final class Reset implements Callable<Integer> {
    private final Ports ports;

    @Spec private CommandSpec spec;
    @Mixin private Target target;
    @Mixin private ColourOption colour;

    Reset(Ports ports) {
      this.ports = ports;
    }

    @Override
    public Integer call() {
      var page = new Page(spec, ports, colour.use(ports));
      var problem = ports.sandboxes().reset(target.world(ports));
      if (problem.isPresent()) {
        page.diagnostics(List.of(problem.get()));
        return ExitCode.USAGE.number();
      }
      page.print("The world in " + target.world(ports) + " is as it was at first.\n");
      return ExitCode.OK.number();
    }
  }
}
