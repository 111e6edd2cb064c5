package io.eksguard.shell.review;

import static io.eksguard.shell.review.Screens.after;
import static io.eksguard.shell.review.Screens.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.Golden;
import io.eksguard.plan.Decision;
import io.eksguard.plan.Fate;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Review;
import io.eksguard.plan.StepId;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewScreenTest {
  private static final ScreenSize USUAL = new ScreenSize(24, 80);
  private static final StepId LEGACY = new StepId("eu-west-1/444455556666/legacy-billing/tag");
  private static final StepId ENABLE = new StepId("eu-west-1/444455556666/RUNTIME_MONITORING");

  private static ReviewScreen start(ScreenSize size) {
    return ReviewScreen.of(Reviews.small(), size);
  }

  private static ReviewScreen start() {
    return start(USUAL);
  }

  private static Fate fate(ReviewScreen screen, StepId step) {
    return screen.review().fates().getOrDefault(step, new Fate.Open());
  }

  private static String rowOfCursor(ReviewScreen screen) {
    return text(screen).lines().filter(line -> line.startsWith(">")).findFirst().orElse("");
  }

  /// The main path, screen by screen.
  @ParameterizedTest
  @ValueSource(strings = {"80x24", "100x30", "40x10"})
  void showsThePlanAndWhatIsDecided(String size) throws IOException {
    String[] parts = size.split("x", -1);
    ReviewScreen first =
        start(new ScreenSize(Integer.parseInt(parts[1]), Integer.parseInt(parts[0])));
    var story = new StringBuilder();
    ReviewScreen now = first;
    for (String keys :
        List.of(
            "",
            "jh",
            "<END><UP>",
            "d",
            "?",
            "q<HOME>j<ENTER>",
            "<LEFT>/web tag",
            "<ENTER>A",
            "/<ESCAPE>n",
            "-",
            "Z")) {
      now = after(now, keys);
      story
          .append("--- ")
          .append(keys.isEmpty() ? "at first" : keys)
          .append('\n')
          .append(text(now));
    }
    Golden.check("review/story-" + size + ".txt", story.toString());
  }

  @Test
  void decidesOfTheStepUnderTheCursor() {
    assertThat(fate(after(start(), "ja"), LEGACY)).isEqualTo(new Fate.Accepted());
    assertThat(fate(after(start(), "jh"), LEGACY)).isEqualTo(new Fate.Held());
    assertThat(fate(after(start(), "jr"), LEGACY)).isEqualTo(new Fate.Rejected());
    assertThat(fate(after(start(), "jro"), LEGACY)).isEqualTo(new Fate.Open());
    assertThat(fate(after(start(), "jru"), LEGACY)).isEqualTo(new Fate.Open());
  }

  @Test
  void saysWhatIsHeldWithAStep() {
    ReviewScreen held = after(start(), "jh");

    assertThat(held.message())
        .isEqualTo(
            "Held 1 step. 3 more wait for it and are held with it: "
                + ENABLE
                + ", policy/text, policy/r-abcd.");
    assertThat(text(held)).contains("[H with legacy-billing/tag] + enable");
  }

  @Test
  void saysWhyAnAcceptedStepStaysHeld() {
    ReviewScreen screen = after(start(), "jrja");

    assertThat(fate(screen, ENABLE)).isEqualTo(new Fate.HeldWith(LEGACY));
    assertThat(screen.message())
        .isEqualTo(
            "Accepted 1 step. It stays held with %s, which must come first and is rejected."
                .formatted(LEGACY));
  }

  @Test
  void saysWhatIsAcceptedWithAStep() {
    ReviewScreen screen = after(start(), "jja");

    assertThat(screen.message()).isEqualTo("Accepted 1 step, and 1 more that must come first.");
    assertThat(fate(screen, LEGACY)).isEqualTo(new Fate.Accepted());
  }

  @Test
  void decidesOfAWholeGroupOnItsLine() {
    ReviewScreen screen = after(start(), "h");

    assertThat(screen.review().decisions())
        .containsOnlyKeys(LEGACY, ENABLE)
        .containsValue(Decision.HELD);
  }

  @Test
  void decidesOnlyOfWhatTheFilterLetsThrough() {
    ReviewScreen screen = after(start(), "/444455556666 enable<ENTER>a");

    assertThat(after(start(), "/444455556666 enable<ENTER>").listing().shown()).hasSize(1);
    assertThat(screen.message()).startsWith("Accepted 1 step, and 1 more");
    assertThat(after(start(), "/web-<ENTER>A").review().decisions()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "444455556666",
        "EU-WEST-1",
        "Legacy-Billing",
        "untag",
        "held",
        "web-1 tag 7777",
        "organization",
        "protection"
      })
  void findsWhatIsTyped(String words) {
    ReviewScreen screen = after(start(), "jh/" + words);

    assertThat(screen.listing().shown()).isNotEmpty().hasSizeLessThan(10);
  }

  @Test
  void aFilterThatNothingMatchesSaysSo() {
    ReviewScreen screen = after(start(), "/nowhere");

    assertThat(text(screen)).contains("No step matches the filter.", "filter: nowhere", "/nowhere");
    assertThat(after(screen, "<ENTER>a").message())
        .isEqualTo("No step is shown. Esc clears the filter.");
  }

  @Test
  void escapeClearsTheFilterBeforeItLeaves() {
    ReviewScreen kept = after(start(), "/web<ENTER>");

    ReviewScreen cleared = after(kept, "<ESCAPE>");

    assertThat(cleared.listing().filter().text()).isEmpty();
    assertThat(cleared.on(Key.Named.ESCAPE)).isEqualTo(new Turn.Done(cleared.review()));
  }

  @Test
  void theFilterIsTypedAndDeletedCharacterByCharacter() {
    assertThat(after(start(), "/wex<BACKSPACE>b").listing().filter().text()).isEqualTo("web");
    assertThat(after(start(), "/web<ERASE>q").listing().filter().text()).isEqualTo("q");
    assertThat(after(start(), "/w<BACKSPACE><BACKSPACE>").mode()).isEqualTo(new Mode.Listing());
  }

  @Test
  void theCursorStaysOnWhatItIsOn() {
    ReviewScreen on = after(start(), "/web-2<ENTER><DOWN>");
    assertThat(rowOfCursor(on)).contains("web-2");

    assertThat(rowOfCursor(after(on, "<ESCAPE>"))).contains("web-2");
    assertThat(rowOfCursor(after(on, "<ESCAPE>/legacy<ESCAPE>"))).contains("web-2");
    assertThat(rowOfCursor(after(on, "<ESCAPE>-"))).contains("777788889999", "folded");
    assertThat(rowOfCursor(after(on, "<ESCAPE>-+"))).contains("web-2");
  }

  /// The next step is decided of alone, also where the line of its group comes before it.
  @Test
  void fromAStepThatTheFilterHidesTheCursorGoesToAStep() {
    ReviewScreen screen = after(start(), "/open 4444<ENTER><DOWN>aa/<BACKSPACE><ENTER>");

    assertThat(screen.listing().rows().get(screen.cursor())).isInstanceOf(Row.OfStep.class);
  }

  @Test
  void nextGoesToOpenStepsOnlyAndRoundTheEnd() {
    ReviewScreen two = after(start(), "A/web-<ENTER><ESCAPE>/web-<ENTER>jojo<ESCAPE><HOME>");

    ReviewScreen once = after(two, "n");
    ReviewScreen twice = after(once, "n");

    assertThat(rowOfCursor(once)).contains("web-1");
    assertThat(rowOfCursor(twice)).contains("web-2");
    assertThat(rowOfCursor(after(twice, "N"))).contains("web-1");
    assertThat(after(start(), "An").message()).isEqualTo("No step is open.");
  }

  @Test
  void nextUnfoldsTheGroupOfTheStep() {
    assertThat(rowOfCursor(after(start(), "-n"))).contains("legacy-billing");
  }

  @Test
  void showsAllThereIsToSayOfAStep() {
    assertThat(text(after(start(new ScreenSize(40, 120)), "jhjd")))
        .contains(
            "review     held with " + LEGACY + ", which must come first and is held",
            "before     RUNTIME_MONITORING: off",
            "after      RUNTIME_MONITORING: on, add-on managed",
            "why        differs from the file",
            "file       organization.yaml:23",
            "guard      cluster legacy-billing carries GuardDutyManaged = \"false\"",
            "needs      " + LEGACY + "  (held)")
        .doesNotContain("needed by");
    assertThat(text(after(start(new ScreenSize(40, 120)), "jd")))
        .contains("needed by  " + ENABLE + "  (open)");
  }

  @Test
  void showsTheLinesInWhichThePolicyChanges() {
    assertThat(text(after(start(new ScreenSize(60, 100)), "/policy/text<ENTER>jd")))
        .contains("text       -   \"Statement\" : [ ]", "\"Effect\" : \"Deny\"");
  }

  @Test
  void leavingKeepsWhatWasDecided() {
    ReviewScreen screen = after(start(), "jh");

    for (Key key : List.of(new Key.Typed('q'), Key.Named.INTERRUPT, Key.Named.ESCAPE)) {
      assertThat(screen.on(key)).isEqualTo(new Turn.Done(screen.review()));
    }
    assertThat(after(start(), "/web").on(Key.Named.INTERRUPT)).isInstanceOf(Turn.Done.class);
  }

  @Test
  void otherKeysDoNothingButPointToTheHelp() {
    ReviewScreen screen = after(start(), "Z");

    assertThat(screen.message()).contains("`?`");
    assertThat(screen.listing()).isEqualTo(start().listing());
    assertThat(after(start(), "<UNKNOWN>").message()).contains("`?`");
  }

  @Test
  void anEmptyPlanSaysSo() {
    ReviewScreen screen = ReviewScreen.of(Review.of(new Plan(List.of())), USUAL);

    assertThat(text(screen)).contains("The plan has no steps.");
    assertThat(after(screen, "ahroA<ENTER>n<LEFT><RIGHT><PAGE_DOWN>").review().isBegun()).isFalse();
  }

  /// Tags are free text of others.
  @Test
  void noTextOfOthersSteersTheTerminal() {
    for (ReviewScreen screen :
        List.of(start(), after(start(), "/edge<ENTER>jd"), after(start(), "/a\u202eb"))) {
      assertThat(text(screen)).doesNotContain("\u001b", "\u202e");
    }
    assertThat(text(after(start(), "/edge<ENTER>"))).contains("fal\\u001b[2Jse");
  }

  @Test
  void aColourNeverSaysWhatNoLetterSays() {
    ReviewScreen screen = after(start(), "jhjjjajrd");

    assertThat(ReviewPainter.paint(screen, true).stream().map(AttributedString::toString))
        .map(String::stripTrailing)
        .containsExactlyElementsOf(text(screen).lines().toList());
    assertThat(
            ReviewPainter.paint(screen, false).stream()
                .map(AttributedString::toAnsi)
                .collect(Collectors.joining()))
        .doesNotContain("\u001b");
  }

  @Test
  void aScreenOfAnotherSizeKeepsTheCursorInSight() {
    ReviewScreen low = after(start(new ScreenSize(50, 100)), "<END>");

    ReviewScreen small = low.resized(new ScreenSize(8, 30));

    assertThat(rowOfCursor(small)).isNotEmpty();
    assertThat(text(small).lines()).hasSize(8);
  }
}
