package io.eksguard.render;

import java.util.Optional;

/// A report as one HTML page that loads nothing: the summary, what is wrong, the order of the steps
/// as a graph, and the organization as a matrix with the detail of each cell.
///
/// Without its script the page is the same, with all details below the matrix.
///
/// @see <a href="https://www.w3.org/WAI/ARIA/apg/patterns/grid/">ARIA Authoring Practices, Grid</a>
public final class ReportHtml {
  private static final String SCRIPT = HtmlHead.shipped("report.js");

  private final String version;

  /// @param version eksguard's own version
  public ReportHtml(String version) {
    this.version = version;
  }

  /// The page, with a line break at its end.
  public String render(Report report) {
    var html = new Html();
    html.ours("<!doctype html>").line();
    html.open("html", "lang", "en").line();
    HtmlHead.write(html, "eksguard: " + SummaryText.line(report), Optional.of(SCRIPT));
    html.open("body").line();
    header(html, report);
    html.open("main").line();
    AsideHtml.supposed(html, report.aside());
    ProblemsHtml.write(html, report.diagnostics());
    AsideHtml.write(html, report);
    var matrix = ReportMatrix.of(report);
    MatrixHtml.write(html, matrix);
    order(html, report);
    CellDetailHtml.write(html, report, matrix);
    html.close().line();
    html.open("dialog", "id", "detail")
        .leaf("button", "Close", "class", "close", "type", "button")
        .close()
        .line();
    html.open("script").ours(SCRIPT).close().line();
    html.close().line().close().line();
    return html.toString();
  }

  private void header(Html html, Report report) {
    html.open("header").line();
    html.leaf("h1", "GuardDuty runtime monitoring for EKS").line();
    html.leaf("p", SummaryText.line(report), "class", "summary").line();
    html.leaf(
            "p",
            "Outcome: %s. Made by eksguard %s.".formatted(report.verdict().word(), version),
            "class",
            "soft")
        .line();
    report
        .summary()
        .ifPresent(summary -> {
          html.open("ul", "class", "tiles");
          tile(html, summary.steps(), "step", "");
          tile(html, summary.accounts(), "account", " compared");
          tile(html, summary.clusters(), "cluster", " compared");
          tile(html, summary.unmanagedAccounts(), "account", " not covered");
          tile(html, report.notPlanned(), "account-region", " not planned for");
          html.close().line();
        });
    html.close().line();
  }

  private static void tile(Html html, int count, String noun, String what) {
    html.leaf("li", Plurals.of(count, noun) + what);
  }

  private static void order(Html html, Report report) {
    if (report.plan().isEmpty()) {
      return;
    }
    html.leaf("h2", "Order").line();
    html.leaf(
            "p",
            "Each step waits for those to its left that a line leads from; where a line is broken, only until they have ended. The order holds the two laws: no agent where none shall be, no gap where one is.",
            "class",
            "soft")
        .line();
    html.open("div", "class", "wide", "tabindex", "0", "role", "group", "aria-label", "Order");
    GraphSvg.write(
        html, StepGraph.overview(report.plan().steps()), "The order of all steps, by kind");
    html.close().line();
  }
}
