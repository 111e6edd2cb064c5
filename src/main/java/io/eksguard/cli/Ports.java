package io.eksguard.cli;

import java.time.Clock;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// All that the commands need from outside, handed in by the composition root.
///
/// @param cloud reaches AWS
/// @param sandboxes starts sandboxes
/// @param console the terminal
/// @param clock the time
/// @param environment the environment variables
/// @param interrupted whether the user asked to stop
/// @param pauses lets time pass
/// @param web posts to webhooks
/// @param telemetry sends metrics
/// @param version eksguard's own version
public record Ports(
    Cloud cloud,
    Sandboxes sandboxes,
    Console console,
    Clock clock,
    Map<String, String> environment,
    BooleanSupplier interrupted,
    Pauses pauses,
    Web web,
    Telemetry telemetry,
    String version) {
  public Ports {
    environment = Map.copyOf(environment);
  }

  /// The same, where AWS and sandboxes are reached otherwise.
  Ports with(Cloud otherCloud, Sandboxes otherSandboxes) {
    return new Ports(
        otherCloud,
        otherSandboxes,
        console,
        clock,
        environment,
        interrupted,
        pauses,
        web,
        telemetry,
        version);
  }

  /// The same for a command of a session.
  ///
  /// @param other where the person sits
  /// @param stop whether the command, not the process, was asked to stop
  public Ports inSession(Console other, BooleanSupplier stop) {
    return new Ports(
        cloud, sandboxes, other, clock, environment, stop, pauses, web, telemetry, version);
  }
}
