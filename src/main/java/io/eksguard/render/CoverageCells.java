package io.eksguard.render;

import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.Health;
import io.eksguard.live.Reading;
import java.util.List;
import java.util.Optional;

/// What GuardDuty says of one cluster, as cells of a row in HTML.
final class CoverageCells {
  /// What stands above them.
  static final List<String> HEADINGS = List.of("Coverage", "Agent", "Nodes", "Issue");

  private CoverageCells() {}

  /// The line of a cell of a matrix.
  ///
  /// @param asked what GuardDuty was asked for
  static void line(Html html, Reading<?> asked, CoverageCounts counts) {
    switch (asked) {
      case Reading.Present<?> _, Reading.Absent<?> _ ->
          html.leaf(
              "span", "Coverage: " + counts.words(), "class", counts.isWrong() ? "remove" : "seen");
      case Reading.Unknown<?> _ ->
          html.leaf("span", "Coverage: could not be read", "class", "remove");
      case Reading.NotRead<?> _ ->
          html.leaf("span", "Coverage: not read (plan --coverage)", "class", "soft");
    }
  }

  static void write(Html html, Optional<ClusterCoverage> coverage) {
    if (coverage.isEmpty()) {
      html.open("td").leaf("span", "not listed", "class", "soft").close();
      HEADINGS.stream().skip(1).forEach(_ -> html.leaf("td", ""));
      return;
    }
    ClusterCoverage seen = coverage.get();
    html.open("td").leaf("span", CoverageText.word(seen.health()), "class", ink(seen)).close();
    html.leaf("td", seen.addonVersion().orElse("none"));
    html.leaf("td", seen.coveredNodes() + "/" + seen.compatibleNodes());
    html.open("td");
    seen.issue().ifPresent(html::text);
    seen.kindOfIssue()
        .ifPresent(kind -> {
          html.open("span", "class", "soft").text(" Next: ");
          html.prose(CoverageIssueText.cure(kind));
          html.close();
        });
    html.close();
  }

  private static String ink(ClusterCoverage seen) {
    return switch (seen.health()) {
      case Health.Healthy _ -> "add";
      case Health.Unhealthy _ -> "remove";
      case Health.Other _ -> "change";
    };
  }
}
