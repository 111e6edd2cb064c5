package io.eksguard.render;

import io.eksguard.diff.CoveredCluster;
import io.eksguard.diff.FleetCoverage;
import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.Health;
import io.eksguard.live.ManagedBy;
import java.util.ArrayList;
import java.util.List;

/// Coverage as text for people: a table, an issue and its cure below the cluster that has it, and a
/// line that counts.
public final class CoverageText {
  private static final List<String> HEADINGS =
      List.of("ACCOUNT", "REGION", "CLUSTER", "STATUS", "AGENT", "MANAGED BY", "FILE", "NODES");
  private static final int STATUS = 3;
  private static final String RESET = "\u001b[0m";

  private final boolean colour;

  /// @param colour whether to use ANSI colours
  public CoverageText(boolean colour) {
    this.colour = colour;
  }

  /// The text, with a line break at its end.
  public String render(FleetCoverage fleet) {
    var text = new StringBuilder();
    if (!fleet.clusters().isEmpty()) {
      text.append(table(fleet.clusters())).append('\n');
    }
    if (fleet.leftOut() > 0) {
      text.append(Plurals.of(fleet.leftOut(), "cluster"))
          .append(" of accounts that the file does not cover left out.\n");
    }
    return text.append(styled("\u001b[1m", summary(CoverageSummary.of(fleet))))
        .append('\n')
        .toString();
  }

  private String table(List<CoveredCluster> clusters) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADINGS);
    clusters.forEach(cluster -> rows.add(cells(cluster)));
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < HEADINGS.size(); column++) {
      int at = column;
      widths.add(rows.stream().mapToInt(row -> TerminalText.width(row.get(at))).max().orElse(0));
    }
    var text = new StringBuilder(styled("\u001b[2m", line(HEADINGS, widths))).append('\n');
    for (int i = 0; i < clusters.size(); i++) {
      CoveredCluster cluster = clusters.get(i);
      text.append(coloured(cluster, rows.get(i + 1), widths)).append('\n');
      issue(cluster.coverage()).forEach(line -> text.append("    ").append(line).append('\n'));
    }
    return text.toString();
  }

  private static List<String> cells(CoveredCluster cluster) {
    ClusterCoverage coverage = cluster.coverage();
    return List.of(
        cluster.assignment().place().account().value(),
        cluster.assignment().place().region().name(),
        coverage.cluster().value(),
        word(coverage.health()),
        coverage.addonVersion().map(TerminalText::safe).orElse("-"),
        word(coverage.managedBy()),
        cluster.shallBeManaged() ? "managed" : "not managed",
        coverage.coveredNodes() + "/" + coverage.compatibleNodes());
  }

  /// What GuardDuty says of a cluster's health, in a word.
  static String word(Health health) {
    return switch (health) {
      case Health.Healthy _ -> "healthy";
      case Health.Unhealthy _ -> "unhealthy";
      case Health.Other(String text) -> text.isEmpty() ? "not said" : TerminalText.safe(text);
    };
  }

  private static String word(ManagedBy managedBy) {
    return switch (managedBy) {
      case ManagedBy.GuardDuty _ -> "GuardDuty";
      case ManagedBy.Manual _ -> "hand";
      case ManagedBy.Disabled _ -> "nobody";
      case ManagedBy.Other(String text) -> text.isEmpty() ? "not said" : TerminalText.safe(text);
    };
  }

  private static String line(List<String> cells, List<Integer> widths) {
    var text = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      text.append(padded(cells.get(column), widths.get(column)));
    }
    return text.toString().stripTrailing();
  }

  private static String padded(String cell, int width) {
    return cell + " ".repeat(width - TerminalText.width(cell) + 2);
  }

  /// Padding goes by what is seen, so colour comes after it.
  private String coloured(CoveredCluster cluster, List<String> cells, List<Integer> widths) {
    String plain = line(cells, widths);
    String status = cells.get(STATUS);
    String before = line(cells.subList(0, STATUS), widths);
    int at = plain.indexOf(status, before.length());
    return plain.substring(0, at)
        + styled(style(cluster), status)
        + plain.substring(at + status.length());
  }

  private static String style(CoveredCluster cluster) {
    return switch (cluster.coverage().health()) {
      case Health.Healthy _ -> "\u001b[32m";
      case Health.Unhealthy _ -> cluster.shallBeManaged() ? "\u001b[31m" : "\u001b[2m";
      case Health.Other _ -> "\u001b[33m";
    };
  }

  private static List<String> issue(ClusterCoverage coverage) {
    List<String> lines = new ArrayList<>();
    coverage.issue().ifPresent(text -> lines.add(TerminalText.safe(text)));
    coverage.kindOfIssue().ifPresent(kind -> lines.add(CoverageIssueText.cure(kind)));
    return lines;
  }

  private static String summary(CoverageSummary counts) {
    if (counts.clusters() == 0) {
      return "GuardDuty lists no cluster that the file covers.";
    }
    List<String> parts = new ArrayList<>();
    parts.add(counts.healthy() + " healthy");
    parts.add(counts.unhealthy() + " unhealthy");
    if (counts.other() > 0) {
      parts.add(counts.other() + " of a status unknown to this version");
    }
    String issues =
        counts.toDo() + counts.toWait() + counts.unknown() + counts.hopeless() == 0
            ? ""
            : " Issues: %d to do, %d to wait for, %d to leave, %d unknown."
                .formatted(counts.toDo(), counts.toWait(), counts.hopeless(), counts.unknown());
    String left =
        counts.notWanted() == 0
            ? ""
            : " Of the unhealthy, %d shall not be managed by GuardDuty."
                .formatted(counts.notWanted());
    return "%s: %s.%s%s"
        .formatted(
            Plurals.of(counts.clusters(), "cluster"), String.join(", ", parts), left, issues);
  }

  private String styled(String style, String text) {
    return colour ? style + text + RESET : text;
  }
}
