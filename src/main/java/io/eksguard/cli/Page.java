package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import io.eksguard.render.DiagnosticText;
import io.eksguard.render.PlanText;
import io.eksguard.render.Report;
import io.eksguard.render.ReportJson;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/// Where a command writes: results to standard output, everything else to standard error.
final class Page {
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean colour;
  private final String version;
  private boolean verbose;

  Page(CommandSpec spec, Ports ports, boolean colour) {
    this.out = spec.commandLine().getOut();
    this.err = spec.commandLine().getErr();
    this.colour = colour;
    this.version = ports.version();
  }

  /// Shows everything that text else counts.
  Page verbose(boolean all) {
    verbose = all;
    return this;
  }

  /// The formats that a report can take.
  enum Format {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Shows the report as the result of the command. JSON is one document, diagnostics included.
  void result(Report report, Format format) {
    switch (format) {
      case TEXT -> {
        diagnostics(report.diagnostics());
        out.print(new PlanText(colour, verbose).render(report));
      }
      case JSON -> out.print(new ReportJson(version).render(report));
    }
    out.flush();
  }

  /// Tells the user something that is not the result.
  void diagnostics(List<Diagnostic> diagnostics) {
    if (!diagnostics.isEmpty()) {
      err.println(new DiagnosticText(colour).render(diagnostics));
      err.flush();
    }
  }

  /// One line that is not the result.
  void say(String line) {
    err.println(line);
    err.flush();
  }

  /// A question, without a line break.
  void ask(String question) {
    err.print(question);
    err.flush();
  }

  /// A line of the result.
  void print(String text) {
    out.print(text);
    out.flush();
  }

  /// Text of plans in this page's style.
  PlanText planText() {
    return new PlanText(colour, verbose);
  }
}
