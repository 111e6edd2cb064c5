package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// The man pages that go into the archive.
class ManPagesTest {
  @Test
  void hasAPageForEachCommand() {
    Map<String, String> pages = ManPages.pages();

    assertThat(pages)
        .containsKeys(
            "eksguard.1", "eksguard-plan.1", "eksguard-shell.1", "eksguard-sandbox-reset.1")
        .doesNotContainKey("eksguard-complete-words.1");
    assertThat(pages.get("eksguard.1"))
        .contains(".TP\n\\fBplan\\fR\n")
        .contains("\\fBeksguard\\-plan\\fR(1)");
  }

  @Test
  void showsOptionsAsTheyAreTyped() {
    assertThat(ManPages.pages().get("eksguard-plan.1"))
        .contains(".TH \"eksguard-plan\" 1 ")
        .contains("\n\\fB\\-f\\fR, \\fB\\-\\-file\\fR=\\fIFILE\\fR\n")
        .contains("\n\\fB\\-\\-sandbox\\fR[=\\fIWORLD.yaml\\fR]\n");
  }

  @Test
  void leavesNothingToTroffThatIsText() {
    assertThat(ManPages.text("a\\b --c\n.d\n'e")).isEqualTo("a\\eb \\-\\-c\n\\&.d\n\\&'e");
  }

  /// A line that begins with a dot is a request: there are only those that the pages are made of.
  @Test
  void hasNoOtherRequests() {
    assertThat(ManPages.pages().values())
        .allSatisfy(page ->
            assertThat(page.lines().filter(line -> line.startsWith(".")))
                .allMatch(line -> line.matches("\\.(\\\\\" .*|TH .*|SH [A-Z ]+|TP)")));
  }
}
