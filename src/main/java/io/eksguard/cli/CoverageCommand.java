package io.eksguard.cli;

import io.eksguard.config.Loaded;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.FleetCoverage;
import io.eksguard.live.LiveCoverage;
import io.eksguard.live.LiveReader;
import io.eksguard.live.Reading;
import io.eksguard.model.Reach;
import io.eksguard.model.Units;
import io.eksguard.render.CoverageJson;
import io.eksguard.render.CoverageText;
import io.eksguard.render.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `eksguard coverage`: what GuardDuty itself says of the clusters that the file covers.
@Command(
    name = "coverage",
    mixinStandardHelpOptions = true,
    description = {
      "Print what GuardDuty itself says of each cluster that the file covers.",
      "Whether it is healthy, its agent, by whom that is managed, and what to do about its issue.",
      "One list for each region, through the administrator; no account is entered. Writes nothing."
    })
final class CoverageCommand implements Callable<Integer> {
  private final Ports ports;

  @Spec private CommandSpec spec;
  @Mixin private DesiredFiles files;
  @Mixin private Target target;
  @Mixin private CallOptions calls;
  @Mixin private ColourOption colour;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How to show it: ${COMPLETION-CANDIDATES}. Default: text.")
  private Page.Format format = Page.Format.TEXT;

  @Option(names = "--strict", description = "End with 7 if something could not be read.")
  private boolean strict;

  CoverageCommand(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Integer call() {
    var page = new Page(spec, ports, colour.use(ports));
    var result = files.read(ports);
    if (result.loaded().isEmpty()) {
      return refused(page, result.diagnostics());
    }
    Loaded loaded = result.loaded().get();
    return switch (target.connect(ports, calls, Reach.of(loaded.desired()))) {
      case Target.Connected.Refused(Diagnostic why) -> refused(page, List.of(why));
      case Target.Connected.Ok(Cloud.Connection connection) -> {
        try (connection) {
          yield show(page, loaded, connection.reader());
        }
      }
    };
  }

  private int refused(Page page, List<Diagnostic> why) {
    page.result(Report.failed(why), format);
    return ExitCode.USAGE.number();
  }

  private int show(Page page, Loaded loaded, LiveReader reader) {
    LiveCoverage live = reader.coverage(loaded.desired());
    Reading<Units> units = reader.units(loaded.desired());
    FleetCoverage fleet = FleetCoverage.of(loaded.desired(), live, units);
    List<Diagnostic> problems =
        Stream.concat(units.problem().stream(), live.problems().stream()).toList();
    List<Diagnostic> told = Stream.concat(loaded.warnings().stream(), problems.stream()).toList();
    switch (format) {
      case TEXT -> {
        page.diagnostics(told);
        page.print(new CoverageText(colour.use(ports)).render(fleet));
      }
      case JSON -> page.print(new CoverageJson(ports.version()).render(fleet, told));
    }
    return ExitCode.worst(exitCodes(live, problems)).number();
  }

  /// Where nothing at all could be read, that is how it ends; what is missing of the rest counts
  /// with `--strict` only.
  private List<ExitCode> exitCodes(LiveCoverage live, List<Diagnostic> problems) {
    List<ExitCode> codes = new ArrayList<>();
    if (!problems.isEmpty()) {
      if (!live.isAnythingKnown()) {
        boolean denied = problems.stream().anyMatch(Assessment::isDenial);
        codes.add(denied ? ExitCode.ACCESS_DENIED : ExitCode.ERROR);
      }
      if (strict) {
        codes.add(ExitCode.UNREADABLE);
      }
    }
    return codes;
  }
}
