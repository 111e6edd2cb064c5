package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import io.eksguard.render.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where the report of a command goes: to standard output in one format, and to files.
final class Output {
  private final Page page;
  private final ReportFormat format;
  private final OutputOptions files;
  private final String version;
  private final boolean verbose;

  /// @param verbose whether text names all that it else counts
  Output(Page page, ReportFormat format, OutputOptions files, Ports ports, boolean verbose) {
    this.page = page;
    this.format = format;
    this.files = files;
    this.version = ports.version();
    this.verbose = verbose;
  }

  /// Writes the files and shows the report, which then tells of files that could not be written.
  ///
  /// @return what that means for the exit code: nothing, if all were written
  List<ExitCode> result(Report report) {
    List<Diagnostic> unwritten = write(report);
    show(Reports.with(report, report.verdict(), unwritten));
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
    return unwritten.isEmpty() ? List.of() : List.of(ExitCode.ERROR);
  }

  /// Tells that the files cannot be meant, and writes none.
  ///
  /// @param others the files that the command reads or writes besides
  Optional<ExitCode> misuse(Stream<Path> others) {
    return files
        .unfit(others)
        .map(why -> {
          show(Report.failed(List.of(why)));
          return ExitCode.USAGE;
        });
  }

  /// Tells that it could not be begun. Standard output and files are as for any result.
  ExitCode refused(List<Diagnostic> why) {
    result(Report.failed(why));
    return ExitCode.USAGE;
  }

  private List<Diagnostic> write(Report report) {
    return files.write(new ShownReport(report, version, verbose));
  }

  private void show(Report report) {
    var shown = new ShownReport(report, version, verbose);
    switch (format) {
      case TEXT -> page.result(report, Page.Format.TEXT);
      case JSON -> page.print(shown.json());
      case MARKDOWN -> page.print(shown.markdown(files.form()));
      case HTML -> page.print(shown.html());
    }
  }
}
