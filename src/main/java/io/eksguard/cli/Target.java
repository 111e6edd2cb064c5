package io.eksguard.cli;

import io.eksguard.apply.Writer;
import io.eksguard.diag.Diagnostic;
import io.eksguard.live.LiveReader;
import io.eksguard.model.Reach;
import io.eksguard.plan.PlanDocument;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a command works on: AWS, or a sandbox.
final class Target {
  private static final String WORLD = "sandbox.yaml";

  @Option(
      names = "--sandbox",
      paramLabel = "WORLD.yaml",
      arity = "0..1",
      preprocessor = AttachedValue.class,
      description = {
        "Work on the embedded sandbox instead of AWS.",
        "Its world is kept in the file, or in the state folder if none is named."
      })
  private @Nullable String sandbox;

  /// What connecting gave.
  sealed interface Connected {
    /// A connection.
    record Ok(Cloud.Connection connection) implements Connected {}

    /// There is none, and why.
    record Refused(Diagnostic why) implements Connected {}
  }

  /// The file that the sandbox's world is kept in.
  Path world(Ports ports) {
    String named = sandbox == null ? "" : sandbox;
    return named.isEmpty() ? StateFolder.in(ports.environment()).resolve(WORLD) : Path.of(named);
  }

  Connected connect(Ports ports, Reach reach) {
    if (sandbox == null) {
      return new Connected.Ok(ports.cloud().aws(reach));
    }
    return switch (ports.sandboxes().start(world(ports), 0)) {
      case Sandboxes.Started.Refused(Diagnostic why) -> new Connected.Refused(why);
      case Sandboxes.Started.Ok(Sandboxes.Running running) ->
          new Connected.Ok(closingBoth(ports.cloud().sandbox(reach, running), running));
    };
  }

  private static Cloud.Connection closingBoth(Cloud.Connection inner, Sandboxes.Running sandbox) {
    return new Cloud.Connection() {
      @Override
      public LiveReader reader() {
        return inner.reader();
      }

      @Override
      public Writer writer() {
        return inner.writer();
      }

      @Override
      public void close() {
        inner.close();
        sandbox.close();
      }
    };
  }

  /// What plans for it are made against.
  PlanDocument.Target kind() {
    return sandbox == null ? PlanDocument.Target.AWS : PlanDocument.Target.SANDBOX;
  }

  /// The option as it must be typed again, to name the same target.
  Optional<String> typed() {
    if (sandbox == null) {
      return Optional.empty();
    }
    return Optional.of(sandbox.isEmpty() ? "--sandbox" : "--sandbox=" + sandbox);
  }
}
