package io.eksguard.cli;

import io.eksguard.config.Loaded;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.RecordedRun;
import io.eksguard.live.LiveCoverage;
import io.eksguard.live.LiveReader;
import io.eksguard.model.Reach;
import io.eksguard.plan.PlanCodec;
import io.eksguard.plan.PlanDocument;
import io.eksguard.render.RolloutText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `eksguard plan`: reads live and prints what would be done.
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Read what is live and print the plan. Writes nothing.")
final class PlanCommand implements Callable<Integer> {
  private final Ports ports;

  @Spec private CommandSpec spec;
  @Mixin private DesiredFiles files;
  @Mixin private Target target;
  @Mixin private CallOptions calls;
  @Mixin private FromOption from;
  @Mixin private TargetOption only;
  @Mixin private ShallowOption shallow;
  @Mixin private CauseOptions causes;
  @Mixin private AllowOption allow;
  @Mixin private ExpiringOption expiring;
  @Mixin private ForeignOption foreign;
  @Mixin private UnreadyOption unready;
  @Mixin private CostOption cost;
  @Mixin private ColourOption colour;
  @Mixin private OutputOptions outputs;
  @Mixin private CiOptions ci;
  @Mixin private DotenvOption dotenv;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Save the plan, for `show` and `apply`. Readable by its owner only.")
  private @Nullable Path out;

  @Option(
      names = "--undo",
      paramLabel = "RUN",
      description = {
        "Plan the way back from a run of apply, by its name or `latest`: what it touched is",
        "brought back to what it saw. Needs no file; save it with -o and apply that."
      })
  private @Nullable String undo;

  @Option(
      names = "--coverage",
      description = {
        "Also ask GuardDuty how healthy the clusters are, by one list for each region, and show it",
        "with the plan."
      })
  private boolean coverage;

  @Mixin private ResultOptions results;

