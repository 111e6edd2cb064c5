package io.eksguard.cli;

import io.eksguard.apply.Applier;
import io.eksguard.apply.Watch;
import io.eksguard.config.Loaded;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.Outcome;
import io.eksguard.model.Reach;
import io.eksguard.plan.Step;
import io.eksguard.render.Report;
import io.eksguard.render.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `eksguard apply`: plans, asks, runs, and reads again.
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = "Print the plan, ask, run it, and read again whether live matches.")
final class ApplyCommand implements Callable<Integer> {
  private final Ports ports;

  @Spec private CommandSpec spec;
  @Mixin private DesiredFiles files;
  @Mixin private Target target;
  @Mixin private ColourOption colour;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How to show the result: ${COMPLETION-CANDIDATES}. Default: text.")
  private Page.Format format = Page.Format.TEXT;

  @Option(names = "--strict", description = "End with 7 if something could not be read.")
  private boolean strict;

  @Option(
      names = "--guard-timeout",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "How long to wait for a tag to become visible. Default: 60s.")
  private Duration guardTimeout = Applier.Options.DEFAULT.guardTimeout();

  ApplyCommand(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Integer call() {
    var page = new Page(spec, ports, colour.use(ports));
    if (!yes && !ports.console().interactive()) {
      page.result(Report.failed(List.of(notConfirmed())), format);
      return ExitCode.USAGE.number();
    }
    var result = files.read(ports);
    if (result.loaded().isEmpty()) {
      page.result(Report.failed(result.diagnostics()), format);
      return ExitCode.USAGE.number();
    }
    Loaded loaded = result.loaded().get();
    return switch (target.connect(ports, Reach.of(loaded.desired()))) {
      case Target.Connected.Refused(Diagnostic why) -> {
        page.result(Report.failed(List.of(why)), format);
        yield ExitCode.USAGE.number();
      }
      case Target.Connected.Ok(Cloud.Connection connection) -> {
        try (connection) {
          yield apply(page, loaded, connection);
        }
      }
    };
  }

  private static Diagnostic notConfirmed() {
    return Diagnostic.error(
            Code.NOT_CONFIRMED, "There is no terminal to ask on, so nothing was applied.")
        .hint("Look at `eksguard plan`, then say `eksguard apply --yes`.");
  }

  private int apply(Page page, Loaded loaded, Cloud.Connection connection) {
    Assessment assessment = Assessment.make(loaded, connection.reader());
    List<ExitCode> codes = new ArrayList<>(assessment.exitCodes(strict));
    if (assessment.plan().isEmpty()) {
      page.result(Reports.ofPlan(assessment), format);
      return ExitCode.worst(codes).number();
    }
    if (format == Page.Format.TEXT) {
      page.result(Reports.ofPlan(assessment), format);
    }
    if (!yes && !isConfirmed(page)) {
      page.say("Cancelled. Nothing was changed.");
      if (format == Page.Format.JSON) {
        page.result(Reports.with(assessment, Verdict.REFUSED, List.of()), format);
      }
      return ExitCode.ERROR.number();
    }
    return run(page, loaded, connection, assessment, codes);
  }

  private boolean isConfirmed(Page page) {
    page.ask("\nApply this plan? Only `yes` is taken: ");
    return ports.console().readLine().map(String::strip).filter("yes"::equals).isPresent();
  }

  private int run(
      Page page,
      Loaded loaded,
      Cloud.Connection connection,
      Assessment assessment,
      List<ExitCode> codes) {
    var defaults = Applier.Options.DEFAULT;
    var options = new Applier.Options(guardTimeout, defaults.firstPause(), defaults.inFlight());
    List<Outcome> outcomes =
        new Applier(connection.reader(), connection.writer(), options)
            .apply(assessment.plan(), progress(page), ports.interrupted());
    codes.addAll(Outcomes.exitCodes(outcomes));
    var verification = Verification.after(loaded, connection, outcomes);
    codes.addAll(verification.exitCodes());
    boolean complete = Outcomes.allDone(outcomes) && verification.matches();
    var report =
        Reports.ofApply(
            assessment,
            complete ? Verdict.APPLIED : Verdict.INCOMPLETE,
            outcomes,
            verification.diagnostics());
    switch (format) {
      case JSON -> page.result(report, format);
      case TEXT -> {
        page.diagnostics(
            report
                .diagnostics()
                .subList(assessment.diagnostics().size(), report.diagnostics().size()));
        page.print(Outcomes.line(outcomes) + " " + verification.line() + "\n");
      }
    }
    return ExitCode.worst(codes).number();
  }

  private Watch progress(Page page) {
    return new Watch() {
      @Override
      public void writing(List<Step> steps) {
        // A write is shown when it has ended; the journal is what needs to know before.
      }

      @Override
      public void ended(Outcome outcome) {
        page.say(page.planText().ended(outcome));
      }
    };
  }
}
