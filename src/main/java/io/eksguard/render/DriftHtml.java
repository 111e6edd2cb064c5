package io.eksguard.render;

import io.eksguard.diag.Diagnostic;
import io.eksguard.drift.ClusterState;
import io.eksguard.drift.DriftReport;
import io.eksguard.drift.DriftReport.Told;
import io.eksguard.drift.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What has drifted as one HTML page that loads and runs nothing.
public final class DriftHtml {
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
    html.open("html", "lang", "en").line().open("head").line();
    html.empty("meta", "charset", "utf-8").line();
    html.empty(
            "meta",
            "http-equiv",
            "Content-Security-Policy",
            "content",
            "default-src 'none'; style-src '%s'; base-uri 'none'; form-action 'none'"
                .formatted(ReportHtml.digest(ReportHtml.STYLE)))
        .line();
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    html.leaf("title", "eksguard: " + summary).line();
    html.open("style").ours(ReportHtml.STYLE).close().line().close().line();
    html.open("body").line().open("header").line();
    html.leaf("h1", "Drift of GuardDuty runtime monitoring for EKS").line();
    html.leaf("p", summary, "class", "summary").line();
    html.leaf("p", "At %s, by eksguard %s.".formatted(report.at(), version), "class", "soft")
        .line();
    html.close().line().open("main").line();
    items(html, report);
    resolved(html, report.resolved());
    clusters(html, report.clusters());
    html.close().line().close().line().close().line();
    return html.toString();
  }

  private static void items(Html html, DriftReport report) {
    if (report.told().isEmpty()) {
      return;
    }
    html.leaf("h2", "Not as it should be").line().open("ul", "class", "problems").line();
    report.told().stream()
        .sorted(Comparator.comparing(Told::kind))
        .forEach(told -> item(html, told));
    html.close().line();
  }

  private static void item(Html html, Told told) {
    Diagnostic what = DriftWords.diagnostic(told);
    html.open("li", "class", told.kind().severity().name().toLowerCase(Locale.ROOT));
    html.leaf("b", told.kind().word()).text(" ");
    told.item()
        .source()
        .ifPresent(pos -> html.leaf("code", pos.file() + ":" + pos.line()).text(": "));
    ReportHtml.prose(html, what.message());
    what.hint()
        .ifPresent(hint -> {
          html.open("span", "class", "soft").text(" Next: ");
          ReportHtml.prose(html, hint);
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

  private static void clusters(Html html, List<ClusterState> clusters) {
    if (clusters.isEmpty()) {
      return;
    }
    html.leaf("h2", "Clusters").line().open("div", "class", "scroll").line();
    html.open("table", "class", "clusters").open("thead").open("tr");
    for (String heading :
        List.of(
            "Account",
            "Region",
            "Cluster",
            "State",
            "GuardDutyManaged",
            "Shall be managed",
            "Is managed",
            "Coverage")) {
      html.leaf("th", heading, "scope", "col");
    }
    html.close().close().line().open("tbody").line();
    clusters.forEach(cluster -> cluster(html, cluster));
    html.close().close().line().close().line();
  }

  private static void cluster(Html html, ClusterState cluster) {
    html.open("tr")
        .leaf("td", cluster.place().account().value(), "class", "mono")
        .leaf("td", cluster.place().region().name())
        .leaf("td", cluster.cluster().value())
        .leaf("td", cluster.state().map(Kind::word).orElse("in sync"))
        .leaf("td", cluster.tag().orElse("absent"))
        .leaf("td", cluster.wanted() ? "yes" : "no")
        .leaf("td", cluster.managed() ? "yes" : "no")
        .leaf("td", cluster.coverage().map(seen -> seen.health().text()).orElse("none"))
        .close()
        .line();
  }
}
