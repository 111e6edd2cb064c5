package io.eksguard;

import io.eksguard.sim.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The program as a process of its own, against a sandbox in place of AWS. It can be interrupted
/// and killed, and the sandbox outlives it.
final class Program {
  private Program() {}

  /// Starts it.
  ///
  /// @param folder where it keeps its state, in `state`, and what it says, in `out` and `err`
  static ProcessBuilder of(Path folder, Sandbox sandbox, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    var builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("AWS_ENDPOINT_URL", sandbox.endpoint().toString());
    environment.put("AWS_ACCESS_KEY_ID", "sandbox");
    environment.put("AWS_SECRET_ACCESS_KEY", "sandbox");
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_CONFIG_FILE", folder.resolve("none").toString());
    environment.put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString());
    environment.put("XDG_STATE_HOME", folder.toString());
    return builder
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile());
  }

  /// The folder of the journals that it writes.
  static Path runs(Path folder) {
    return folder.resolve("eksguard").resolve("runs");
  }

  /// Sends it a signal, such as `INT`.
  static void signal(Process process, String name) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (code != 0) {
      throw new AssertionError("kill ended with " + code);
    }
  }
}
