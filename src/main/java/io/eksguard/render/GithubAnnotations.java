package io.eksguard.render;

import io.eksguard.diag.Severity;
import io.eksguard.diag.SourcePos;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Workflow commands, by which GitHub Actions shows errors and warnings at the lines of a file.
///
/// @see <a
///   href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands">
///   GitHub Docs, workflow commands, read 2026-11-27</a>
public final class GithubAnnotations {
  /// How many of a kind GitHub shows for one step.
  private static final int MAX_OF_A_KIND = 10;

  private GithubAnnotations() {}

  /// The commands, a line each. What GitHub would not show is counted in a line that is none.
  public static List<String> lines(CiReport report) {
    List<String> lines = new ArrayList<>();
    Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    for (Annotation one : report.annotations()) {
      if (counts.merge(one.told().severity(), 1, Integer::sum) <= MAX_OF_A_KIND) {
        lines.add(line(one));
      }
    }
    List<String> more = new ArrayList<>();
    counts.forEach((severity, count) -> {
      if (count > MAX_OF_A_KIND) {
        more.add(Plurals.of(count - MAX_OF_A_KIND, "more " + command(severity)));
      }
    });
    if (!more.isEmpty()) {
      lines.add(
          "Not annotated: %s. GitHub shows %d of a kind."
              .formatted(String.join(", ", more), MAX_OF_A_KIND));
    }
    return lines;
  }

  private static String line(Annotation one) {
    String title = "title=" + property(one.told().code().id());
    String message = one.told().message() + one.told().hint().map(hint -> "\n" + hint).orElse("");
    return "::%s %s::%s"
        .formatted(
            command(one.told().severity()),
            one.place().map(pos -> properties(pos) + "," + title).orElse(title),
            data(message));
  }

  private static String properties(SourcePos pos) {
    return "file=%s,line=%d,col=%d"
        .formatted(property(TerminalText.safe(pos.file())), pos.line(), pos.column());
  }

  private static String command(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case NOTE -> "notice";
    };
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
