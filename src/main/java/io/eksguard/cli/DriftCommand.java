package io.eksguard.cli;

import io.eksguard.config.Loaded;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Rivalry;
import io.eksguard.diff.Rivals;
import io.eksguard.drift.DriftReport;
import io.eksguard.drift.Findings;
import io.eksguard.drift.History;
import io.eksguard.drift.Kind;
import io.eksguard.drift.Looker;
import io.eksguard.drift.News;
import io.eksguard.drift.Night;
import io.eksguard.drift.Written;
import io.eksguard.foreign.Trail;
import io.eksguard.live.LiveCoverage;
import io.eksguard.live.LiveReader;
import io.eksguard.model.Reach;
import io.eksguard.plan.PlanDocument;
import io.eksguard.render.CiReport;
import io.eksguard.render.DriftMetrics;
import io.eksguard.render.DriftText;
import io.eksguard.render.FindingText;
import io.eksguard.render.JunitXml;
import io.eksguard.render.RivalryText;
import io.eksguard.render.SarifJson;
import io.eksguard.render.StepOutputs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `eksguard drift`: what is not as the file says, for every night.
@Command(
    name = "drift",
    mixinStandardHelpOptions = true,
    description = {
      "Compare live with the file, cluster by cluster, and add what GuardDuty says of its coverage.",
      "Writes nothing to AWS. Ends with 2 if live and the file differ."
    })
final class DriftCommand implements Callable<Integer> {
  private static final Set<Code> ITEMS =
      EnumSet.of(
          Code.EXCEPTION_EXPIRED,
          Code.ODD_TAG_VALUE,
          Code.NO_ENDPOINT,
          Code.ENDPOINT_NARROW,
          Code.SHARED_VPC,
          Code.LEFTOVER_ENDPOINT);

  private final Ports ports;

  @Spec private CommandSpec spec;
  @Mixin private DesiredFiles files;
  @Mixin private Target target;
  @Mixin private CallOptions calls;
  @Mixin private ShallowOption shallow;
  @Mixin private TrailOption events;
  @Mixin private ForeignOption foreign;
  @Mixin private ColourOption colour;
  @Mixin private OutputOptions outputs;
  @Mixin private CiOptions ci;
  @Mixin private DotenvOption dotenv;
  @Mixin private NotifyOptions notify;
  @Mixin private MetricsOptions metrics;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How to show it: ${COMPLETION-CANDIDATES}. Default: text.")
  private DriftFormat format = DriftFormat.TEXT;

  @Option(names = "--strict", description = "End with 7 if something could not be read.")
  private boolean strict;

  @Option(
      names = "--history",
      paramLabel = "DIR",
      description = {
        "Keep one small file of each run there, and say since when and how often something is not",
        "as it should be."
      })
  private @Nullable Path history;

  @Option(
      names = "--fail-after",
      paramLabel = "N",
      description = {
        "End with 2 only for what was seen on N nights in a row, this one included. Needs --history."
      })
  private int failAfter;

  @Option(
      names = "--fail-on",
      paramLabel = "KIND",
      split = ",",
      description = {
        "End with 2 for these too, separated by commas; drifted, stray-tag and blocked always count:",
        "${COMPLETION-CANDIDATES}."
      })
  private Set<Kind> failOn = EnumSet.noneOf(Kind.class);

