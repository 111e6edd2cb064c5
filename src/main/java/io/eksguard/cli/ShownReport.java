package io.eksguard.cli;

import io.eksguard.render.MarkdownForm;
import io.eksguard.render.Report;
import io.eksguard.render.ReportHtml;
import io.eksguard.render.ReportJson;
import io.eksguard.render.ReportMarkdown;
import io.eksguard.render.ReportText;

/// A report in every format.
///
/// @param version eksguard's own version
/// @param verbose whether text names all that it else counts
record ShownReport(Report report, String version, boolean verbose) implements Shown {
  @Override
  public String text() {
    return new ReportText(verbose).render(report);
  }

  @Override
  public String json() {
    return new ReportJson(version).render(report);
  }

  @Override
  public String markdown(MarkdownForm form) {
    return new ReportMarkdown(form).render(report);
  }

  @Override
  public String html() {
    return new ReportHtml(version).render(report);
  }
}
