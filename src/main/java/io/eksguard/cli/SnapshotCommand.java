package io.eksguard.cli;

import io.eksguard.config.Loaded;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Differ;
import io.eksguard.diff.Survey;
import io.eksguard.live.LiveState;
import io.eksguard.model.Desired;
import io.eksguard.model.Reach;
import io.eksguard.plan.PlanDocument;
import io.eksguard.snapshot.Snapshot;
import io.eksguard.snapshot.SnapshotCodec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `eksguard snapshot`: reads what is live and keeps it in a file.
@Command(
    name = "snapshot",
    mixinStandardHelpOptions = true,
    description = {
      "Read what is live and keep it in a file, which --from reads without credentials or network.",
      "Writes nothing to AWS."
    })
final class SnapshotCommand implements Callable<Integer> {
  private final Ports ports;

  @Spec private CommandSpec spec;
  @Mixin private DesiredFiles files;
  @Mixin private Target target;
  @Mixin private CallOptions calls;
  @Mixin private ColourOption colour;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = {"Where to keep it, readable by its owner only.", "Default: standard output."})
  private @Nullable Path out;

  @Option(
      names = "--all",
      description = {
        "Read every active member in every region of the file, with its clusters,",
        "whatever the file wants there: for files that are yet to be written."
      })
  private boolean all;

  @Option(names = "--strict", description = "End with 7 if something could not be read.")
  private boolean strict;

  SnapshotCommand(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Integer call() {
    var page = new Page(spec, ports, colour.use(ports));
    var result = files.read(ports);
    if (result.loaded().isEmpty()) {
      page.diagnostics(result.diagnostics());
      return ExitCode.USAGE.number();
    }
    Loaded loaded = result.loaded().get();
    Desired desired = all ? Survey.widened(loaded.desired()) : loaded.desired();
    return switch (target.connect(ports, calls, Reach.of(desired))) {
      case Target.Connected.Refused(Diagnostic why) -> {
        page.diagnostics(List.of(why));
        yield ExitCode.USAGE.number();
      }
      case Target.Connected.Ok(Cloud.Connection connection) -> {
        try (connection) {
          yield keep(page, desired, connection.reader().read(desired));
        }
      }
    };
  }

  private int keep(Page page, Desired desired, LiveState live) {
    List<ExitCode> codes =
        new ArrayList<>(Assessment.exitCodes(live, Differ.diff(desired, live), strict));
    page.diagnostics(live.problems());
    var taken =
        Snapshot.of(desired, live, ports.clock().instant(), ports.version(), origin(target.kind()));
    String text = SnapshotCodec.write(taken);
    Path file = out;
    if (file == null) {
      page.print(text);
    } else {
      Optional<Diagnostic> problem = WholeFile.write(file, text);
      if (problem.isPresent()) {
        page.diagnostics(List.of(problem.get()));
        codes.add(ExitCode.ERROR);
      } else {
        page.say(
            "Saved to %s: %d accounts, %d clusters. `eksguard plan --from %s` plans from it."
                .formatted(file, taken.accounts(), taken.clusters(), file));
      }
    }
    return ExitCode.worst(codes).number();
  }

  private static Snapshot.Origin origin(PlanDocument.Target kind) {
    return switch (kind) {
      case AWS -> Snapshot.Origin.AWS;
      case SANDBOX -> Snapshot.Origin.SANDBOX;
      case SNAPSHOT -> throw new IllegalStateException("a snapshot is not taken of a snapshot");
    };
  }
}
