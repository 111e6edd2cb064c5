package io.eksguard.interop;

import io.eksguard.sim.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program that somebody else wrote and that must be on the PATH.
///
/// @param what what it is and how to get it, for people who lack it
record Tool(String program, String what) {
  static final Tool AWS =
      new Tool(
          "aws",
          "the AWS CLI, version 1 or 2:"
              + " https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html");
  static final Tool PYTHON =
      new Tool("python3", "Python 3.9 or newer with boto3: `python3 -m pip install boto3`");
  static final Tool TMUX =
      new Tool("tmux", "tmux 3 or newer, a terminal: https://github.com/tmux/tmux/wiki/Installing");
  static final Tool TERRAFORM =
      new Tool("terraform", "Terraform 1.5 or newer: https://developer.hashicorp.com/terraform");

  /// How long a program may take, in minutes.
  private static final int PATIENCE = 10;

  /// What a run came to.
  record Ran(int code, String out, String err) {
    /// The same run, which must have ended well.
    Ran well() {
      if (code != 0) {
        throw new AssertionError(this);
      }
      return this;
    }

    @Override
    public String toString() {
      return "exit " + code + "\n--- stdout\n" + out + "--- stderr\n" + err;
    }
  }

  /// Runs it against a sandbox, with nothing of the AWS configuration that is around here.
  ///
  /// @param folder where it works
  /// @param accessKey whom the sandbox takes it for
  /// @param more further environment variables
  Ran run(
      Path folder,
      Sandbox sandbox,
      String accessKey,
      Map<String, String> more,
      List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(program);
    command.addAll(arguments);
    try {
      var out = Files.createTempFile("interop", ".out");
      var err = Files.createTempFile("interop", ".err");
      try {
        var builder =
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        environment(builder.environment(), folder, sandbox, accessKey);
        builder.environment().putAll(more);
        int code = ended(start(builder), command);
        return new Ran(code, Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void environment(
      Map<String, String> environment, Path folder, Sandbox sandbox, String accessKey) {
    environment.keySet().removeIf(name -> name.startsWith("AWS_"));
    environment.put("AWS_ENDPOINT_URL", sandbox.endpoint().toString());
    environment.put("AWS_ACCESS_KEY_ID", accessKey);
    environment.put("AWS_SECRET_ACCESS_KEY", "sandbox");
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_DEFAULT_REGION", "us-east-1");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_CONFIG_FILE", folder.resolve("none").toString());
    environment.put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString());
    environment.put("AWS_PAGER", "");
    environment.put("NO_PROXY", "127.0.0.1");
    environment.put("no_proxy", "127.0.0.1");
  }

  private Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new AssertionError(missing(), e);
    }
  }

  /// What to tell people who lack it.
  String missing() {
    return "The profile `interop` needs `" + program + "` on the PATH: " + what;
  }

  private static int ended(Process process, List<String> command) {
    try {
      if (!process.waitFor(PATIENCE, TimeUnit.MINUTES)) {
        throw new AssertionError("did not end within " + PATIENCE + " minutes: " + command);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
