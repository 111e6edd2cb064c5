package io.eksguard.render;

import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.SourcePos;
import io.eksguard.drift.DriftReport;
import io.eksguard.drift.DriftReport.Told;
import io.eksguard.drift.Kind;
import io.eksguard.drift.Story;
import io.eksguard.drift.Subject;
import io.eksguard.model.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What has drifted, as text for people: by account and region, drift first, the summary last. What
/// could not be read is only counted; the diagnostics tell of it.
public final class DriftText {
  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String MARGIN = "      ";

  private final boolean colour;

  /// @param colour whether to use ANSI colours
  public DriftText(boolean colour) {
    this.colour = colour;
  }

  /// The whole report; ends with one summary line.
  public String render(DriftReport report) {
    var text = new StringBuilder();
    Map<String, List<Told>> groups = new TreeMap<>();
    report.told().stream()
        .filter(told -> told.kind() != Kind.UNKNOWN)
        .forEach(told -> groups.computeIfAbsent(heading(told), _ -> new ArrayList<>()).add(told));
    groups.forEach((heading, all) -> {
      text.append(styled(BOLD, heading)).append('\n');
      all.stream()
          .sorted((a, b) -> a.kind().compareTo(b.kind()))
          .forEach(told -> text.append(told(told)));
      text.append('\n');
    });
    if (!report.resolved().isEmpty()) {
      text.append("As it should be again since the last run:\n");
      report
          .resolved()
          .forEach(key -> text.append("  ").append(TerminalText.safe(key)).append('\n'));
      text.append('\n');
    }
    if (!report.drift(Set.of(), 0).isEmpty()) {
      text.append("`eksguard plan` shows the steps that mend what has drifted.\n");
    }
    return text.append(styled(BOLD, summary(report))).append('\n').toString();
  }

  private static String heading(Told told) {
    return told.item()
        .subject()
        .where()
        .map(Place::toString)
        .orElseGet(() -> told.kind() == Kind.EXCEPTION_EXPIRED ? "the file" : "the organization");
  }

  private String told(Told told) {
    var text = new StringBuilder("  ");
    text.append(styled(colour(told.kind()), told.kind().word()))
        .append("  ")
        .append(TerminalText.safe(DriftWords.shortly(told.item())));
    told.item()
        .source()
        .ifPresent(pos -> text.append(styled(DIM, "  " + TerminalText.safe(place(pos)))));
    text.append('\n');
    DriftWords.story(told).ifPresent(story -> text.append(MARGIN).append(story).append('\n'));
    DriftWords.lastWrite(told)
        .ifPresent(who -> text.append(MARGIN).append(TerminalText.safe(who)).append('\n'));
    if (!told.kind().isDrift()) {
      DriftWords.hint(told.item()).ifPresent(hint -> text.append(hint(hint)));
    }
    for (Diagnostic rival : DriftWords.rivals(told)) {
      text.append(MARGIN).append(TerminalText.safe(rival.message())).append('\n');
      rival.hint().ifPresent(hint -> text.append(hint(hint)));
    }
    return text.toString();
  }

  private String hint(String hint) {
    return MARGIN + styled(DIM, TerminalText.safe(hint)) + "\n";
  }

  private static String place(SourcePos pos) {
    return pos.file() + ":" + pos.line();
  }

  /// The one line that says it all.
  public static String summary(DriftReport report) {
    List<Told> drift = report.drift(Set.of(), 0);
    var clusters = Plurals.of(report.clusters().size(), "cluster");
    var text = new StringBuilder();
    if (drift.isEmpty()) {
      text.append("No drift. ")
          .append(clusters)
          .append(" in ")
          .append(Plurals.of(report.accounts(), "account"))
          .append(report.clusters().size() == 1 ? " is" : " are")
          .append(" as the file says");
    } else {
      int others = (int) drift.stream().filter(one -> !isOfCluster(one)).count();
      text.append("Drift: ").append(report.driftedClusters()).append(" of ").append(clusters);
      if (others > 0) {
        text.append(", ").append(Plurals.of(others, "setting"));
      }
    }
    report
        .counts()
        .forEach((kind, count) -> {
          if (!kind.isDrift()) {
            text.append(", ").append(count).append(' ').append(kind.word());
          }
        });
    int oldest =
        drift.stream().flatMap(one -> one.story().stream()).mapToInt(Story::nights).max().orElse(0);
    if (oldest > 0) {
      text.append(", oldest ").append(Plurals.of(oldest, "night"));
    }
    return text.append('.').toString();
  }

  private static boolean isOfCluster(Told told) {
    return told.item().subject() instanceof Subject.Cluster;
  }

  private static String colour(Kind kind) {
    return switch (kind.severity()) {
      case ERROR -> "\u001b[31m";
      case WARNING -> "\u001b[33m";
      case NOTE -> "\u001b[36m";
    };
  }

  private String styled(String style, String text) {
    return colour ? style + text + RESET : text;
  }
}
