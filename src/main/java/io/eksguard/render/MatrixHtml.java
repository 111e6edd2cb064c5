package io.eksguard.render;

import io.eksguard.plan.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// The matrix of a report in HTML: a row for each account, with what the filter of the page
/// searches and a link from each cell to its detail.
final class MatrixHtml {
  private MatrixHtml() {}

  /// Writes it; nothing where it has no row.
  static void write(Html html, ReportMatrix matrix) {
    if (matrix.rows().isEmpty()) {
      return;
    }
    html.leaf("h2", "Accounts and regions", "id", "matrix").line();
    bar(html, matrix);
    html.open("div", "class", "scroll").line();
    html.open("table", "class", "matrix", "id", "grid", "aria-labelledby", "matrix").line();
    html.open("thead").open("tr").leaf("th", "Account", "scope", "col");
    matrix.regions().forEach(region -> html.leaf("th", region, "scope", "col"));
    html.close().close().line().open("tbody").line();
    matrix
        .rows()
        .forEach((name, cells) -> {
          html.open("tr", "data-find", words(name, cells));
          html.open("th", "scope", "row", "class", "mono").text(name).close();
          for (String region : matrix.regions()) {
            cell(html, Optional.ofNullable(cells.get(region)));
          }
          html.close().line();
        });
    html.close().close().line().close().line();
  }

  /// What the filter searches in a row.
  private static String words(String name, SortedMap<String, ReportMatrix.Cell> cells) {
    SortedSet<String> words = new TreeSet<>();
    words.add(name);
    cells.forEach((region, cell) -> {
      words.add(region);
      words.add(cell.approach());
      cell.spot()
          .filter(Landscape.Spot.Planned.class::isInstance)
          .map(Landscape.Spot.Planned.class::cast)
          .ifPresent(planned ->
              planned.clusters().keySet().forEach(cluster -> words.add(cluster.value())));
      cell.steps().forEach(step -> words.add(step.action().word()));
    });
    return String.join(" ", words).toLowerCase(Locale.ROOT);
  }

  private static void bar(Html html, ReportMatrix matrix) {
    html.open("div", "class", "bar", "data-js", "", "hidden", "");
    html.empty(
        "input",
        "id",
        "find",
        "type",
        "search",
        "placeholder",
        "Account, cluster, region",
        "aria-label",
        "Find accounts, clusters, regions",
        "aria-keyshortcuts",
        "/");
    html.open("select", "id", "approach", "aria-label", "Approach");
    html.leaf("option", "Every approach", "value", "");
    matrix.cells().stream()
        .map(ReportMatrix.Cell::approach)
        .filter(word -> !word.isEmpty())
        .distinct()
        .sorted()
        .forEach(word -> html.leaf("option", word, "value", word));
    html.close();
    html.open("select", "id", "state", "aria-label", "State");
    html.leaf("option", "Changed or not", "value", "");
    html.leaf("option", "Changes", "value", "changing");
    html.leaf("option", "No changes", "value", "same");
    html.leaf("option", "Not planned for", "value", "blocked");
    html.close();
    html.leaf("span", "", "id", "count", "class", "soft", "role", "status");
    html.open("span", "class", "soft");
    html.leaf("kbd", "/").text(" filter, ").leaf("kbd", "arrows").text(" move, ");
    html.leaf("kbd", "Enter").text(" detail, ").leaf("kbd", "Esc").text(" back");
    html.close().close().line();
  }

  private static void cell(Html html, Optional<ReportMatrix.Cell> found) {
    if (found.isEmpty() || found.get().isEmpty()) {
      html.open("td").leaf("span", "not managed", "class", "none").close();
      return;
    }
    ReportMatrix.Cell cell = found.get();
    html.open("td", "data-approach", cell.approach(), "data-state", cell.state());
    html.open("a", "class", "cell " + cell.look(), "href", "#" + cell.id());
    html.leaf(
        "span", cell.approach().isEmpty() ? words(cell) : cell.approach(), "class", "approach");
    managed(cell).ifPresent(line -> html.leaf("span", line));
    cell.spot().ifPresent(_ -> CoverageCells.line(html, cell.seen(), cell.counts()));
    html.leaf("span", bits(cell), "class", "bits");
    html.close().close();
  }

  private static String words(ReportMatrix.Cell cell) {
    return cell.inactive()
        .map(status -> "not active: " + status)
        .orElse(cell.isBlocked() ? "not planned for" : "settings");
  }

  /// How many clusters GuardDuty manages, now and then.
  private static Optional<String> managed(ReportMatrix.Cell cell) {
    return cell.spot()
        .map(spot ->
            switch (spot) {
              case Landscape.Spot.Blocked _ -> "unreadable or in conflict";
              case Landscape.Spot.Planned planned when !planned.clustersRead() ->
                  "clusters not read";
              case Landscape.Spot.Planned planned -> {
                long now = planned.managedNow();
                long then = planned.managedThen();
                yield "GuardDuty manages "
                    + (now == then ? "" + now : now + " \u2192 " + then)
                    + " of "
                    + Plurals.of(planned.clusters().size(), "cluster");
              }
            });
  }

  private static String bits(ReportMatrix.Cell cell) {
    if (cell.isBlocked()) {
      return "! nothing is changed";
    }
    if (cell.steps().isEmpty()) {
      return cell.inactive().isPresent() ? "" : "= no changes";
    }
    List<String> bits = new ArrayList<>();
    for (Action action : Action.values()) {
      long count = cell.steps().stream().filter(step -> step.action() == action).count();
      if (count > 0) {
        bits.add("%s %d to %s".formatted(StepText.sign(action), count, action.word()));
      }
    }
    return String.join(", ", bits);
  }
}
