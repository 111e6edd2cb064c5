package io.eksguard.render;

import io.eksguard.diag.Diagnostic;
import io.eksguard.drift.ClusterState;
import io.eksguard.drift.DriftReport;
import io.eksguard.drift.DriftReport.Told;
import io.eksguard.drift.Kind;
import io.eksguard.drift.Subject;
import io.eksguard.live.ClusterCoverage;
import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What has drifted as one HTML page that loads and runs nothing.
public final class DriftHtml {
  /// How many items are shown open; the others are folded.
  private static final int OPEN = 12;

  private final String version;

  /// @param version eksguard's own version
  public DriftHtml(String version) {
    this.version = version;
  }

  /// The page, with a line break at its end.
  public String render(DriftReport report) {
    String summary = DriftText.summary(report);
    var html = new Html();
    html.ours("<!doctype html>").line();
    html.open("html", "lang", "en").line();
    HtmlHead.write(html, "eksguard: " + summary, Optional.empty());
    html.open("body").line().open("header").line();
    html.leaf("h1", "Drift of GuardDuty runtime monitoring for EKS").line();
    html.leaf("p", summary, "class", "summary").line();
    html.leaf(
            "p",
            "At %s, by eksguard %s."
                .formatted(report.at().truncatedTo(ChronoUnit.SECONDS), version),
            "class",
            "soft")
        .line();
    html.close().line().open("main").line();
    items(html, report);
    resolved(html, report.resolved());
    SortedMap<Place, Spot> spots = spots(report);
    matrix(html, spots);
    details(html, spots);
    html.close().line().close().line().close().line();
    return html.toString();
  }

  private static void items(Html html, DriftReport report) {
    if (report.told().isEmpty()) {
      return;
    }
    List<Told> all = report.told().stream().sorted(Comparator.comparing(Told::kind)).toList();
    html.leaf("h2", "Not as it should be").line();
    list(html, all.stream().limit(OPEN).toList());
    if (all.size() > OPEN) {
      html.open("details").leaf("summary", all.size() - OPEN + " more").line();
      list(html, all.stream().skip(OPEN).toList());
      html.close().line();
    }
  }

  private static void list(Html html, List<Told> some) {
    if (!some.isEmpty()) {
      html.open("ul", "class", "problems").line();
      some.forEach(told -> item(html, told));
      html.close().line();
    }
  }

  private static void item(Html html, Told told) {
    Diagnostic what = DriftWords.diagnostic(told);
    html.open("li", "class", told.kind().severity().name().toLowerCase(Locale.ROOT));
    html.leaf("b", told.kind().word()).text(" ");
    told.item()
        .source()
        .ifPresent(pos -> html.leaf("code", pos.file() + ":" + pos.line()).text(": "));
    html.prose(what.message());
    what.hint()
        .ifPresent(hint -> {
          html.open("span", "class", "soft").text(" Next: ");
          html.prose(hint);
          html.close();
        });
    html.close().line();
  }

  private static void resolved(Html html, List<String> keys) {
    if (keys.isEmpty()) {
      return;
    }
    html.leaf("h2", "As it should be again").line().open("ul").line();
    keys.forEach(key -> html.open("li").leaf("code", key).close().line());
    html.close().line();
  }

  /// What there is of one account in one region.
  ///
  /// @param clusters its clusters
  /// @param told what is not as it should be there
  /// @param covered whether GuardDuty's coverage could be read
  private record Spot(List<ClusterState> clusters, List<Told> told, boolean covered) {

    Optional<Kind> worst() {
      return told.stream().map(Told::kind).min(Comparator.naturalOrder());
    }

    String look() {
      return worst()
          .map(kind ->
              switch (kind.severity()) {
                case ERROR -> "removes";
                case WARNING -> "changes";
                case NOTE -> "same";
              })
          .orElse("adds");
    }

    /// How many there are of each kind, the worst first.
    String counts() {
      SortedMap<Kind, Integer> counts = new TreeMap<>();
      told.forEach(one -> counts.merge(one.kind(), 1, Integer::sum));
      return counts.isEmpty()
          ? "in sync"
          : counts.entrySet().stream()
              .map(one -> one.getValue() + " " + one.getKey().word())
              .collect(Collectors.joining(", "));
    }

    CoverageCounts coverage() {
      Set<ClusterName> wanted =
          clusters.stream()
              .filter(ClusterState::wanted)
              .map(ClusterState::cluster)
              .collect(Collectors.toSet());
      List<ClusterCoverage> listed =
          clusters.stream().flatMap(one -> one.coverage().stream()).toList();
      int unlisted =
          (int) clusters.stream().filter(one -> one.managed() && one.coverage().isEmpty()).count();
      return CoverageCounts.of(listed, one -> wanted.contains(one.cluster()), unlisted);
    }
  }

