package io.eksguard.render;

import io.eksguard.diag.Diagnostic;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What is wrong in HTML, the worst first, with what to do about it.
final class ProblemsHtml {
  /// How many problems are shown open; the others are folded.
  private static final int OPEN = 8;

  private ProblemsHtml() {}

  /// Writes it; nothing where nothing is wrong.
  static void write(Html html, List<Diagnostic> diagnostics) {
    List<SameProblem> problems =
        SameProblem.group(diagnostics).stream()
            .sorted(Comparator.comparing((SameProblem problem) -> problem.first().severity()))
            .toList();
    if (problems.isEmpty()) {
      return;
    }
    html.leaf("h2", "Problems").line();
    list(html, problems.stream().limit(OPEN).toList());
    if (problems.size() > OPEN) {
      int more = problems.size() - OPEN;
      html.open("details").leaf("summary", more + " more").line();
      list(html, problems.stream().skip(OPEN).toList());
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
}
