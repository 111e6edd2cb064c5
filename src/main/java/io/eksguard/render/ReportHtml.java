package io.eksguard.render;

import io.eksguard.diag.Diagnostic;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A report as one HTML page that loads nothing: the summary, what is wrong, the order of the steps
/// as a graph, and the organization as a matrix with the detail of each cell.
///
/// Without its script the page is the same, with all details below the matrix.
///
/// @see <a href="https://www.w3.org/WAI/ARIA/apg/patterns/grid/">ARIA Authoring Practices, Grid</a>
public final class ReportHtml {
  /// How many problems are shown open; the others are folded.
  private static final int PROBLEMS_OPEN = 8;

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
    problems(html, report.diagnostics());
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

  private static void problems(Html html, List<Diagnostic> diagnostics) {
    List<SameProblem> problems =
        SameProblem.group(diagnostics).stream()
            .sorted(Comparator.comparing((SameProblem problem) -> problem.first().severity()))
            .toList();
    if (problems.isEmpty()) {
      return;
    }
    html.leaf("h2", "Problems").line();
    list(html, problems.stream().limit(PROBLEMS_OPEN).toList());
    if (problems.size() > PROBLEMS_OPEN) {
      int more = problems.size() - PROBLEMS_OPEN;
      html.open("details").leaf("summary", more + " more").line();
      list(html, problems.stream().skip(PROBLEMS_OPEN).toList());
      html.close().line();
    }
  }

  private static void list(Html html, List<SameProblem> problems) {
    html.open("ul", "class", "problems").line();
    for (SameProblem problem : problems) {
      Diagnostic first = problem.first();
      String severity = first.severity().name().toLowerCase(Locale.ROOT);
      html.open("li", "class", severity);
      html.leaf("b", severity + " " + first.code().id()).text(" ");
      if (problem.isOne()) {
        first.where().ifPresent(where -> html.leaf("code", where + "").text(": "));
        html.prose(first.message());
      } else {
        html.prose(SentenceText.ended(problem.message()));
        html.text(" In: ").text(String.join(", ", problem.owners())).text(".");
      }
      (problem.isOne() ? first.hint() : problem.hint())
          .ifPresent(hint -> {
            html.open("span", "class", "soft").text(" Next: ");
            html.prose(hint);
            html.close();
          });
      html.close().line();
    }
    html.close().line();
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
