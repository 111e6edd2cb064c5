package io.eksguard.cli;

import io.eksguard.apply.Applier;
import io.eksguard.config.Loaded;
import io.eksguard.config.Result;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Positions;
import io.eksguard.diff.IfUnready;
import io.eksguard.journal.Outcome;
import io.eksguard.journal.RunId;
import io.eksguard.model.Desired;
import io.eksguard.model.Organization;
import io.eksguard.model.Reach;
import io.eksguard.plan.Bases;
import io.eksguard.plan.OrderChecker;
import io.eksguard.plan.PlanCodec;
import io.eksguard.plan.PlanDocument;
import io.eksguard.render.Report;
import io.eksguard.render.RingEnd;
import io.eksguard.render.RolloutText;
import io.eksguard.render.SummaryText;
import io.eksguard.render.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `eksguard apply`: plans, asks, runs, and reads again; or runs a saved plan.
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Print the plan, ask, run it, and read again whether live matches.",
      "With FILE: run just what the saved plan says."
    })
final class ApplyCommand implements Callable<Integer> {
  private final Ports ports;

  @Spec private CommandSpec spec;
  @Mixin private DesiredFiles files;
  @Mixin private Target target;
  @Mixin private CallOptions calls;
  @Mixin private TargetOption only;
  @Mixin private AllowOption allow;
  @Mixin private UnreadyOption unready;
  @Mixin private ColourOption colour;
  @Mixin private OutputOptions outputs;
  @Mixin private CiOptions ci;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "A plan that `plan -o` saved.")
  private @Nullable Path planFile;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(names = "--ask", description = "Ask before a saved plan too.")
  private boolean ask;

  @Option(
      names = "--no-remainder",
      description = "Do not save what is left of a saved plan beside it.")
  private boolean noRemainder;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How to show the result: ${COMPLETION-CANDIDATES}. Default: text.")
  private ReportFormat format = ReportFormat.TEXT;

  @Option(names = "--strict", description = "End with 7 if something could not be read.")
  private boolean strict;

  @Option(
      names = "--expect-digest",
      paramLabel = "DIGEST",
      description = "Refuse a plan of any other digest than the one that was reviewed.")
  private @Nullable String expectDigest;

  @Option(
      names = "--guard-timeout",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "How long to wait for a tag to become visible. Default: 60s.")
  private Duration guardTimeout = Applier.Options.DEFAULT.guardTimeout();

  @Option(
      names = "--agent-timeout",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "How long to wait until EKS is done with an agent of `agents`. Default: 10m.")
  private Duration agentTimeout = Applier.Options.DEFAULT.settleTimeout();

  @Option(
      names = "--wait-coverage",
      paramLabel = "TIME",
      arity = "0..1",
      preprocessor = AttachedValue.class,
      converter = CoverageTime.class,
      description = {
        "Wait until GuardDuty says that the clusters it shall manage, and those with an agent by hand,",
        "are healthy, where something was done; 30m unless said otherwise. Ends with 4 if some are not",
        "by then, with 7 if that could not be read. AWS publishes no time for it."
      })
  private @Nullable Duration waitCoverage;

  /// Reads the time to wait; 30 minutes if none is said.
  static final class CoverageTime implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return text.isEmpty() ? Duration.ofMinutes(30) : new TimeSpan().convert(text);
    }
  }

  ApplyCommand(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Integer call() {
    var page = new Page(spec, ports, colour.use(ports));
    var told = new CiOutput(ports, ci, Optional.empty(), files);
    var output = new Output(page, format, outputs, Optional.of(told), ports, false);
    Path saved = planFile;
    Optional<ExitCode> misuse = output.misuse(Stream.ofNullable(saved));
    if (misuse.isPresent()) {
      return misuse.get().number();
    }
    Optional<Diagnostic> unfit = unfit(saved);
    if (unfit.isPresent()) {
      return output.refused(List.of(unfit.get())).number();
    }
    if (asks(saved == null) && !ports.console().interactive()) {
      return output.refused(List.of(notConfirmed())).number();
    }
    return (saved == null ? applyFile(page, output) : applySaved(page, output, saved)).number();
  }

  /// Whether somebody must say yes. A saved plan was looked at before.
  ///
  /// @param fresh whether the plan is made just now
  private boolean asks(boolean fresh) {
    return (fresh || ask) && !yes;
  }

  /// An option that has no meaning here must not be passed over: it was to hold something back.
  private Optional<Diagnostic> unfit(@Nullable Path saved) {
    if (saved != null && !only.selectors().isEmpty()) {
      return Optional.of(
          Diagnostic.error(
                  Code.WRONG_USAGE,
                  "A saved plan is applied whole, so `--target` has no place here.")
              .hint("Save a plan of that part: `eksguard plan --target SEL -o FILE`."));
    }
    if (saved == null && expectDigest != null) {
      return Optional.of(
          Diagnostic.error(Code.WRONG_USAGE, "`--expect-digest` is about a saved plan.")
              .hint("Name the plan: `eksguard apply --expect-digest DIGEST FILE`."));
    }
    return unready.unfit(
        saved != null,
        "A saved plan has it already what to do about clusters that are not ready.",
        "Save it again: `eksguard plan --unready WHAT -o FILE`.");
  }

  /// What a plan was made of just now.
  private record FromFile(Loaded loaded, Assessment before, IfUnready ifUnready) {
    Verification verify(Cloud.Connection connection, List<Outcome> outcomes) {
      return Verification.ofFile(loaded, connection, before, ifUnready, outcomes);
    }
  }

  private ExitCode applyFile(Page page, Output output) {
    var result = files.read(ports);
    if (result.loaded().isEmpty()) {
      return output.refused(result.diagnostics());
    }
    Loaded loaded = result.loaded().get();
    return switch (target.connectToApply(ports, calls, Reach.of(loaded.desired()))) {
      case Target.Writable.Refused(Diagnostic why) -> output.refused(List.of(why));
      case Target.Writable.Ok(Cloud.Writable connection) -> {
        try (connection) {
          Assessment assessment =
              Assessment.make(loaded, connection.reader(), unready).only(only.selectors());
          Proposal proposal = Proposals.of(assessment, loaded, ports, target, strict);
          ExitCode ended =
              propose(
                  page,
                  output,
                  proposal,
                  connection,
                  Optional.of(new FromFile(loaded, assessment, unready.ifUnready())));
          unready.offer(page, files, assessment, ports);
          yield ended;
        }
      }
    };
  }

  private ExitCode applySaved(Page page, Output output, Path file) {
    return switch (PlanFiles.read(file)) {
      case PlanCodec.Reading.Refused(Diagnostic why) -> output.refused(List.of(why));
      case PlanCodec.Reading.Ok(PlanDocument read, String digest) -> {
        Optional<Result> named =
            files.areNamed() ? Optional.of(files.read(ports)) : Optional.empty();
        if (named.isPresent() && named.get().loaded().isEmpty()) {
          yield output.refused(named.get().diagnostics());
        }
        Optional<Desired> desired = named.flatMap(Result::loaded).map(Loaded::desired);
        Optional<Diagnostic> mismatch = mismatch(file, read, digest, desired);
        if (mismatch.isPresent()) {
          yield output.refused(List.of(mismatch.get()));
        }
        // Whoever applies says by which roles: the plan may have been made with roles that only
        // read.
        PlanDocument document =
            desired.map(one -> read.reachedBy(Reach.of(one).access())).orElse(read);
        page.say(file.getFileName() + ": " + digest);
        Report report = Proposals.withLastRun(Reports.ofSaved(document), ports, target);
        yield switch (target.connectToApply(ports, calls, document.reach())) {
          case Target.Writable.Refused(Diagnostic why) -> output.refused(List.of(why));
          case Target.Writable.Ok(Cloud.Writable connection) -> {
            try (connection) {
              var proposal =
                  new Proposal(Optional.of(document), report, Positions.none(), List.of());
              yield propose(page, output, proposal, connection, Optional.empty());
            }
          }
        };
      }
    };
  }

  /// Why a saved plan is not for what it is to be applied to.
  ///
  /// @param desired the file that it is to be for, if one was named
  private Optional<Diagnostic> mismatch(
      Path file, PlanDocument document, String digest, Optional<Desired> desired) {
    String why = "";
    if (document.target() != target.kind()) {
      why =
          "it was made against %s, and this is %s"
              .formatted(words(document.target()), words(target.kind()));
    } else if (expectDigest != null && !expectDigest.equals(digest)) {
      why = "its digest is `%s`, and `%s` was expected".formatted(digest, expectDigest);
    } else if (desired.isPresent()
        && !desired
            .get()
            .organization()
            .map(Organization::administrator)
            .equals(document.reach().administrator())) {
      why = "it is for another organization than the file";
    }
    return why.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Diagnostic.error(Code.BAD_PLAN_FILE, "`%s` is refused: %s.".formatted(file, why))
                .hint("Make it again with `eksguard plan -o %s`.".formatted(file)));
  }

  private static String words(PlanDocument.Target target) {
    return switch (target) {
      case AWS -> "AWS";
      case SANDBOX -> "a sandbox";
      case SNAPSHOT -> "a snapshot";
    };
  }

  private static Diagnostic notConfirmed() {
    return Diagnostic.error(
            Code.NOT_CONFIRMED, "There is no terminal to ask on, so nothing was applied.")
        .hint("Look at `eksguard plan`, then say `eksguard apply --yes`.");
  }

  /// Shows the plan, checks it, asks, and runs it.
  ///
  /// @param fresh what the plan was made of; none if it was saved before
  private ExitCode propose(
      Page page,
      Output output,
      Proposal proposal,
      Cloud.Writable connection,
      Optional<FromFile> fresh) {
    Optional<PlanDocument> document = proposal.document();
    Optional<String> owed =
        proposal.isEmpty()
            ? document.flatMap(
                plan -> Trial.owed(RunFiles.runs(ports, target), ports.clock().instant(), plan))
            : Optional.empty();
    if (document.isEmpty() || (proposal.isEmpty() && owed.isEmpty())) {
      List<ExitCode> codes = new ArrayList<>(proposal.codes());
      codes.addAll(output.result(proposal.report()));
      return ExitCode.worst(codes);
    }
    List<Diagnostic> against = new ArrayList<>(proposal.breaches(allow));
    List<ExitCode> codes = new ArrayList<>(proposal.codes());
    if (!against.isEmpty()) {
      codes.add(ExitCode.REFUSED);
    }
    var order = OrderChecker.check(document.get().plan(), calledByUs(document.get(), connection));
    Orders.problem(order, document.get().plan())
        .ifPresent(problem -> {
          against.add(problem);
          codes.add(problem.code() == Code.LOCKED_OUT ? ExitCode.REFUSED : ExitCode.ERROR);
        });
    if (!against.isEmpty()) {
      codes.addAll(output.result(Reports.with(proposal.report(), Verdict.REFUSED, against)));
      return ExitCode.worst(codes);
    }
    if (format == ReportFormat.TEXT) {
      page.result(proposal.report(), Page.Format.TEXT);
    } else if (asks(fresh.isPresent())) {
      page.say(page.planText().render(proposal.report()));
    }
    owed.ifPresent(ring -> page.say(RolloutText.owed(ring)));
    if (asks(fresh.isPresent()) && !calls.deadline().isPast() && !isConfirmed(page)) {
      page.say("Cancelled. Nothing was changed.");
      output.result(Reports.with(proposal.report(), Verdict.REFUSED, List.of()), List.of(), "");
      return ExitCode.ERROR;
    }
    return run(page, output, proposal, document.get(), connection, fresh);
  }

  /// Whoever made the plan, the policy must not lock out whoever applies it.
  private static Bases calledByUs(PlanDocument document, Cloud.Connection connection) {
    Bases bases = document.bases();
    return bases.protection().isEmpty()
        ? bases
        : connection
            .reader()
            .callerArn()
            .asOptional()
            .map(arn ->
                bases.with(bases.protection().map(basis -> basis.calledBy(arn, document.reach()))))
            .orElse(bases);
  }

  private boolean isConfirmed(Page page) {
    ports.console().nextIsAQuestion();
    page.ask("\nApply this plan? Only `yes` is taken: ");
    return ports.console().readLine().map(String::strip).filter("yes"::equals).isPresent();
  }

  private ExitCode run(
      Page page,
      Output output,
      Proposal proposal,
      PlanDocument document,
      Cloud.Writable connection,
      Optional<FromFile> fresh) {
    var options = Applier.Options.DEFAULT.guardTimeout(guardTimeout).settleTimeout(agentTimeout);
    var applier = new Applier(connection.reader(), connection.writer(), options);
    return switch (new ApplyRun(ports, page, target, connection.reader(), applier, calls.deadline())
        .run(document)) {
      case ApplyRun.Result.Refused(Diagnostic why) -> {
        Report report = Reports.with(proposal.report(), Verdict.REFUSED, List.of(why));
        output.result(report, List.of(why), "");
        yield ExitCode.ERROR;
      }
      case ApplyRun.Result.Ran(RunId id, List<Outcome> outcomes, List<RingResult> rings) -> {
        Verification verification = verify(applier, document, outcomes, connection, fresh);
        Optional<CoverageWait.Waited> waited = waited(page, document, outcomes, rings, connection);
        yield told(page, output, proposal, document, id, outcomes, rings, verification, waited);
      }
    };
  }

  /// Reads again, as long as there is time for it.
  private Verification verify(
      Applier applier,
      PlanDocument document,
      List<Outcome> outcomes,
      Cloud.Connection connection,
      Optional<FromFile> fresh) {
    if (calls.deadline().isPast()) {
      return Verification.notMade(outcomes);
    }
    if (fresh.isPresent() && only.selectors().isEmpty()) {
      return fresh.get().verify(connection, outcomes);
    }
    Verification ofPlan = Verification.ofPlan(applier, document.plan(), outcomes);
    return calls.deadline().isPast() ? Verification.notMade(outcomes) : ofPlan;
  }

  /// Waits for the coverage, if that was asked for and there is time. After a ring that did not
  /// become healthy in its own time nobody waits once more: it is only looked at.
  private Optional<CoverageWait.Waited> waited(
      Page page,
      PlanDocument document,
      List<Outcome> outcomes,
      List<RingResult> rings,
      Cloud.Connection connection) {
    boolean wentThrough =
        rings.stream().allMatch(ring -> ring.end().verdict() == RingEnd.Verdict.OPEN);
    return Optional.ofNullable(waitCoverage)
        .map(limit ->
            new CoverageWait(
                    ports,
                    connection.reader(),
                    document,
                    outcomes,
                    CoverageWait.touched(document, outcomes),
                    (place, cluster) ->
                        rings.stream().noneMatch(ring -> ring.hasExcluded(place, cluster)),
                    (_, _) -> false,
                    page::say)
                .await(calls.deadline().atMost(wentThrough ? limit : Duration.ZERO)));
  }

  private ExitCode told(
      Page page,
      Output output,
      Proposal proposal,
      PlanDocument document,
      RunId id,
      List<Outcome> outcomes,
      List<RingResult> rings,
      Verification verification,
      Optional<CoverageWait.Waited> waited) {
    List<ExitCode> codes = new ArrayList<>(proposal.codes());
    codes.addAll(Outcomes.exitCodes(outcomes));
    codes.addAll(verification.exitCodes());
    codes.addAll(Outcomes.exitCodesOfRings(rings));
    List<Diagnostic> more = new ArrayList<>(Outcomes.told(rings, outcomes));
    if (calls.deadline().isPast()) {
      Outcomes.outOfTime(outcomes).ifPresent(more::add);
    }
    more.addAll(beside(rings, verification));
    waited.ifPresent(one -> {
      codes.addAll(one.exitCodes());
      more.addAll(one.diagnostics());
      more.addAll(one.unknown());
    });
    Path saved = planFile;
    Optional<String> remaining =
        saved == null || noRemainder
            ? Optional.empty()
            : Remaining.save(saved, document, outcomes, rings, ports.clock().instant(), more);
    boolean covered = waited.map(one -> one.exitCodes().isEmpty()).orElse(true);
    boolean complete =
        Outcomes.allDone(outcomes)
            && verification.matches()
            && covered
            && Outcomes.exitCodesOfRings(rings).isEmpty();
    codes.addAll(
        output.result(
            Reports.applied(
                Reports.with(proposal.report(), rings),
                complete ? Verdict.APPLIED : Verdict.INCOMPLETE,
                outcomes,
                more),
            more,
            SummaryText.applied(outcomes)
                + " "
                + verification.line()
                + "\n"
                + document
                    .rings()
                    .map(all -> RolloutText.ends(all, Outcomes.ends(rings)))
                    .orElse("")
                + waited.map(one -> one.line() + "\n").orElse("")));
    remaining.ifPresent(page::say);
    page.say("Run " + id + ". `eksguard plan --undo " + id + "` plans the way back.");
    return ExitCode.worst(codes);
  }

  /// What reading again told. That live differs is no surprise where a ring excluded clusters
  /// again, and to wait helps nobody then.
  private static List<Diagnostic> beside(List<RingResult> rings, Verification verification) {
    boolean excluded = rings.stream().anyMatch(ring -> !ring.excluded().isEmpty());
    return verification.diagnostics().stream()
        .filter(one -> !(excluded && one.code() == Code.NOT_CONVERGED))
        .toList();
  }
}