  PlanCommand(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Integer call() {
    var page = results.page(spec, ports, colour);
    var told = new CiOutput(ports, ci, Optional.of(dotenv), files);
    var output = results.output(page, outputs, Optional.of(told), ports);
    Optional<ExitCode> misuse = output.misuse(Stream.ofNullable(out));
    if (misuse.isPresent()) {
      return misuse.get().number();
    }
    Optional<Diagnostic> unfit =
        from.unfit(target, undo != null)
            .or(() -> causes.unfit(undo != null))
            .or(this::noCoverage)
            .or(() -> cost.unfit(past()))
            .or(this::noUnready);
    if (unfit.isPresent()) {
      return output.refused(List.of(unfit.get())).number();
    }
    List<Diagnostic> unread = foreign.unfit(undo != null);
    if (!unread.isEmpty()) {
      return output.refused(unread).number();
    }
    String run = undo;
    if (run != null) {
      return undo(page, output, run);
    }
    var result = files.read(ports);
    CauseOptions.Compared compared = causes.read(ports);
    List<Diagnostic> wrong = new ArrayList<>();
    if (result.loaded().isEmpty()) {
      wrong.addAll(result.diagnostics());
    }
    if (compared instanceof CauseOptions.Compared.Refused(List<Diagnostic> why)) {
      wrong.addAll(why);
    }
    if (result.loaded().isEmpty() || !wrong.isEmpty()) {
      return output.refused(wrong).number();
    }
    Loaded loaded = result.loaded().get();
    return switch (from.open(ports, calls, target, Reach.of(loaded.desired()))) {
      case FromOption.Opened.Refused(Diagnostic why) -> output.refused(List.of(why)).number();
      case FromOption.Opened.Ok(Cloud.Source connection) -> {
        try (connection) {
          LiveReader reader = connection.reader();
          LiveCoverage seen = coverage ? reader.coverage(loaded.desired()) : LiveCoverage.NOT_READ;
          Assessment assessment =
              causes.review(
                  compared,
                  Assessment.make(loaded, reader, shallow.depth(), seen, unready)
                      .beside(foreign.read(), loaded)
                      .only(only.selectors()),
                  loaded,
                  reader,
                  () -> from.lastApply(ports, target));
          Proposal proposal =
              from.isNamed()
                  ? Proposals.ofSnapshot(assessment, loaded, ports, results.isStrict())
                  : Proposals.of(assessment, loaded, ports, target, results.isStrict());
          Proposal whole = proposal.with(expiring.of(loaded, ports));
          Proposal seeing = coverage ? whole.with(seen, results.isStrict()) : whole;
          int ended = show(page, output, cost.with(seeing, assessment, reader, results.isStrict()));
          unready.offer(page, files, assessment, ports);
          yield ended;
        }
      }
    };
  }

  /// The option by which the plan is not of what is live now, if there is one.
  private Optional<String> past() {
    if (undo != null) {
      return Optional.of("--undo");
    }
    return from.isNamed() ? Optional.of("--from") : Optional.empty();
  }

  /// Nobody can be asked how healthy the clusters were when a snapshot was taken or a run made.
  private Optional<Diagnostic> noCoverage() {
    return past()
        .filter(_ -> coverage)
        .map(option ->
            Diagnostic.error(
                    Code.WRONG_USAGE, "`--coverage` asks GuardDuty now, for a plan of the file.")
                .hint("Leave `%s` out, or look with `eksguard coverage`.".formatted(option)));
  }

  /// The way back is planned without a file; and what the old file would have excluded is not
  /// known.
  private Optional<Diagnostic> noUnready() {
    return unready
        .unfit(
            undo != null,
            "`--undo` and `--unready` do not go together.",
            "The way back brings no agent to a cluster that had none.")
        .or(() ->
            unready.unfit(
                causes.areAsked(),
                "`--base-file` and `--unready` do not go together.",
                "Look at what the change causes first, then plan with `--unready`."));
  }

  private int undo(Page page, Output output, String run) {
    return switch (UndoPlan.find(RunFiles.runs(ports, target), run)) {
      case UndoPlan.Found.Refused(Diagnostic why) -> output.refused(List.of(why)).number();
      case UndoPlan.Found.Run(RecordedRun recorded, PlanDocument ran) ->
          switch (target.connect(ports, calls, ran.reach())) {
            case Target.Connected.Refused(Diagnostic why) -> output.refused(List.of(why)).number();
            case Target.Connected.Ok(Cloud.Connection connection) -> {
              try (connection) {
                yield show(
                    page,
                    output,
                    UndoPlan.propose(
                        recorded,
                        ran,
                        connection.reader(),
                        ports.clock().instant(),
                        ports.version()));
              }
            }
          };
    };
  }

  private int show(Page page, Output output, Proposal proposal) {
    List<ExitCode> codes = new ArrayList<>(proposal.codes());
    List<Diagnostic> more = new ArrayList<>(proposal.breaches(allow));
    if (!more.isEmpty()) {
      codes.add(ExitCode.REFUSED);
    }
    List<Diagnostic> gate =
        causes.gate(proposal.report().plan(), proposal.report().aside().causes());
    boolean shut = gate.stream().anyMatch(Diagnostic::isError);
    if (shut) {
      codes.add(ExitCode.REFUSED);
    }
    more.addAll(gate);
    output.planned(shut ? Optional.empty() : proposal.document());
    Optional<String> saved = shut ? notSaved() : save(proposal, more, codes);
    codes.addAll(output.result(Reports.with(proposal.report(), proposal.report().verdict(), more)));
    saved.ifPresent(page::say);
    owed(proposal).ifPresent(ring -> page.say(RolloutText.willBeLookedAt(ring)));
    if (undo != null && proposal.isEmpty()) {
      page.say("There is nothing to turn back.");
    }
    return results.ended(codes, proposal);
  }

  /// The ring that an apply of the plan would look at again, whatever else it does.
  private Optional<String> owed(Proposal proposal) {
    return past().isPresent()
        ? Optional.empty()
        : proposal
            .document()
            .flatMap(document ->
                Trial.owed(RunFiles.runs(ports, target), ports.clock().instant(), document));
  }

  private Optional<String> notSaved() {
    return Optional.ofNullable(out)
        .map(file -> "Not saved to %s: the gate is shut.".formatted(file));
  }

  /// Saves the plan if that was asked for.
  private Optional<String> save(Proposal proposal, List<Diagnostic> more, List<ExitCode> codes) {
    Path file = out;
    if (file == null || proposal.document().isEmpty()) {
      return Optional.empty();
    }
    PlanDocument document = proposal.document().get();
    Optional<Diagnostic> problem = PlanFiles.save(file, document);
    if (problem.isPresent()) {
      more.add(problem.get());
      codes.add(ExitCode.ERROR);
      return Optional.empty();
    }
    return Optional.of(
        (from.isNamed()
                ? "Saved to %s, %s. It was made from a snapshot: `eksguard show %s` shows it, and"
                    + " nothing applies it."
                : "Saved to %s, %s. `eksguard apply %s` applies just this.")
            .formatted(file, PlanCodec.digest(document), file));
  }
}
