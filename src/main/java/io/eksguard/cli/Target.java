package io.eksguard.cli;

import io.eksguard.apply.Writer;
import io.eksguard.diag.Diagnostic;
import io.eksguard.live.Examiner;
import io.eksguard.live.LiveReader;
import io.eksguard.model.Reach;
import io.eksguard.plan.PlanDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a command works on: AWS, or a sandbox.
public final class Target {
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

  /// What connecting to apply gave.
  sealed interface Writable {
    /// A connection.
    record Ok(Cloud.Writable connection) implements Writable {}

    /// There is none, and why.
    record Refused(Diagnostic why) implements Writable {}
  }

  /// The file that the sandbox's world is kept in.
  Path world(Ports ports) {
    String named = sandbox == null ? "" : sandbox;
    return named.isEmpty() ? usualWorld(ports) : Path.of(named);
  }

  /// The file of the world that is used where none is named.
  static Path usualWorld(Ports ports) {
    return StateFolder.in(ports.environment()).resolve(WORLD);
  }

  /// Connects to look.
  Connected connect(Ports ports, CallOptions calls, Reach reach) {
    return switch (start(ports)) {
      case Start.Refused(Diagnostic why) -> new Connected.Refused(why);
      case Start.Ok(Optional<Sandboxes.Running> running) -> {
        var inner = ports.cloud().toRead(reach, running, calls.terms());
        yield new Connected.Ok(new Reading(inner, running));
      }
    };
  }

  /// Connects to apply a plan.
  Writable connectToApply(Ports ports, CallOptions calls, Reach reach) {
    return switch (start(ports)) {
      case Start.Refused(Diagnostic why) -> new Writable.Refused(why);
      case Start.Ok(Optional<Sandboxes.Running> running) -> {
        var inner = ports.cloud().toApply(reach, running, calls.terms());
        yield new Writable.Ok(new Applying(inner, running));
      }
    };
  }

  /// What starting the sandbox gave, if there is to be one.
  private sealed interface Start {
    record Ok(Optional<Sandboxes.Running> sandbox) implements Start {}

    record Refused(Diagnostic why) implements Start {}
  }

  private Start start(Ports ports) {
    if (sandbox == null) {
      return new Start.Ok(Optional.empty());
    }
    return switch (ports.sandboxes().start(world(ports), 0, Duration.ZERO)) {
      case Sandboxes.Started.Refused(Diagnostic why) -> new Start.Refused(why);
      case Sandboxes.Started.Ok(Sandboxes.Running running) -> new Start.Ok(Optional.of(running));
    };
  }

  /// A connection that stops its sandbox when it is closed.
  private record Reading(Cloud.Connection inner, Optional<Sandboxes.Running> sandbox)
      implements Cloud.Connection {
    @Override
    public LiveReader reader() {
      return inner.reader();
    }

    @Override
    public Examiner examiner() {
      return inner.examiner();
    }

    @Override
    public void close() {
      inner.close();
      sandbox.ifPresent(Sandboxes.Running::close);
    }
  }

  /// The same to apply.
  private record Applying(Cloud.Writable inner, Optional<Sandboxes.Running> sandbox)
      implements Cloud.Writable {
    @Override
    public LiveReader reader() {
      return inner.reader();
    }

    @Override
    public Examiner examiner() {
      return inner.examiner();
    }

    @Override
    public Writer writer() {
      return inner.writer();
    }

    @Override
    public void close() {
      inner.close();
      sandbox.ifPresent(Sandboxes.Running::close);
    }
  }

  /// What plans for it are made against.
  PlanDocument.Target kind() {
    return sandbox == null ? PlanDocument.Target.AWS : PlanDocument.Target.SANDBOX;
  }

  /// The option as it must be typed again, to name the same target.
  public Optional<String> typed() {
    if (sandbox == null) {
      return Optional.empty();
    }
    return Optional.of(sandbox.isEmpty() ? "--sandbox" : "--sandbox=" + sandbox);
  }
}
