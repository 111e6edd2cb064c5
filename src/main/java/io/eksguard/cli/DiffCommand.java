package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import io.eksguard.render.MovedText;
import io.eksguard.render.Report;
import io.eksguard.snapshot.Moved;
import io.eksguard.snapshot.Snapshot;
import io.eksguard.snapshot.SnapshotCodec;
import io.eksguard.snapshot.SnapshotDifference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `eksguard diff`: what changed in AWS between two snapshots.
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Say what changed in AWS between two snapshots. Reads nothing but the two files.",
      "Ends with 2 if something changed."
    })
final class DiffCommand implements Callable<Integer> {
  private final Ports ports;

  @Spec private CommandSpec spec;
  @Mixin private ColourOption colour;

  @Parameters(index = "0", paramLabel = "A", description = "The earlier snapshot.")
  private Path earlier;

  @Parameters(index = "1", paramLabel = "B", description = "The later snapshot.")
  private Path later;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How to show it: ${COMPLETION-CANDIDATES}. Default: text.")
  private Page.Format format = Page.Format.TEXT;

  DiffCommand(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Integer call() {
    var page = new Page(spec, ports, colour.use(ports));
    List<Snapshot> read = new ArrayList<>();
    List<Diagnostic> problems = new ArrayList<>();
    for (Path file : List.of(earlier, later)) {
      switch (SnapshotFiles.read(file)) {
        case SnapshotCodec.Read.Ok(Snapshot snapshot) -> read.add(snapshot);
        case SnapshotCodec.Read.Refused(Diagnostic why) -> problems.add(why);
      }
    }
    if (!problems.isEmpty()) {
      page.result(Report.failed(problems), format);
      return ExitCode.USAGE.number();
    }
    List<Moved> moved = SnapshotDifference.between(read.getFirst(), read.getLast());
    switch (format) {
      case TEXT -> page.print(MovedText.text(moved));
      case JSON -> page.print(MovedText.json(moved, ports.version()));
    }
    return (moved.isEmpty() ? ExitCode.OK : ExitCode.CHANGES).number();
  }
}
