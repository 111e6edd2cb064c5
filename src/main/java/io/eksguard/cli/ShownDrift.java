package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import io.eksguard.drift.DriftReport;
import io.eksguard.render.DiagnosticText;
import io.eksguard.render.DriftHtml;
import io.eksguard.render.DriftJson;
import io.eksguard.render.DriftMarkdown;
import io.eksguard.render.DriftText;
import io.eksguard.render.MarkdownForm;
import java.util.List;

/// What has drifted in every format.
///
/// @param diagnostics what else there is to tell
/// @param version eksguard's own version
record ShownDrift(DriftReport report, List<Diagnostic> diagnostics, String version)
    implements Shown {
  @Override
  public String text() {
    String told = new DiagnosticText(false).render(diagnostics);
    return new DriftText(false).render(report) + (told.isEmpty() ? "" : "\n" + told);
  }

  @Override
  public String json() {
    return new DriftJson(version).render(report, diagnostics);
  }

  @Override
  public String markdown(MarkdownForm form) {
    return new DriftMarkdown(form).render(report);
  }

  @Override
  public String html() {
    return new DriftHtml(version).render(report);
  }
}
