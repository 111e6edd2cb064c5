package io.eksguard.cli;

import io.eksguard.journal.Owner;
import io.eksguard.journal.ProcessMark;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Where runs and locks are kept: apart for AWS and for each world of the sandbox, so that practice
/// neither waits for the real thing nor is taken for it, and one world not for another.
final class RunFiles {
  private static final int DIGEST_BYTES = 6;

  private RunFiles() {}

  /// The folder of the journals.
  static Path runs(Ports ports, Target target) {
    return StateFolder.in(ports.environment()).resolve("runs" + suffix(ports, target));
  }

  /// The lock that an apply holds.
  static Path lock(Ports ports, Target target) {
    return StateFolder.in(ports.environment()).resolve("apply" + suffix(ports, target) + ".lock");
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

  private static String suffix(Ports ports, Target target) {
    return target.typed().isEmpty() ? "" : "-sandbox" + ofWorld(ports, target);
  }

  /// Nothing for the world in the state folder; else a digest of where the world's file is, so that
  /// each is found by whatever path it is named.
  private static String ofWorld(Ports ports, Target target) {
    Path world = real(target.world(ports));
    if (world.equals(real(Target.usualWorld(ports)))) {
      return "";
    }
    byte[] digest = sha256().digest(world.toString().getBytes(StandardCharsets.UTF_8));
    return "-" + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
  }

  /// Without links, as far as there is something: a world's file is made when it is first used.
  private static Path real(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    Path parent = whole.getParent();
    try {
      if (Files.exists(whole)) {
        return whole.toRealPath();
      }
      return parent == null ? whole : parent.toRealPath().resolve(whole.getFileName());
    } catch (IOException e) {
      return whole;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
