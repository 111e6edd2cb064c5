package io.eksguard.render;

import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Excerpt;
import io.eksguard.diag.Severity;
import io.eksguard.diag.SourcePos;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Diagnostics as text for people:
///
/// ```
/// fleet.yaml:14:17: error EG012: Unknown approach `exclude-tagged`.
///    14 |       approach: exclude-tagged
///       |                 ^^^^^^^^^^^^^^
///    Did you mean `all-except`? Known: all, all-except, only.  (docs/errors.md#eg012)
/// ```
public final class DiagnosticText {
  /// How many code points of a source line are shown at most.
  private static final int MAX_LINE = 96;

  /// How many of them stand before the column, where the line is cut.
  private static final int MAX_BEFORE = 48;

  /// How many accounts with the same problem are named.
  private static final int MAX_OWNERS = 5;

  private static final String CUT = "...";
  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";

  private final boolean colour;

  /// @param colour whether to use ANSI colours
  public DiagnosticText(boolean colour) {
    this.colour = colour;
  }

  /// The diagnostics in the order given, with an empty line between them; ends with a line break
  /// unless there are none. What is the same for many accounts is told once, and names some of
  /// them.
  public String render(List<Diagnostic> diagnostics) {
    return SameProblem.group(diagnostics).stream()
        .map(problem -> problem.isOne() ? one(problem.first()) : many(problem))
        .collect(Collectors.joining("\n"));
  }

  private String many(SameProblem problem) {
    List<String> owners = problem.owners();
    String count =
        problem.isInSeveralRegions()
            ? Plurals.of(owners.size(), "account-region")
            : Plurals.of(owners.size(), "account");
    String place =
        Stream.of(count, problem.region(), problem.operation())
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    String names = owners.stream().limit(MAX_OWNERS).collect(Collectors.joining(", "));
    int more = Math.max(0, owners.size() - MAX_OWNERS);
    String hint = problem.hint().map(text -> TerminalText.safe(text) + "  ").orElse("");
    return String.join(
        "\n",
        styled(BOLD, TerminalText.safe(place) + ": ")
            + styled(colour(problem.first().severity()), label(problem.first()))
            + " "
            + TerminalText.safe(problem.message()),
        "   Accounts: "
            + TerminalText.safe(names)
            + (more == 0 ? "." : " and " + more + " more; JSON names all."),
        "   " + hint + styled(DIM, "(" + problem.first().code().anchor() + ")"),
        "");
  }

  private String one(Diagnostic diagnostic) {
    List<String> lines = new ArrayList<>();
    String place = diagnostic.where().map(where -> TerminalText.safe(where + "") + ": ").orElse("");
    lines.add(
        styled(BOLD, place)
            + styled(colour(diagnostic.severity()), label(diagnostic))
            + " "
            + TerminalText.safe(diagnostic.message()));
    if (diagnostic.where().orElse(null) instanceof SourcePos pos) {
      diagnostic.excerpt().ifPresent(excerpt -> lines.addAll(excerpt(pos, excerpt, diagnostic)));
    }
    String hint = diagnostic.hint().map(text -> TerminalText.safe(text) + "  ").orElse("");
    lines.add("   " + hint + styled(DIM, "(" + diagnostic.code().anchor() + ")"));
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private static String label(Diagnostic diagnostic) {
    return diagnostic.severity().name().toLowerCase(Locale.ROOT)
        + " "
        + diagnostic.code().id()
        + ":";
  }

  private List<String> excerpt(SourcePos pos, Excerpt excerpt, Diagnostic diagnostic) {
    int[] line = excerpt.line().codePoints().toArray();
    int column = Math.min(pos.column() - 1, line.length);
    int from = line.length <= MAX_LINE ? 0 : Math.max(0, column - MAX_BEFORE);
    int to = Math.min(line.length, from + MAX_LINE);
    String lead = from > 0 ? CUT : "";
    String before = lead + part(line, from, column);
    String marked = part(line, column, Math.min(to, column + excerpt.width()));
    String after = part(line, Math.min(to, column + excerpt.width()), to);
    String number = Integer.toString(pos.line());
    String margin = " ".repeat(Math.max(5, number.length() + 1));
    String carets = "^".repeat(Math.max(1, TerminalText.width(marked)));
    return List.of(
        styled(DIM, margin.substring(number.length()) + number + " |")
            + (" " + before + marked + after + (to < line.length ? CUT : "")).stripTrailing(),
        styled(DIM, margin + " |")
            + " "
            + " ".repeat(TerminalText.width(before))
            + styled(colour(diagnostic.severity()), carets));
  }

  private static String part(int[] line, int from, int to) {
    return TerminalText.safe(new String(line, from, Math.max(0, to - from)));
  }

  private String styled(String style, String text) {
    return colour && !text.isEmpty() ? style + text + RESET : text;
  }

  private static String colour(Severity severity) {
    return switch (severity) {
      case ERROR -> "\u001b[1;31m";
      case WARNING -> "\u001b[1;33m";
      case NOTE -> "\u001b[1;36m";
    };
  }
}