  private static SortedMap<Place, Spot> spots(DriftReport report) {
    SortedMap<Place, Spot> spots = new TreeMap<>();
    Function<Place, Spot> at =
        place ->
            spots.computeIfAbsent(
                place,
                _ -> new Spot(new ArrayList<>(), new ArrayList<>(), isCovered(report, place)));
    report.clusters().forEach(one -> at.apply(one.place()).clusters().add(one));
    report
        .told()
        .forEach(one ->
            one.item().subject().where().ifPresent(place -> at.apply(place).told().add(one)));
    return spots;
  }

  private static boolean isCovered(DriftReport report, Place place) {
    return report.told().stream()
        .map(one -> one.item().subject())
        .noneMatch(subject ->
            subject instanceof Subject.Coverage(Region region, Optional<Place> where)
                && region.equals(place.region())
                && where.map(place::equals).orElse(true));
  }

  private static void matrix(Html html, SortedMap<Place, Spot> spots) {
    if (spots.isEmpty()) {
      return;
    }
    SortedSet<Region> regions = new TreeSet<>();
    SortedSet<AccountId> accounts = new TreeSet<>();
    spots
        .keySet()
        .forEach(place -> {
          regions.add(place.region());
          accounts.add(place.account());
        });
    html.leaf("h2", "Accounts and regions", "id", "matrix").line();
    html.open(
            "div", "class", "scroll", "tabindex", "0", "role", "group", "aria-labelledby", "matrix")
        .line();
    html.open("table", "class", "matrix").open("thead").open("tr");
    html.leaf("th", "Account", "scope", "col");
    regions.forEach(region -> html.leaf("th", region.name(), "scope", "col"));
    html.close().close().line().open("tbody").line();
    for (AccountId account : accounts) {
      html.open("tr").leaf("th", account.value(), "scope", "row", "class", "mono");
      for (Region region : regions) {
        cell(html, new Place(account, region), spots);
      }
      html.close().line();
    }
    html.close().close().line().close().line();
  }

  private static void cell(Html html, Place place, SortedMap<Place, Spot> spots) {
    Spot spot = spots.get(place);
    if (spot == null) {
      html.open("td").leaf("span", "nothing compared", "class", "none").close();
      return;
    }
    html.open("td").open("a", "class", "cell " + spot.look(), "href", "#" + id(place));
    html.leaf("span", spot.counts(), "class", "approach");
    html.leaf("span", Plurals.of(spot.clusters().size(), "cluster"));
    html.leaf(
        "span",
        "Coverage: " + (spot.covered() ? spot.coverage().words() : "could not be read"),
        "class",
        spot.covered() && !spot.coverage().isWrong() ? "seen" : "remove");
    html.close().close();
  }

  private static String id(Place place) {
    return "at-" + place.region().name() + "-" + place.account().value();
  }

  private static void details(Html html, SortedMap<Place, Spot> spots) {
    if (spots.isEmpty()) {
      return;
    }
    html.leaf("h2", "Details").line();
    spots.forEach((place, spot) -> {
      html.open("section", "class", "place", "id", id(place)).line();
      html.leaf("h3", place.account().value() + " in " + place.region().name()).line();
      list(html, spot.told());
      clusters(html, spot);
      html.close().line();
    });
  }

  private static void clusters(Html html, Spot spot) {
    if (spot.clusters().isEmpty()) {
      html.leaf("p", "No cluster of it could be compared.", "class", "soft").line();
      return;
    }
    html.open("table", "class", "clusters").open("thead").open("tr");
    Stream.concat(
            Stream.of("Cluster", "State", "GuardDutyManaged", "Managed now", "Shall be"),
            spot.covered() ? CoverageCells.HEADINGS.stream() : Stream.of())
        .forEach(heading -> html.leaf("th", heading, "scope", "col"));
    html.close().close().line().open("tbody").line();
    spot.clusters().forEach(cluster -> cluster(html, cluster, spot.covered()));
    html.close().close().line();
  }

  private static void cluster(Html html, ClusterState cluster, boolean covered) {
    html.open("tr")
        .leaf("td", cluster.cluster().value())
        .leaf("td", cluster.state().map(Kind::word).orElse("in sync"))
        .leaf("td", cluster.tag().orElse("absent"))
        .leaf("td", cluster.managed() ? "yes" : "no")
        .leaf("td", cluster.wanted() ? "yes" : "no");
    if (covered) {
      CoverageCells.write(html, cluster.coverage());
    }
    html.close().line();
  }
}
