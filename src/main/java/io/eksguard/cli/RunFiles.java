package io.eksguard.cli;

import io.eksguard.journal.Owner;
import io.eksguard.journal.ProcessMark;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/// Where runs and locks are kept: apart for AWS and for sandboxes, so that practice neither waits
/// for the real thing nor is taken for it.
final class RunFiles {
  private RunFiles() {}

  /// The folder of the journals.
  static Path runs(Ports ports, Target target) {
    return StateFolder.in(ports.environment()).resolve(isSandbox(target) ? "runs-sandbox" : "runs");
  }

  /// The lock that an apply holds.
  static Path lock(Ports ports, Target target) {
    return StateFolder.in(ports.environment())
        .resolve(isSandbox(target) ? "apply-sandbox.lock" : "apply.lock");
  }

  /// This process, as the owner of a lock.
  ///
  /// @param command what it runs, such as `eksguard apply --sandbox`
  static Owner owner(Ports ports, String command) {
    String user = ports.environment().getOrDefault("USER", System.getProperty("user.name", ""));
    return new Owner(user, host(), ProcessMark.current(), command);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "this machine, which has no name";
    }
  }

  private static boolean isSandbox(Target target) {
    return target.typed().isPresent();
  }
}
