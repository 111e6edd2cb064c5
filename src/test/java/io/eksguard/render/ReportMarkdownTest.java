package io.eksguard.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

class ReportMarkdownTest {
  private static final String MARKER = "<!-- eksguard:plan default -->";
  private static final Pattern STEP = Pattern.compile("(?m)^[+~-] (tag|enable|protect) ");
  private static final Pattern LEFT_OUT = Pattern.compile("(\\d+) (?:more )?steps?\\b");

  /// What is ours in blocks of HTML.
  private static final Pattern OURS =
      Pattern.compile(
          "<!-- eksguard:plan default -->|</?details( open)?>|</?summary>|</?code>|[^<>]");

  /// What a forge would make something of.
  private static final Pattern INTERPRETED =
      Pattern.compile("[@#!][A-Za-z0-9]|https?://|www\\.|GH-\\d|:[a-z]+:|\\$[^\u200b]|~~");

  private static Report empty(List<Diagnostic> diagnostics) {
    return new Report(
        Verdict.NO_CHANGES,
        Optional.of(new Summary(0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 61)),
        new Plan(List.of()),
        Map.of(),
        diagnostics,
        0);
  }

  private static String render(Report report, int budget) {
    return new ReportMarkdown(new MarkdownForm("default", budget)).render(report);
  }

  @Property(tries = 500)
  void isNeverLongerThanTheBudget(
      @ForAll long seed,
      @ForAll @IntRange(min = MarkdownForm.LEAST_BUDGET, max = 70_000) int budget) {
    assertThat(render(AnyReport.of(seed), budget)).hasSizeLessThanOrEqualTo(budget);
  }

  @Property(tries = 500)
  void hasTheMarkerAndTheSummaryFirstAndTheSummaryLast(
      @ForAll long seed,
      @ForAll @IntRange(min = MarkdownForm.LEAST_BUDGET, max = 70_000) int budget) {
    List<String> lines = render(AnyReport.of(seed), budget).lines().toList();

    assertThat(lines.getFirst()).isEqualTo(MARKER);
    assertThat(lines.get(1)).startsWith("**").endsWith("**").isEqualTo(lines.getLast());
  }

  @Property(tries = 500)
  void countsEachStepThatItLeavesOut(
      @ForAll long seed,
      @ForAll @IntRange(min = MarkdownForm.LEAST_BUDGET, max = 70_000) int budget) {
    var report = AnyReport.of(seed);

    String text = render(report, budget);

    int shown = (int) STEP.matcher(text).results().count();
    assertThat(shown + leftOut(text)).isEqualTo(report.plan().steps().size());
  }

  private static int leftOut(String text) {
    int at = text.indexOf("\n_Left out, ");
    if (at < 0) {
      return 0;
    }
    String word = text.substring(at, text.indexOf('\n', at + 1));
    int steps = 0;
    Matcher matcher = LEFT_OUT.matcher(word);
    while (matcher.find()) {
      steps += Integer.parseInt(matcher.group(1));
    }
    return steps;
  }

  @Property(tries = 500)
  void makesNothingOfWhatOthersWrote(
      @ForAll long seed,
      @ForAll @IntRange(min = MarkdownForm.LEAST_BUDGET, max = 70_000) int budget) {
    var found = new Found();

    Parser.builder().build().parse(render(AnyReport.of(seed), budget)).accept(found);

    assertThat(found.strange).isEmpty();
  }

  /// Collects what cannot be ours.
  private static final class Found extends AbstractVisitor {
    private final List<String> strange = new ArrayList<>();

    private void strange(Node node, String what) {
      strange.add(node.getClass().getSimpleName() + ": " + what);
    }

    @Override
    public void visit(Heading heading) {
      strange(heading, "");
    }

    @Override
    public void visit(BlockQuote quote) {
      strange(quote, "");
    }

    @Override
    public void visit(IndentedCodeBlock block) {
      strange(block, block.getLiteral());
    }

    @Override
    public void visit(Link link) {
      strange(link, link.getDestination());
    }

    @Override
    public void visit(Image image) {
      strange(image, image.getDestination());
    }

    @Override
    public void visit(HtmlInline html) {
      strange(html, html.getLiteral());
    }

    @Override
    public void visit(HtmlBlock html) {
      String rest = OURS.matcher(html.getLiteral()).replaceAll("");
      if (!rest.isEmpty()) {
        strange(html, html.getLiteral());
      }
    }

    @Override
    public void visit(FencedCodeBlock block) {
      if (!block.getInfo().equals("diff") && !block.getInfo().isEmpty()) {
        strange(block, block.getInfo());
      }
    }

    @Override
    public void visit(Text text) {
      if (INTERPRETED.matcher(text.getLiteral()).find()) {
        strange(text, text.getLiteral());
      }
    }
  }

  @Test
  void saysThatNothingChangesInOneLine() {
    assertThat(render(empty(List.of()), MarkdownForm.DEFAULT_BUDGET))
        .isEqualTo(MARKER + "\n**No changes. 61 clusters in 40 accounts match.**\n");
  }

  @Test
  void tellsErrorsBeforeWarnings() {
    var warning = Diagnostic.warning(Code.ODD_TAG_VALUE, "A warning.");
    var error = Diagnostic.error(Code.ACCESS_DENIED, "An error.");

    assertThat(render(empty(List.of(warning, error)), MarkdownForm.DEFAULT_BUDGET))
        .containsSubsequence("No changes.", "An error.", "A warning.", "No changes.");
  }

  @Test
  void keepsValuesOfMessagesInCodeSpans() {
    assertThat(MarkdownText.prose("Cluster `a|b` of @team, see #12: <b>"))
        .isEqualTo("Cluster `a|b` of @&#8203;team, see #&#8203;12: &lt;b&gt;");
  }

  @Test
  void takesTicksThatAreNotInPairsForText() {
    assertThat(MarkdownText.prose("`<b>")).isEqualTo("\\`&lt;b&gt;");
  }

  @Test
  void takesOnlyKeysThatCannotEndTheMarker() {
    assertThat(List.of("a", "org/prod-1", "A.b_c")).allMatch(MarkdownForm::isKey);
    assertThat(List.of("", "-", "a--b", "a>", "a b", "a-", "a".repeat(65)))
        .noneMatch(MarkdownForm::isKey);
  }
}