  DriftCommand(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Integer call() {
    Instant begun = ports.clock().instant();
    var page = new Page(spec, ports, colour.use(ports));
    if (failAfter < 0 || (failAfter > 0 && history == null)) {
      return refused(
          page,
          List.of(
              Diagnostic.error(
                      Code.WRONG_USAGE,
                      "`--fail-after` takes a number of nights, and needs `--history`.")
                  .hint("Add `--history DIR`: without it no night knows of another.")));
    }
    Optional<ExitCode> misuse = output(page).misuse(metrics.files());
    if (misuse.isPresent()) {
      return misuse.get().number();
    }
    List<Diagnostic> missing = new ArrayList<>(events.missing());
    missing.addAll(foreign.unfit(false));
    if (!missing.isEmpty()) {
      return refused(page, missing);
    }
    var receivers = new Receivers(notify.choose(ports), metrics.choose(ports), begun);
    if (!receivers.errors().isEmpty()) {
      return refused(page, receivers.errors());
    }
    var result = files.read(ports);
    if (result.loaded().isEmpty()) {
      return refused(page, result.diagnostics());
    }
    Loaded loaded = result.loaded().get();
    return switch (target.connect(ports, calls, Reach.of(loaded.desired()))) {
      case Target.Connected.Refused(Diagnostic why) -> refused(page, List.of(why));
      case Target.Connected.Ok(Cloud.Connection connection) -> {
        try (connection) {
          yield look(page, loaded, connection.reader(), receivers);
        }
      }
    };
  }

  /// Who gets to know of the run besides its reader.
  ///
  /// @param begun when it began
  private record Receivers(
      NotifyOptions.Chosen channels, MetricsOptions.Chosen metrics, Instant begun) {
    List<Diagnostic> errors() {
      return Stream.concat(channels.errors().stream(), metrics.error().stream()).toList();
    }
  }

  private int refused(Page page, List<Diagnostic> why) {
    return output(page).refused(why).number();
  }

  /// Where it is shown that there is no report of drift.
  private Output output(Page page) {
    return switch (format) {
      case TEXT -> output(page, ReportFormat.TEXT);
      case JSON -> output(page, ReportFormat.JSON);
      case MARKDOWN -> output(page, ReportFormat.MARKDOWN);
      case HTML -> output(page, ReportFormat.HTML);
      case SARIF ->
          output(page, ReportFormat.TEXT)
              .as(report -> new SarifJson(ports.version()).render(report));
      case JUNIT -> output(page, ReportFormat.TEXT).as(JunitXml::render);
    };
  }

  private Output output(Page page, ReportFormat other) {
    return new Output(page, other, outputs, Optional.of(toCi()), ports, false);
  }

  private CiOutput toCi() {
    return new CiOutput(ports, ci, Optional.of(dotenv), files);
  }

  private int look(Page page, Loaded loaded, LiveReader reader, Receivers receivers) {
    Set<Diagnostic> told = new LinkedHashSet<>(receivers.channels().warnings());
    Optional<History> before = before(told);
    LiveCoverage coverage = reader.coverage(loaded.desired());
    Assessment assessment = Assessment.make(loaded, reader, shallow.depth(), coverage);
    told.addAll(beside(assessment, loaded));
    told.addAll(coverage.problems());
    Findings found =
        Looker.look(
            loaded.desired(),
            loaded.positions(),
            assessment.live(),
            assessment.difference(),
            coverage,
            LocalDate.now(ports.clock()));
    DriftReport report = DriftReport.of(found, before, ports.clock().instant());
    if (events.isNamed()) {
      TrailOption.Found trail = events.read(Written.attributes(found));
      told.addAll(trail.problems());
      page.say(seen(trail.trail()));
      report = report.writtenBy(trail.trail());
    }
    report = contested(report, assessment, loaded, told);
    List<ExitCode> codes = new ArrayList<>(assessment.exitCodesOfLooking(strict));
    if (strict && !coverage.problems().isEmpty()) {
      codes.add(ExitCode.UNREADABLE);
    }
    boolean drifted = !report.drift(failOn, failAfter).isEmpty();
    if (drifted) {
      codes.add(ExitCode.CHANGES);
    }
    keep(report.night().knowing(before.map(History::notices).orElseGet(TreeMap::new)), told, codes);
    tell(page, report, before, receivers, told, codes);
    measure(page, report, receivers, told, codes);
    boolean changes = !assessment.plan().isEmpty();
    show(
        page,
        report,
        told,
        codes,
        assessment.nothingPlanned()
            ? StepOutputs.NONE
            : new StepOutputs(Optional.of(changes), Optional.of(drifted), Optional.empty()));
    return ExitCode.worst(codes).number();
  }

  /// The report with the other owners; those of what is as it should be are told beside it.
  private DriftReport contested(
      DriftReport report, Assessment assessment, Loaded loaded, Set<Diagnostic> told) {
    ForeignOption.Found found = foreign.read();
    told.addAll(found.problems());
    List<Rivalry> rivals = found.rivals(loaded, assessment.difference());
    List<Rivalry> all = new ArrayList<>(rivals);
    all.addAll(Rivals.likely(assessment.difference(), found.claims()));
    DriftReport contested = report.contestedBy(all);
    rivals.stream()
        .filter(rival -> contested.told().stream().noneMatch(one -> one.rivals().contains(rival)))
        .forEach(rival -> told.add(RivalryText.diagnostic(rival, loaded.positions())));
    return contested;
  }

  /// What the events cover: a write before or after is not among them.
  private static String seen(Trail trail) {
    return String.format(
        Locale.ROOT,
        "Looked through %,d events of CloudTrail%s.",
        trail.events(),
        trail
            .first()
            .flatMap(first -> trail.last().map(last -> ", from " + first + " to " + last))
            .orElse(""));
  }

  /// What there is to tell beside the items: an item is not told twice. What could not be read is
  /// told here, where many accounts with the same problem are told as one.
  private static Set<Diagnostic> beside(Assessment assessment, Loaded loaded) {
    Set<Diagnostic> told = new LinkedHashSet<>(assessment.diagnostics());
    told.removeIf(one -> ITEMS.contains(one.code()));
    assessment.difference().findings().stream()
        .filter(Looker::isItem)
        .map(finding -> FindingText.diagnostic(finding, loaded.positions()))
        .forEach(told::remove);
    return told;
  }

  private Optional<History> before(Set<Diagnostic> told) {
    return Optional.ofNullable(history)
        .map(folder -> {
          HistoryFolder.Found found = HistoryFolder.read(folder);
          told.addAll(found.problems());
          return found.history();
        });
  }

  /// Tells the channels. The night was kept before: it is there even if telling is interrupted, and
  /// then all is told again on the next one.
  private void tell(
      Page page,
      DriftReport report,
      Optional<History> before,
      Receivers receivers,
      Set<Diagnostic> told,
      List<ExitCode> codes) {
    List<Channel> channels = receivers.channels().channels();
    if (channels.isEmpty()) {
      return;
    }
    var terms = new News.Terms(notify.every(), failAfter, failOn);
    Notifier.Outcome outcome =
        new Notifier(ports, channels, terms, isSandbox()).tell(report, before);
    outcome.said().forEach(page::say);
    undelivered(outcome.problems(), told, codes);
    keep(report.night().knowing(outcome.notices()), told, codes);
  }

  private void measure(
      Page page,
      DriftReport report,
      Receivers receivers,
      Set<Diagnostic> told,
      List<ExitCode> codes) {
    if (!metrics.isAsked()) {
      return;
    }
    Instant now = ports.clock().instant();
    var run =
        new DriftMetrics.Run(
            Duration.between(receivers.begun(), now),
            now,
            ExitCode.worst(codes).number(),
            ports.version());
    if (isSandbox()) {
      receivers
          .metrics()
          .collector()
          .filter(to -> !Channel.isLoopback(to.endpoint()))
          .ifPresent(to ->
              page.say(
                  "`%s` gets no metrics: this is the sandbox.".formatted(to.endpoint().getHost())));
    }
    undelivered(
        metrics.deliver(
            ports, receivers.metrics().collector(), DriftMetrics.of(report, run), isSandbox()),
        told,
        codes);
  }

  /// What was not delivered does not change what was found. Where nothing else is to be told by the
  /// exit code, it is, or nobody would know that the webhook is dead.
  private static void undelivered(
      List<Diagnostic> problems, Set<Diagnostic> told, List<ExitCode> codes) {
    told.addAll(problems);
    if (problems.stream().anyMatch(Diagnostic::isError)
        || (!problems.isEmpty() && ExitCode.worst(codes) == ExitCode.OK)) {
      codes.add(ExitCode.ERROR);
    }
  }

  private boolean isSandbox() {
    return target.kind() == PlanDocument.Target.SANDBOX;
  }

  private void keep(Night night, Set<Diagnostic> told, List<ExitCode> codes) {
    Optional.ofNullable(history)
        .flatMap(folder -> HistoryFolder.keep(folder, night))
        .ifPresent(problem -> {
          told.add(problem);
          codes.add(ExitCode.ERROR);
        });
  }

  private void show(
      Page page,
      DriftReport report,
      Set<Diagnostic> told,
      List<ExitCode> codes,
      StepOutputs values) {
    CiOutput toCi = toCi();
    // Of all that is told at the time it is asked for.
    Supplier<CiReport> inCi = () -> toCi.of(report, told, report.drift(failOn, failAfter));
    var written = new ShownDrift(report, List.copyOf(told), ports.version());
    List<Diagnostic> unwritten = new ArrayList<>(outputs.write(written));
    unwritten.addAll(toCi.write(inCi));
    unwritten.addAll(toCi.handOver(() -> values, written::markdown, outputs.form().key()));
    if (!unwritten.isEmpty()) {
      told.addAll(unwritten);
      codes.add(ExitCode.ERROR);
    }
    var shown = new ShownDrift(report, List.copyOf(told), ports.version());
    switch (format) {
      case TEXT -> {
        page.diagnostics(List.copyOf(told));
        page.print(new DriftText(colour.use(ports)).render(report));
      }
      case JSON -> page.print(shown.json());
      case MARKDOWN -> {
        page.diagnostics(List.copyOf(told));
        page.print(shown.markdown(outputs.form()));
      }
      case HTML -> {
        page.diagnostics(List.copyOf(told));
        page.print(shown.html());
      }
      case SARIF -> page.print(new SarifJson(ports.version()).render(inCi.get()));
      case JUNIT -> page.print(JunitXml.render(inCi.get()));
    }
    toCi.annotate(page, inCi);
  }
}
