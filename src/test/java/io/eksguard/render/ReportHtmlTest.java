package io.eksguard.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class ReportHtmlTest {
  /// All that the page is made of.
  private static final Set<String> ELEMENTS =
      Set.of(
          "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "p", "ul",
          "ol", "li", "b", "code", "span", "details", "summary", "pre", "main", "div", "input",
          "select", "option", "kbd", "table", "thead", "tbody", "tr", "th", "td", "a", "svg", "g",
          "rect", "text", "path", "polygon", "section", "dialog", "button", "script");

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "lang",
          "charset",
          "http-equiv",
          "content",
          "name",
          "class",
          "id",
          "href",
          "scope",
          "role",
          "width",
          "height",
          "viewbox",
          "x",
          "y",
          "rx",
          "d",
          "points",
          "tabindex",
          "type",
          "placeholder",
          "value",
          "hidden",
          "data-js",
          "data-find",
          "data-approach",
          "data-state",
          "aria-label",
          "aria-labelledby",
          "aria-keyshortcuts");

  private static Document page(Report report) {
    return Jsoup.parse(new ReportHtml("test").render(report));
  }

  @Property(tries = 60)
  void makesNothingOfWhatOthersWrote(@ForAll long seed) {
    for (Element element : page(AnyReport.of(seed)).getAllElements()) {
      if (element instanceof Document) {
        continue;
      }
      assertThat(ELEMENTS).contains(element.normalName());
      element
          .attributes()
          .forEach(attribute -> {
            assertThat(ATTRIBUTES).contains(attribute.getKey().toLowerCase(Locale.ROOT));
            if (attribute.getKey().equals("href")) {
              assertThat(attribute.getValue()).matches("#at-[a-z0-9-]+");
            }
          });
    }
  }

  @Property(tries = 60)
  void hasOneScriptAndOneStyleAndLoadsNothing(@ForAll long seed) {
    var page = page(AnyReport.of(seed));

    assertThat(page.select("script")).hasSize(1);
    assertThat(page.select("style")).hasSize(1);
    assertThat(page.select("[src], [style], link, base, form, iframe, img")).isEmpty();
  }

  @Property(tries = 60)
  void hasADetailForEachLinkAndNoIdTwice(@ForAll long seed) {
    var page = page(AnyReport.of(seed));
    List<String> ids = page.select("[id]").eachAttr("id");

    assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
    assertThat(page.select("a[href]").eachAttr("href"))
        .allSatisfy(href -> assertThat(ids).contains(href.substring(1)));
  }

  @Property(tries = 60)
  void listsEveryStepOnce(@ForAll long seed) {
    var report = AnyReport.of(seed);

    assertThat(page(report).select("ol.steps > li")).hasSameSizeAs(report.plan().steps());
  }

  @Test
  void allowsNothingButItsOwnStyleAndScript() throws NoSuchAlgorithmException {
    var page = page(AnyReport.of(1));

    assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .isEqualTo(
            "default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
                .formatted(
                    digest(page.select("style").getFirst().data()),
                    digest(page.select("script").getFirst().data())));
  }

  private static String digest(String text) throws NoSuchAlgorithmException {
    return Base64.getEncoder()
        .encodeToString(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
