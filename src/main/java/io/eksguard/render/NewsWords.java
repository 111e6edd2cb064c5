package io.eksguard.render;

import io.eksguard.diag.Diagnostic;
import io.eksguard.drift.DriftReport;
import io.eksguard.drift.Kind;
import io.eksguard.drift.News;
import io.eksguard.drift.Turn;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is told of a night, in words: groups of one line each.
///
/// What is not shown as a character is spelt out. What else the receiver would interpret, whoever
/// makes the message escapes.
final class NewsWords {
  /// How long one line may be, in characters; with each of them escaped, it still fits a section of
  /// a message to Slack.
  static final int MAX_LINE = 580;

  private NewsWords() {}

  /// Lines under a heading.
  record Group(String heading, List<String> lines) {}

  /// The first line of a message.
  static String title(DriftReport report) {
    return report.drift(Set.of(), 0).isEmpty()
        ? "eksguard: no drift"
        : "eksguard: live is not as the file says";
  }

  /// What to do next.
  static String next(DriftReport report) {
    return report.drift(Set.of(), 0).isEmpty()
        ? "Looked at " + report.at() + "."
        : "Looked at " + report.at() + ". `eksguard plan` shows the steps that mend it.";
  }

  /// All groups that there are.
  static List<Group> groups(News news) {
    Map<Turn, List<String>> groups = new EnumMap<>(Turn.class);
    news.entries()
        .forEach(
            entry -> groups.computeIfAbsent(entry.turn(), _ -> new ArrayList<>()).add(line(entry)));
    List<Group> all = new ArrayList<>();
    groups.forEach((turn, lines) -> all.add(new Group(heading(turn), lines)));
    return all;
  }

  private static String heading(Turn turn) {
    return switch (turn) {
      case NEW -> "New";
      case CAME_BACK -> "Came back";
      case WORSE -> "Got worse";
      case REMINDER -> "Still so";
      case RESOLVED -> "As it should be again";
      case SEEN -> "Not as it should be";
    };
  }

  private static String line(News.Entry entry) {
    return shortened(TerminalText.safe(sentence(entry)));
  }

  /// The whole of one entry.
  static String sentence(News.Entry entry) {
    if (entry.told().isEmpty()) {
      return entry.kind() == Kind.UNKNOWN
          ? "`%s` is possible again.".formatted(entry.key())
          : "`%s` was %s.".formatted(entry.key(), entry.kind());
    }
    DriftReport.Told told = entry.told().get();
    Diagnostic words = DriftWords.diagnostic(told);
    if (entry.unread() > 0) {
      return "%s could not be read on %s in a row: %s."
          .formatted(
              DriftWords.capital(DriftWords.subject(told.item().subject())),
              Plurals.of(entry.unread(), "night"),
              words.message());
    }
    var text = new StringBuilder(words.message());
    DriftWords.lastWrite(told).ifPresent(who -> text.append(' ').append(who));
    if (!told.kind().isDrift()) {
      words.hint().ifPresent(hint -> text.append(' ').append(hint));
    }
    return text.toString();
  }

  private static String shortened(String text) {
    if (text.length() <= MAX_LINE) {
      return text;
    }
    int end = MAX_LINE - 3;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + "...";
  }
}
