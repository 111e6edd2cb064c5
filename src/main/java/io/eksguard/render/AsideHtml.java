package io.eksguard.render;

import io.eksguard.plan.Migration;
import io.eksguard.plan.Reaction;
import java.util.List;

/// What is to be known beside a plan, in HTML.
final class AsideHtml {
  private AsideHtml() {}

  /// What the file is supposed to say, which comes before all.
  static void supposed(Html html, Aside aside) {
    aside.supposed().ifPresent(supposed -> block(html, SupposedText.changes(supposed)));
  }

  /// All the rest.
  static void write(Html html, Report report) {
    Migration.of(report.plan())
        .ifPresent(migration ->
            MigrationText.sentences(migration).forEach(line -> html.leaf("p", line).line()));
    if (report.notPlanned() > 0) {
      html.leaf("p", SentenceText.notPlanned(report.notPlanned())).line();
    }
    report
        .summary()
        .filter(summary -> summary.unmanagedAccounts() > 0)
        .ifPresent(summary -> {
          String names = AsideText.ids(report.aside().unmanaged());
          html.leaf(
                  "p",
                  SentenceText.unmanaged(summary.unmanagedAccounts())
                      + (names.isEmpty() ? "." : ": " + names + "."))
              .line();
        });
    block(html, new AsideText(true).inactive(report.aside()));
    report.aside().ending().ifPresent(soon -> block(html, AsideText.ending(soon)));
    CoverageCounts.sentence(report).forEach(line -> html.leaf("p", line).line());
    report.aside().supposed().ifPresent(supposed -> block(html, SupposedText.gone(supposed)));
    CauseText.sentences(report.aside(), true).forEach(line -> html.leaf("p", line).line());
    block(html, RolloutText.block(report));
    reaction(html, report.aside().reaction());
  }

  /// What AWS will then do by itself.
  static void reaction(Html html, Reaction reaction) {
    List<String> lines = new ReactionText(false).lines(reaction);
    if (!lines.isEmpty()) {
      html.leaf("p", ReactionText.HEADING).line();
      html.open("ul").line();
      lines.forEach(line -> {
        html.open("li");
        html.prose(line.replace(" (`-v` names them)", ""));
        html.close().line();
      });
      html.close().line();
    }
  }

  private static void block(Html html, String text) {
    if (!text.isEmpty()) {
      html.open("pre");
      text.lines().forEach(line -> html.text(line).line());
      html.close().line();
    }
  }
}
