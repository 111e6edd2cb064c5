package io.eksguard.render;

/// A report as text that stands alone, without a terminal: diagnostics, plan and outcomes in one.
public final class ReportText {
  private final boolean verbose;

  /// @param verbose whether to name all that is else counted
  public ReportText(boolean verbose) {
    this.verbose = verbose;
  }

  /// The whole report.
  public String render(Report report) {
    var text = new StringBuilder();
    if (!report.diagnostics().isEmpty()) {
      text.append(new DiagnosticText(false).render(report.diagnostics())).append('\n');
    }
    var plan = new PlanText(false, verbose);
    text.append(plan.render(report));
    if (!report.outcomes().isEmpty()) {
      text.append('\n');
      report.outcomes().values().forEach(ended -> text.append(plan.ended(ended)).append('\n'));
      text.append(SummaryText.line(report)).append('\n');
    }
    return text.toString();
  }
}
