package io.eksguard.render;

import io.eksguard.journal.Outcome;
import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.Reading;
import io.eksguard.model.ClusterName;
import io.eksguard.plan.Action;
import io.eksguard.plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The detail of each cell of the matrix in HTML: how it is set, its clusters, its steps with their
/// order, and what AWS will then do there.
final class CellDetailHtml {
  private CellDetailHtml() {}

  /// Writes them, cell by cell; nothing where all cells are empty.
  static void write(Html html, Report report, ReportMatrix matrix) {
    if (matrix.cells().stream().allMatch(ReportMatrix.Cell::isEmpty)) {
      return;
    }
    if (!matrix.policies().isEmpty()) {
      html.open("p");
      matrix
          .policies()
          .forEach(cell -> html.leaf("a", cell.heading(), "href", "#" + cell.id()).text(" "));
      html.close().line();
    }
    html.open("div", "id", "details").line().leaf("h2", "Details").line();
    var surroundings = new StepGraph.Surroundings(report.plan().steps());
    matrix.cells().stream()
        .filter(cell -> !cell.isEmpty())
        .forEach(cell -> detail(html, report, surroundings, cell));
    html.close().line();
  }

  private static void detail(
      Html html, Report report, StepGraph.Surroundings surroundings, ReportMatrix.Cell cell) {
    html.open("section", "class", "place", "id", cell.id()).line();
    html.leaf("h3", cell.heading()).line();
    cell.inactive()
        .ifPresent(status -> html.leaf("p", "The member is not active: " + status + ".").line());
    cell.spot().ifPresent(spot -> spot(html, spot, cell.seen()));
    steps(html, report, surroundings, cell);
    cell.place()
        .ifPresent(
            place -> AsideHtml.reaction(html, ReactionText.at(report.aside().reaction(), place)));
    html.close().line();
  }

  private static void spot(
      Html html, Landscape.Spot spot, Reading<SortedMap<ClusterName, ClusterCoverage>> seen) {
    switch (spot) {
      case Landscape.Spot.Blocked _ -> {
        html.leaf("p", "It could not be planned for; the problems above say why.").line();
        clusters(html, new TreeMap<>(), seen);
      }
      case Landscape.Spot.Planned planned -> {
        html.open("p").text("Approach ").leaf("b", planned.approach().word());
        planned
            .wanted()
            .forEach((feature, wanted) -> {
              var live = Optional.ofNullable(planned.live().get(feature));
              String now = live.map(StepText::setting).orElse("off");
              String then = StepText.setting(wanted);
              if (!now.equals("off") || !then.equals("off")) {
                html.text("; ")
                    .leaf("code", feature.name())
                    .text(" " + (now.equals(then) ? now : now + " \u2192 " + then));
              }
            });
        html.text(".").close().line();
        if (planned.clusters().isEmpty()) {
          String none = planned.clustersRead() ? "No clusters." : "Its clusters were not read.";
          html.leaf("p", none, "class", "soft").line();
        }
        clusters(html, planned.clusters(), seen);
      }
    }
  }

  /// The clusters that are there, and those that GuardDuty lists besides.
  private static void clusters(
      Html html,
      SortedMap<ClusterName, Landscape.Cover> clusters,
      Reading<SortedMap<ClusterName, ClusterCoverage>> seen) {
    SortedMap<ClusterName, ClusterCoverage> listed = seen.asOptional().orElseGet(TreeMap::new);
    boolean asked = seen instanceof Reading.Present;
    SortedSet<ClusterName> names = new TreeSet<>(clusters.keySet());
    names.addAll(listed.keySet());
    if (names.isEmpty()) {
      return;
    }
    html.open("table", "class", "clusters").open("thead").open("tr");
    Stream.concat(
            Stream.of("Cluster", "GuardDutyManaged", "Managed now", "Shall be"),
            asked ? CoverageCells.HEADINGS.stream() : Stream.of())
        .forEach(heading -> html.leaf("th", heading, "scope", "col"));
    html.close().close().open("tbody").line();
    for (ClusterName name : names) {
      html.open("tr").leaf("td", name.value());
      Optional.ofNullable(clusters.get(name))
          .ifPresentOrElse(
              cover -> cover(html, cover),
              () ->
                  html.open("td")
                      .leaf("span", "not read", "class", "soft")
                      .close()
                      .leaf("td", "")
                      .leaf("td", ""));
      if (asked) {
        CoverageCells.write(html, Optional.ofNullable(listed.get(name)));
      }
      html.close().line();
    }
    html.close().close().line();
  }

  private static void cover(Html html, Landscape.Cover cover) {
    html.open("td");
    cover
        .tag()
        .ifPresentOrElse(
            tag -> html.leaf("code", tag), () -> html.leaf("span", "absent", "class", "soft"));
    html.close().leaf("td", yes(cover.now())).leaf("td", yes(cover.then()));
  }

  private static String yes(boolean yes) {
    return yes ? "yes" : "no";
  }

  private static void steps(
      Html html, Report report, StepGraph.Surroundings surroundings, ReportMatrix.Cell cell) {
    if (cell.steps().isEmpty()) {
      return;
    }
    html.open("ol", "class", "steps").line();
    for (Step step : cell.steps()) {
      html.open("li");
      html.leaf(
          "span",
          StepText.sign(step.action()) + " " + step.action().word(),
          "class",
          "sign " + ink(step.action()));
      html.text(" " + StepText.what(step) + " (" + StepText.why(step.change().reason()) + ")");
      html.text(CauseText.behind(report.aside().causes(), step.id()));
      step.source().ifPresent(pos -> html.text(" ").leaf("code", pos.file() + ":" + pos.line()));
      Optional.ofNullable(report.outcomes().get(step.id()))
          .ifPresent(outcome -> outcome(html, outcome));
      List<String> conditions = StepText.conditions(step);
      if (!conditions.isEmpty()) {
        String words = String.join("; ", conditions);
        html.leaf("span", step.guards().isEmpty() ? words : "! guarded: " + words, "class", "soft");
      }
      step.guards()
          .forEach(guard -> html.leaf("span", "! " + GuardText.what(guard), "class", "soft"));
      html.close().line();
    }
    html.close().line();
    html.open("div", "class", "wide", "tabindex", "0", "role", "group", "aria-label", "Order");
    var own = cell.steps().stream().map(Step::id).collect(Collectors.toSet());
    GraphSvg.write(html, surroundings.around(own), "The order of these steps");
    html.close().line();
  }

  private static void outcome(Html html, Outcome outcome) {
    html.text(" ")
        .leaf(
            "b",
            "[" + SummaryText.word(outcome) + "]",
            "class",
            outcome.isDone() ? "add" : "remove");
  }

  private static String ink(Action action) {
    return switch (action) {
      case TAG, ENABLE, INSTALL, PROTECT -> "add";
      case UPDATE -> "change";
      case UNTAG, DISABLE, UNINSTALL, DETACH -> "remove";
    };
  }
}
