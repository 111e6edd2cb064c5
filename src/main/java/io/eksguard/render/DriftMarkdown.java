package io.eksguard.render;

import io.eksguard.drift.DriftReport;
import io.eksguard.drift.DriftReport.Told;
import io.eksguard.drift.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What has drifted as Markdown, made for one issue that is kept up to date night after night.
///
/// Its first line is a hidden marker. The summary comes first and last; what is between is left out
/// item by item from the end, the least important first, where it would go past the budget.
public final class DriftMarkdown {
  private static final String KIND = "drift";

  /// How many characters the word about what was left out takes at most.
  private static final int WORD_ABOUT_CUTS = 200;

  private final MarkdownForm form;

  public DriftMarkdown(MarkdownForm form) {
    this.form = form;
  }

  /// The document, with a line break at its end.
  public String render(DriftReport report) {
    String line = "**" + DriftText.summary(report) + "**\n";
    var text = new StringBuilder(form.marker(KIND) + "\n" + line);
    int room = form.budget() - text.length() - line.length() - 1 - WORD_ABOUT_CUTS;
    List<String> pieces = pieces(report);
    int used = 0;
    int shown = 0;
    for (String piece : pieces) {
      if (used + piece.length() > room) {
        break;
      }
      used += piece.length();
      shown++;
      text.append(piece);
    }
    if (shown < pieces.size()) {
      text.append(
          "\n%d more lines are left out here; the JSON output has all of it.\n"
              .formatted(pieces.size() - shown));
    }
    return pieces.isEmpty() ? text.toString() : text.append('\n').append(line).toString();
  }

  private static List<String> pieces(DriftReport report) {
    List<String> pieces = new ArrayList<>();
    Optional<Kind> last = Optional.empty();
    for (Told told : report.told().stream().sorted(Comparator.comparing(Told::kind)).toList()) {
      String heading =
          last.equals(Optional.of(told.kind())) ? "" : "\n### " + capital(told.kind()) + "\n\n";
      last = Optional.of(told.kind());
      pieces.add(heading + line(told));
    }
    if (!report.resolved().isEmpty()) {
      String heading = "\n### As it should be again\n\n";
      for (String key : report.resolved()) {
        pieces.add(heading + "- " + MarkdownText.code(key) + "\n");
        heading = "";
      }
    }
    return pieces;
  }

  private static String line(Told told) {
    var what = DriftWords.diagnostic(told);
    var text = new StringBuilder("- " + MarkdownText.prose(what.message()));
    told.item()
        .source()
        .ifPresent(
            pos -> text.append(' ').append(MarkdownText.code(pos.file() + ":" + pos.line())));
    what.hint().ifPresent(hint -> text.append("  \n  ").append(MarkdownText.prose(hint)));
    return text.append('\n').toString();
  }

  private static String capital(Kind kind) {
    String word = kind.word().replace('-', ' ');
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
