package io.eksguard.cli;

import io.eksguard.config.Loaded;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.live.Examination;
import io.eksguard.model.IamPolicy;
import io.eksguard.model.Needs;
import io.eksguard.model.Permission.Party;
import io.eksguard.model.Reach;
import io.eksguard.render.DoctorJson;
import io.eksguard.render.DoctorText;
import io.eksguard.render.Report;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `eksguard doctor`: what the file needs, and whether it is there.
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Look at every role, identity, region and permission that the file needs.",
      "Account by account, by really reading. Writes nothing; what only a write could show is",
      "named as not checked."
    })
final class DoctorCommand implements Callable<Integer> {
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

  @Option(
      names = "--policy",
      paramLabel = "PARTY",
      description = {
        "Print the smallest IAM policy that this party needs for the file, as JSON, offline:",
        "${COMPLETION-CANDIDATES}."
      })
  private @Nullable Party policy;

  @Option(
      names = "--read-only",
      description = "With --policy: without what changes anything, for roles that only plan.")
  private boolean readOnly;

  @Option(
      names = "--unready",
      description =
          "Also what `plan --unready` and `apply --unready` ask of the nodes and the VPCs of clusters.")
  private boolean unready;

  @Option(
      names = "--cost",
      description = "Also what `plan --cost` and `what-if --cost` ask of EC2.")
  private boolean cost;

  DoctorCommand(Ports ports) {
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
    Party party = policy;
    if (party != null) {
      return print(page, loaded, party);
    }
    if (readOnly) {
      return refused(
          page,
          List.of(
              Diagnostic.error(Code.WRONG_USAGE, "`--read-only` belongs to `--policy`.")
                  .hint("`doctor` itself never changes anything.")));
    }
    return switch (target.connect(ports, calls, Reach.of(loaded.desired()))) {
      case Target.Connected.Refused(Diagnostic why) -> refused(page, List.of(why));
      case Target.Connected.Ok(Cloud.Connection connection) -> {
        try (connection) {
          yield show(page, loaded, connection.examiner().examine(loaded.desired(), needs(loaded)));
        }
      }
    };
  }

  private Needs needs(Loaded loaded) {
    Needs needs = unready ? Needs.withReadiness(loaded.desired()) : Needs.of(loaded.desired());
    return cost ? needs.withCost() : needs;
  }

  private int print(Page page, Loaded loaded, Party party) {
    return IamPolicy.of(loaded.desired(), needs(loaded), party, readOnly)
        .map(text -> {
          page.print(text);
          return ExitCode.OK.number();
        })
        .orElseGet(() ->
            refused(
                page,
                List.of(
                    Diagnostic.error(
                            Code.WRONG_USAGE,
                            "The file needs nothing of `%s`.".formatted(party.word()))
                        .hint("Its other parties may need something: `eksguard doctor --help`."))));
  }

  private int refused(Page page, List<Diagnostic> why) {
    page.result(Report.failed(why), format);
    return ExitCode.USAGE.number();
  }

  private int show(Page page, Loaded loaded, Examination examination) {
    switch (format) {
      case TEXT -> {
        page.diagnostics(loaded.warnings());
        page.print(new DoctorText(colour.use(ports)).render(examination));
      }
      case JSON ->
          page.print(new DoctorJson(ports.version()).render(examination, loaded.warnings()));
    }
    return ExitCode.worst(
            examination.failures().stream()
                .map(why -> Assessment.isDenial(why) ? ExitCode.ACCESS_DENIED : ExitCode.ERROR)
                .toList())
        .number();
  }
}
