package io.eksguard.cli;

import io.eksguard.config.Alteration;
import io.eksguard.config.DesiredStateReader;
import io.eksguard.config.Loaded;
import io.eksguard.config.Result;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Base;
import io.eksguard.diff.CauseFinder;
import io.eksguard.live.LiveReader;
import io.eksguard.model.Place;
import io.eksguard.model.Reach;
import io.eksguard.plan.Step;
import io.eksguard.render.Report;
import io.eksguard.render.Supposed;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `eksguard what-if`: the plan as if the file said something else, beside the plan of the file.
@Command(
    name = "what-if",
    mixinStandardHelpOptions = true,
    description = {
      "Plan as if the file said something else, and say which steps that makes.",
      "Writes nothing, neither the file nor AWS."
    })
final class WhatIfCommand implements Callable<Integer> {
  private final Ports ports;

  @Spec private CommandSpec spec;
  @Mixin private DesiredFiles files;
  @Mixin private WhatIfOption whatIf;
  @Mixin private Target target;
  @Mixin private CallOptions calls;
  @Mixin private FromOption from;
  @Mixin private TargetOption only;
  @Mixin private ShallowOption shallow;
  @Mixin private AllowOption allow;
  @Mixin private CostOption cost;
  @Mixin private ColourOption colour;
  @Mixin private OutputOptions outputs;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      hidden = true,
      description = "Refused: nothing applies a plan of what the file does not say.")
  private @Nullable Path out;

  @Mixin private ResultOptions results;

  WhatIfCommand(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Integer call() {
    var page = results.page(spec, ports, colour);
    var output = results.output(page, outputs, Optional.empty(), ports);
    Optional<ExitCode> misuse = output.misuse(Stream.empty());
    if (misuse.isPresent()) {
      return misuse.get().number();
    }
    Optional<Diagnostic> unfit =
        unfit()
            .or(() -> from.unfit(target, false))
            .or(() -> cost.unfit(from.isNamed() ? Optional.of("--from") : Optional.empty()));
    if (unfit.isPresent()) {
      return output.refused(List.of(unfit.get())).number();
    }
    var reader = new DesiredStateReader(LocalDate.now(ports.clock()));
    List<Path> paths = files.paths(List.of());
    Alteration.Read altered = reader.read(paths, whatIf.alterations());
    Result asItIs = reader.read(paths);
    if (altered.result().loaded().isEmpty() || asItIs.loaded().isEmpty()) {
      return output.refused(wrong(altered.result(), asItIs)).number();
    }
    Loaded loaded = altered.result().loaded().get();
    Loaded before = asItIs.loaded().get();
    return switch (from.open(ports, calls, target, Reach.of(loaded.desired()))) {
      case FromOption.Opened.Refused(Diagnostic why) -> output.refused(List.of(why)).number();
      case FromOption.Opened.Ok(Cloud.Source connection) -> {
        try (connection) {
          LiveReader live = connection.reader();
          Assessment old = Assessment.make(before, live, shallow.depth()).only(only.selectors());
          Assessment supposed =
              Assessment.make(loaded, live, shallow.depth()).only(only.selectors());
          CauseFinder finder =
              new CauseFinder(
                  loaded.desired(),
                  supposed.difference(),
                  base(old),
                  from.lastApply(ports, target));
          yield show(
              output,
              cost.with(
                  Proposals.ofSnapshot(
                      supposed.caused(finder, Optional.empty()), loaded, ports, results.isStrict()),
                  supposed,
                  live,
                  results.isStrict()),
              supposed(altered.made(), old, finder));
        }
      }
    };
  }

  private Optional<Diagnostic> unfit() {
    if (out != null) {
      return Optional.of(
          Diagnostic.error(
                  Code.WRONG_USAGE,
                  "A plan of what the file does not say cannot be saved, since it cannot be applied.")
              .hint(
                  "Change the file and `eksguard plan -o` it; `--out-json` keeps this one to look at."));
    }
    return whatIf.alterations().isEmpty()
        ? Optional.of(
            Diagnostic.error(Code.WRONG_USAGE, "Nothing is said to be otherwise.")
                .hint("Say what with `--set PATH=VALUE` or `--unset PATH`."))
        : Optional.empty();
  }

  /// What is wrong with the file, altered or as it is, each once: without either there is no
  /// difference to tell.
  private static List<Diagnostic> wrong(Result altered, Result asItIs) {
    Set<Diagnostic> wrong = new LinkedHashSet<>();
    if (altered.loaded().isEmpty()) {
      wrong.addAll(altered.diagnostics());
    }
    asItIs.diagnostics().stream().filter(Diagnostic::isError).forEach(wrong::add);
    return List.copyOf(wrong);
  }

  /// What the file as it is would have changed. It was compared by itself, so all is known but what
  /// could not be planned for.
  private static Base base(Assessment old) {
    SortedSet<Place> undecided = new TreeSet<>(old.live().undecided());
    undecided.addAll(old.difference().blocked());
    return new Base(old.difference(), undecided);
  }

  private static Supposed supposed(List<Alteration.Made> made, Assessment old, CauseFinder finder) {
    List<Step> gone =
        old.plan().steps().stream().filter(step -> finder.isGone(step.change())).toList();
    return new Supposed(
        made.stream()
            .map(one -> new Supposed.Change(one.path(), one.appends(), one.before(), one.after()))
            .toList(),
        gone);
  }

  private int show(Output output, Proposal proposal, Supposed supposed) {
    List<ExitCode> codes = new ArrayList<>(proposal.codes());
    List<Diagnostic> breaches = proposal.breaches(allow);
    if (!breaches.isEmpty()) {
      codes.add(ExitCode.REFUSED);
    }
    Report report = proposal.report().with(proposal.report().aside().with(supposed));
    codes.addAll(output.result(Reports.with(report, report.verdict(), breaches)));
    return results.ended(codes, proposal);
  }
}
