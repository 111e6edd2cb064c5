package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import io.eksguard.plan.PlanCodec;
import io.eksguard.plan.PlanDocument;
import io.eksguard.render.CiReport;
import io.eksguard.render.Report;
import io.eksguard.render.StepOutputs;
import io.eksguard.render.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Where the report of a command goes: to standard output in one format, and to files.
final class Output {
  private final Page page;
  private final ReportFormat format;
  private final OutputOptions files;
  private final String version;
  private final boolean verbose;
  private final Optional<CiOutput> ci;
  private Optional<PlanDocument> planned = Optional.empty();
  private Optional<Function<CiReport, String>> instead = Optional.empty();

  /// @param ci tells the CI system, if the command does
  /// @param verbose whether text names all that it else counts
  Output(
      Page page,
      ReportFormat format,
      OutputOptions files,
      Optional<CiOutput> ci,
      Ports ports,
      boolean verbose) {
    this.page = page;
    this.format = format;
    this.files = files;
    this.ci = ci;
    this.version = ports.version();
    this.verbose = verbose;
  }

  /// Shows it in a format of CI systems instead.
  Output as(Function<CiReport, String> other) {
    instead = Optional.of(other);
    return this;
  }

  /// Lets later steps know the plan by its digest.
  void planned(Optional<PlanDocument> document) {
    planned = document;
  }

  /// Writes the files and shows the report, which then tells of files that could not be written.
  ///
  /// @return what that means for the exit code: nothing, if all were written
  List<ExitCode> result(Report report) {
    List<Diagnostic> unwritten = write(report);
    Report whole = Reports.with(report, report.verdict(), unwritten);
    show(whole);
    annotate(whole);
    return unwritten.isEmpty() ? List.of() : List.of(ExitCode.ERROR);
  }

  /// The same where text was shown bit by bit already; there this is all that is left to say.
  ///
  /// @param left the diagnostics that were not shown
  /// @param line the last line of the result
  List<ExitCode> result(Report report, List<Diagnostic> left, String line) {
    if (format != ReportFormat.TEXT) {
      return result(report);
    }
    List<Diagnostic> unwritten = write(report);
    List<Diagnostic> all = new ArrayList<>(left);
    all.addAll(unwritten);
    page.diagnostics(all);
    page.print(line);
    annotate(Reports.with(report, report.verdict(), unwritten));
    return unwritten.isEmpty() ? List.of() : List.of(ExitCode.ERROR);
  }

  /// Tells that the files cannot be meant, and writes none.
  ///
  /// @param others the files that the command reads or writes besides
  Optional<ExitCode> misuse(Stream<Path> others) {
    return files
        .unfit(Stream.concat(others, ci.stream().flatMap(CiOutput::files)))
        .map(why -> {
          show(Report.failed(List.of(why)));
          annotate(Report.failed(List.of(why)));
          return ExitCode.USAGE;
        });
  }

  /// Tells that it could not be begun. Standard output and files are as for any result.
  ExitCode refused(List<Diagnostic> why) {
    result(Report.failed(why));
    return ExitCode.USAGE;
  }

  private List<Diagnostic> write(Report report) {
    var shown = new ShownReport(report, version, verbose);
    List<Diagnostic> problems = new ArrayList<>(files.write(shown));
    ci.ifPresent(one -> {
      problems.addAll(one.write(() -> one.of(report)));
      problems.addAll(one.handOver(() -> outputs(report), shown::markdown, files.form().key()));
    });
    return problems;
  }

  private StepOutputs outputs(Report report) {
    return report.verdict() == Verdict.FAILED
        ? StepOutputs.NONE
        : new StepOutputs(
            Optional.of(!report.plan().isEmpty()),
            Optional.empty(),
            planned.map(PlanCodec::digest));
  }

  private void annotate(Report report) {
    ci.ifPresent(one -> one.annotate(page, () -> one.of(report)));
  }

  private void show(Report report) {
    if (ci.isPresent() && instead.isPresent()) {
      page.print(instead.get().apply(ci.get().of(report)));
      return;
    }
    var shown = new ShownReport(report, version, verbose);
    switch (format) {
      case TEXT -> page.result(report, Page.Format.TEXT);
      case JSON -> page.print(shown.json());
      case MARKDOWN -> page.print(shown.markdown(files.form()));
      case HTML -> page.print(shown.html());
    }
  }
}
